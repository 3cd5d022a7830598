"""Mail without a mail server: it stays in the delivery log, readable in the demo only."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_string
from email.policy import default
from uuid import UUID

import pytest
from flask import Flask

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.private import keystore
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from config import Environment
from tests.mail.conftest import Read
from tests.workers import work_off

Post = Callable[..., UUID]


@pytest.fixture
def without_server(sender: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    config = replace(sender.extensions["coachhub.config"], smtp=None)
    monkeypatch.setitem(sender.extensions, "coachhub.config", config)
    return sender


@pytest.fixture
def demo(without_server: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    config = replace(without_server.extensions["coachhub.config"], environment=Environment.DEMO)
    monkeypatch.setitem(without_server.extensions, "coachhub.config", config)
    return without_server


def test_it_counts_as_sent_and_its_words_are_forgotten(
    without_server: Flask, post: Post, delivery: Read
) -> None:
    post()
    work_off(without_server)
    assert (delivery()["state"], delivery()["body_sealed"]) == ("sent", None)


def test_in_the_demo_its_words_are_kept_sealed(
    demo: Flask, post: Post, practice_id: UUID, delivery: Read
) -> None:
    delivery_id = post()
    with demo.app_context():
        keystore().create(practice_id)
    work_off(demo)
    assert b"Hello" not in delivery()["body_sealed"]
    assert _words(demo, practice_id, delivery_id) == "Hello Ben & all of Praxis Zoë, “Nord”\n"


def test_in_the_demo_what_belongs_to_no_practice_is_kept_too(demo: Flask) -> None:
    with demo.app_context():
        delivery_id = mail.post("sample/hello", tenancy.INSTANCE, "ben@example.org").id
        db.session.commit()
    work_off(demo)
    assert _words(demo, tenancy.INSTANCE, delivery_id).startswith("Hello Ben")


def _words(app: Flask, practice_id: UUID, delivery_id: UUID) -> str:
    """The words of the letter that is kept."""
    with app.app_context():
        tenancy.enter_practice(practice_id)
        kept = db.session.get_one(Delivery, (practice_id, delivery_id)).body or ""
    part = message_from_string(kept, policy=default).get_body(("plain",))
    assert part
    return str(part.get_content())
