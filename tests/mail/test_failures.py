"""Mails that could not be sent are counted until somebody has seen it, and can be sent again."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import jobs as mail_jobs
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from tests.mail.conftest import Read
from tests.mail.post_office import PostOffice
from tests.workers import jobs, work_off

pytestmark = pytest.mark.every_postgres
Post = Callable[..., UUID]


@pytest.fixture
def inside(scope: Flask, practice_id: UUID) -> Flask:
    tenancy.enter_practice(practice_id)
    return scope


def _mail(practice_id: UUID, state: str) -> Delivery:
    delivery = mail.post("sample/hello", practice_id, "ben@example.org")
    delivery.state, delivery.tries, delivery.last_error = state, 8, "550"
    db.session.flush()
    return delivery


def _count(practice_id: UUID) -> int | None:
    return db.session.scalar(select(mail.unseen_failures(practice_id)))


@pytest.mark.parametrize(
    ("state", "count"),
    [("waiting", 0), ("sending", 0), ("sent", 0), ("dropped", 0), ("failed", 1)],
)
def test_only_what_failed_is_counted(
    inside: Flask, practice_id: UUID, state: str, count: int
) -> None:
    _mail(practice_id, state)
    assert _count(practice_id) == count


def test_what_was_seen_is_counted_no_more(inside: Flask, practice_id: UUID) -> None:
    _mail(practice_id, "failed")
    assert mail.failures_seen(practice_id) == 1
    assert (_count(practice_id), mail.failures_seen(practice_id)) == (0, 0)
    _mail(practice_id, "failed")
    assert _count(practice_id) == 1


def test_the_next_practice_s_failures_stay_its_own(inside: Flask, practice_id: UUID) -> None:
    other = uuid4()
    with tenancy.inside(other):
        _mail(other, "failed")
    assert _count(practice_id) == 0
    assert mail.failures_seen(practice_id) == 0
    with tenancy.inside(other):
        assert _count(other) == 1


def test_one_that_failed_is_tried_anew(
    sender: Flask, office: PostOffice, post: Post, practice_id: UUID, delivery: Read
) -> None:
    office.recipient_answer = "550 no such user"
    delivery_id = post()
    work_off(sender)
    assert delivery()["state"] == "failed"
    office.recipient_answer = "250 OK"
    with sender.app_context():
        tenancy.enter_practice(practice_id)
        mail.failures_seen(practice_id)
        found = mail.find_delivery(practice_id, delivery_id)
        assert found
        mail.send_again(found)
        db.session.commit()
    row = delivery()
    assert (row["state"], row["tries"], row["failure_seen_at"]) == ("waiting", 0, None)
    work_off(sender)
    assert (delivery()["state"], len(office.letters)) == ("sent", 1)


@pytest.mark.parametrize("state", ["waiting", "sending", "sent", "dropped"])
def test_nothing_else_is_sent_again(
    inside: Flask, practice_id: UUID, superuser: Engine, state: str
) -> None:
    delivery = _mail(practice_id, state)
    with pytest.raises(mail.NotFailed):
        mail.send_again(delivery)
    db.session.commit()
    assert len(jobs(superuser)) == 1


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [
        ("sent", 29, True),
        ("sent", 31, False),
        ("failed", 31, False),
        ("dropped", 31, False),
        ("waiting", 31, True),
    ],
)
def test_the_log_forgets_after_a_month(
    inside: Flask, practice_id: UUID, superuser: Engine, state: str, days: int, *, stays: bool
) -> None:
    _mail(practice_id, state)
    db.session.commit()
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE delivery SET created_at = now() - make_interval(days => :days)"),
            {"days": days},
        )
    mail_jobs.tidy(practice_id)
    db.session.commit()
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM delivery")) == stays
