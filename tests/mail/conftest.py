from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core.db import db
from coachhub.mail import services as mail
from config import Smtp
from tests.mail import sample_letter
from tests.mail.post_office import PostOffice

Read = Callable[[], dict[str, Any]]


@pytest.fixture
def practice_id() -> UUID:
    return uuid4()


@pytest.fixture
def closed_office() -> Iterator[PostOffice]:
    """A mail server that isn't there yet; the test opens it."""
    office = PostOffice()
    yield office
    office.close()


@pytest.fixture
def office(closed_office: PostOffice) -> PostOffice:
    closed_office.open()
    return closed_office


@pytest.fixture
def sender(app: Flask, closed_office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with that mail server and the sample letter."""
    smtp = Smtp("127.0.0.1", closed_office.port, None, None, "none")
    config = replace(app.extensions["coachhub.config"], smtp=smtp)
    monkeypatch.setitem(app.extensions, "coachhub.config", config)
    monkeypatch.setitem(app.extensions, "coachhub.mail.composers", {})
    monkeypatch.setattr(app.jinja_env, "loader", app.jinja_env.loader)
    return sample_letter.known_to(app)


@pytest.fixture
def post(sender: Flask, practice_id: UUID) -> Callable[..., UUID]:
    """Ask for a sample letter and commit; the delivery's id."""

    def ask(kind: str = "sample/hello", **params: str) -> UUID:
        with sender.app_context():
            delivery = mail.post(kind, practice_id, "ben@example.org", about_id=None, **params)
            db.session.commit()
            return delivery.id

    return ask


@pytest.fixture
def delivery(superuser: Engine) -> Read:
    """The one row of the delivery log."""

    def read() -> dict[str, Any]:
        with superuser.connect() as connection:
            return dict(connection.execute(text("SELECT * FROM delivery")).mappings().one())

    return read
