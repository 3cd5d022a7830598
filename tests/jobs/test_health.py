from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

import tests.jobs.sample_tasks  # noqa: F401
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.jobs.services import WorkerHealth, enqueue, health
from tests.workers import work_off

pytestmark = pytest.mark.every_postgres

A = uuid4()


def test_nobody_works_and_nothing_waits(scope: Flask) -> None:
    assert health() == WorkerHealth(None, None, 0)


def test_the_latest_heartbeat_counts(scope: Flask, superuser: Engine) -> None:
    with superuser.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - '40 s'::interval), (now() - '20 s'::interval)"
            )
        )
    assert health().last_heartbeat_age == pytest.approx(20, abs=5)


@pytest.mark.parametrize(("minutes", "waits"), [(-5, 300), (5, None)])
def test_work_waits_since_it_was_due(scope: Flask, minutes: int, waits: int | None) -> None:
    enqueue("sample.note", A, word="done", at=clock.now() + timedelta(minutes=minutes))
    db.session.commit()
    age = health().oldest_due_age
    assert (age if age is None else round(age, -1)) == waits


def test_work_without_a_time_waits_since_it_was_put(scope: Flask, superuser: Engine) -> None:
    enqueue("sample.note", A, word="done")
    db.session.commit()
    with superuser.begin() as connection:
        connection.execute(text("UPDATE procrastinate_events SET at = now() - '1 h'::interval"))
    enqueue("sample.note", A, word="done")
    db.session.commit()
    assert health().oldest_due_age == pytest.approx(3600, abs=5)


def test_parked_jobs_are_counted(app: Flask) -> None:
    with app.app_context():
        enqueue("sample.give_up", A)
        db.session.commit()
    work_off(app)
    with app.app_context():
        assert health().failed == 1
