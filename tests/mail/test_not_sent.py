"""Mails that the server or their own words keep from being sent."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core import clock
from coachhub.mail import rules
from tests.mail.conftest import Read
from tests.mail.post_office import PostOffice
from tests.workers import jobs, make_due, work_off

Post = Callable[..., UUID]


def test_without_a_server_nothing_is_lost(
    sender: Flask,
    closed_office: PostOffice,
    post: Post,
    delivery: Read,
    superuser: Engine,
) -> None:
    post()
    for wait in (60, 300):
        make_due(superuser)
        work_off(sender)
        [job] = jobs(superuser)
        assert wait - 5 < (job["scheduled_at"] - clock.now()).total_seconds() <= wait
    row = delivery()
    assert (row["state"], row["tries"]) == ("waiting", 2)
    assert row["last_error"] == "ConnectionRefusedError"
    closed_office.open()
    make_due(superuser)
    work_off(sender)
    assert (len(closed_office.letters), delivery()["state"]) == (1, "sent")
    assert jobs(superuser) == []


def test_it_is_given_up_after_about_a_day(
    sender: Flask, post: Post, delivery: Read, superuser: Engine
) -> None:
    post()
    for _ in range(rules.MOST_TRIES):
        make_due(superuser)
        work_off(sender)
    assert (delivery()["state"], delivery()["tries"]) == ("failed", rules.MOST_TRIES)
    assert jobs(superuser) == []


def test_one_that_dies_on_every_try_is_given_up(
    sender: Flask, office: PostOffice, post: Post, delivery: Read, superuser: Engine
) -> None:
    post()
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE delivery SET state = 'sending', tries = :most"),
            {"most": rules.MOST_TRIES},
        )
    work_off(sender)
    assert (office.letters, delivery()["state"]) == ([], "failed")


@pytest.mark.parametrize("to", ["recipient_answer", "letter_answer"])
def test_a_refused_one_has_failed_at_once(
    sender: Flask, office: PostOffice, post: Post, delivery: Read, to: str
) -> None:
    setattr(office, to, "550 no such user")
    post()
    work_off(sender)
    row = delivery()
    assert (row["state"], row["tries"], row["last_error"]) == ("failed", 1, "550")


@pytest.mark.parametrize("to", ["recipient_answer", "letter_answer"])
def test_one_that_is_not_wanted_now_waits(
    sender: Flask, office: PostOffice, post: Post, delivery: Read, to: str
) -> None:
    setattr(office, to, "451 come back later")
    post()
    work_off(sender)
    assert (delivery()["state"], delivery()["last_error"]) == ("waiting", "451")


def test_one_that_can_not_be_written_waits_and_keeps_nothing_of_it(
    sender: Flask, office: PostOffice, post: Post, delivery: Read
) -> None:
    post(name="break")
    work_off(sender)
    row = delivery()
    assert (row["state"], row["tries"], row["last_error"]) == ("waiting", 1, "RuntimeError")
    assert row["params"] == {"name": "break"}


def test_an_unknown_kind_is_parked_and_others_go_on(
    sender: Flask, office: PostOffice, post: Post, superuser: Engine
) -> None:
    post(kind="sample/nothing")
    post()
    work_off(sender)
    assert [job["status"] for job in jobs(superuser)] == ["failed"]
    assert len(office.letters) == 1
    with superuser.connect() as connection:
        states = connection.scalars(text("SELECT state FROM delivery ORDER BY created_at")).all()
    assert states == ["failed", "sent"]


def test_a_subject_of_two_lines_adds_no_header(
    sender: Flask, office: PostOffice, post: Post, delivery: Read
) -> None:
    post(subject="Hello\r\nBcc: eve@example.org")
    work_off(sender)
    assert (office.letters, delivery()["last_error"]) == ([], "ValueError")
