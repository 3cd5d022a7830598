"""Addresses that the mail server refuses, and what is sent there no more."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.app import COMPOSERS
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import rules
from coachhub.mail import services as mail
from coachhub.mail.pauses import why_paused
from coachhub.mail.rules import Sort, Why
from tests.mail.conftest import Read
from tests.mail.post_office import PostOffice
from tests.workers import work_off

Post = Callable[..., UUID]
Rows = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def pauses(superuser: Engine) -> Rows:
    def read() -> list[tuple[str, str]]:
        with superuser.connect() as connection:
            rows = connection.execute(text("SELECT address, why FROM mail_pause"))
            return [(row.address, row.why) for row in rows]

    return read


def paused(sender: Flask, practice_id: UUID, kind: str, address: str = "ben@example.org") -> str:
    with sender.app_context():
        tenancy.enter_practice(practice_id)
        return why_paused(practice_id, address, kind) or ""


@pytest.mark.parametrize(
    ("answer", "is_paused"),
    [
        ("550 5.1.1 <ben@example.org>: Recipient address rejected: User unknown", True),
        ("550 5.1.2 bad destination system", True),
        ("551 5.1.6 moved", True),
        ("550 5.2.1 mailbox disabled", True),
        ("550-5.1.1 The account does not exist.\r\n550 5.1.1 Try again", True),
        ("550 no such user", True),
        ("553 mailbox name not allowed", True),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 blocked by policy", False),
        ("550 5.1.8 bad sender's domain", False),
        ("552 5.3.4 too big", False),
        ("554 refused", False),
        ("550 5.1.11 of the future", False),
        ("451 4.1.1 not now", False),
    ],
)
def test_only_a_refusal_of_the_address_pauses_it(
    sender: Flask, office: PostOffice, post: Post, pauses: Rows, answer: str, *, is_paused: bool
) -> None:
    office.recipient_answer = answer
    post()
    work_off(sender)
    assert pauses() == ([("ben@example.org", "refused")] if is_paused else [])


@pytest.mark.parametrize("answer", ["550 5.1.1 <ben@example.org> in a list", "550 spam"])
def test_a_refusal_of_the_words_pauses_nothing(
    sender: Flask, office: PostOffice, post: Post, practice_id: UUID, answer: str
) -> None:
    office.letter_answer = answer
    post()
    work_off(sender)
    assert paused(sender, practice_id, "sample/hello") == ""


def test_nothing_more_is_sent_there(
    sender: Flask, office: PostOffice, post: Post, superuser: Engine
) -> None:
    office.recipient_answer = "550 5.1.1 no such user"
    post()
    work_off(sender)
    office.recipient_answer = "250 OK"
    post(name="break")
    work_off(sender)
    with superuser.connect() as connection:
        rows = connection.execute(
            text("SELECT state, last_error FROM delivery ORDER BY created_at")
        ).all()
    assert [tuple(row) for row in rows] == [("failed", "550"), ("paused", "refused")]
    assert office.letters == []


def test_sending_the_one_that_failed_again_tries_its_address_again(
    sender: Flask, office: PostOffice, post: Post, practice_id: UUID, delivery: Read
) -> None:
    office.recipient_answer = "550 5.1.1 no such user"
    delivery_id = post()
    work_off(sender)
    office.recipient_answer = "250 OK"
    with sender.app_context():
        tenancy.enter_practice(practice_id)
        found = mail.find_delivery(practice_id, delivery_id)
        assert found
        mail.send_again(found)
        db.session.commit()
    work_off(sender)
    assert delivery()["state"] == "sent"


def test_each_practice_has_its_own(
    sender: Flask, office: PostOffice, post: Post, practice_id: UUID
) -> None:
    office.recipient_answer = "550 5.1.1 no such user"
    post()
    work_off(sender)
    assert paused(sender, practice_id, "sample/hello", "Ben@Example.org") == "refused"
    assert paused(sender, practice_id, "sample/hello", "anna@example.org") == ""
    assert paused(sender, UUID(int=7), "sample/hello") == ""


@pytest.mark.parametrize("kind", COMPOSERS)
def test_each_kind_says_what_keeps_it_back(
    sender: Flask, practice_id: UUID, superuser: Engine, kind: str
) -> None:
    sort = rules.SORT_OF[kind]
    for why in Why:
        _pause(superuser, practice_id, why, None)
        stops = sort is not Sort.ALWAYS and why is not Why.UNSUBSCRIBED
        assert bool(paused(sender, practice_id, kind)) == stops
    for wish in rules.WISHES:
        _pause(superuser, practice_id, Why.UNSUBSCRIBED, wish)
        assert bool(paused(sender, practice_id, kind)) == (sort is wish)


def _pause(superuser: Engine, practice_id: UUID, why: Why, sort: Sort | None) -> None:
    """One row in place of all others; without one for a wish that names nothing."""
    with superuser.begin() as connection:
        connection.execute(text("DELETE FROM mail_pause"))
        if (why is Why.UNSUBSCRIBED) == (sort is not None):
            connection.execute(
                text(
                    "INSERT INTO mail_pause (practice_id, id, address, why, sort) "
                    "VALUES (:practice, gen_random_uuid(), 'ben@example.org', :why, :sort)"
                ),
                {"practice": practice_id, "why": why, "sort": sort},
            )


def test_no_kind_is_named_that_nobody_writes() -> None:
    assert set(rules.SORT_OF) == set(COMPOSERS)


def test_the_mail_server_is_told_where_to_send_what_comes_back(
    sender: Flask, office: PostOffice, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(sender.extensions["coachhub.config"], mail_return_path="bounces@coachhub.test")
    monkeypatch.setitem(sender.extensions, "coachhub.config", config)
    post()
    work_off(sender)
    assert office.senders == ["bounces@coachhub.test"]
