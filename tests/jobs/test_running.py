from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

import tests.jobs.sample_tasks  # noqa: F401
from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.jobs import rules
from coachhub.jobs.services import enqueue
from tests.workers import jobs, make_due, work_off

pytestmark = pytest.mark.every_postgres

A, B = uuid4(), uuid4()


@pytest.fixture
def actions(superuser: Engine) -> Callable[[], list[str]]:
    """What the jobs noted."""

    def read() -> list[str]:
        with superuser.connect() as connection:
            return list(connection.scalars(text("SELECT action FROM audit_event ORDER BY at")))

    return read


def put(app: Flask, name: str, *, lock: str | None = None, **args: UUID | int | str) -> None:
    with app.app_context():
        enqueue(name, A, lock=lock, at=None, **args)
        db.session.commit()


def test_it_sees_its_own_practice_only(app: Flask, actions: Callable[[], list[str]]) -> None:
    with app.app_context():
        audit.record(B, "of b", by=PROGRAM)
        db.session.commit()
    put(app, "sample.count_rows")
    work_off(app)
    assert actions() == ["of b", "saw 0"]


def test_ids_arrive_as_ids(app: Flask, actions: Callable[[], list[str]]) -> None:
    put(app, "sample.note_id", thing_id=uuid4())
    work_off(app)
    assert actions() == ["UUID"]


def test_a_job_that_is_done_leaves_the_queue(app: Flask, superuser: Engine) -> None:
    put(app, "sample.note", word="done")
    work_off(app)
    assert jobs(superuser) == []


def test_its_rows_name_the_job_as_their_request(app: Flask, superuser: Engine) -> None:
    put(app, "sample.note", word="done")
    work_off(app)
    with superuser.connect() as connection:
        assert str(connection.scalar(text("SELECT request_id FROM audit_event"))).startswith("job-")


def test_an_error_undoes_it_and_it_waits(
    app: Flask, superuser: Engine, actions: Callable[[], list[str]]
) -> None:
    put(app, "sample.fail")
    work_off(app)
    [job] = jobs(superuser)
    assert actions() == []
    assert (job["status"], job["attempts"]) == ("todo", 1)
    assert 0 < (job["scheduled_at"] - clock.now()).total_seconds() <= 10


def test_it_is_parked_after_its_last_try(app: Flask, superuser: Engine) -> None:
    put(app, "sample.fail")
    for _ in range(len(rules.RETRY_AFTER) + 1):
        make_due(superuser)
        work_off(app)
    assert [job["status"] for job in jobs(superuser)] == ["failed"]


def test_a_hopeless_one_is_parked_at_once_and_others_go_on(
    app: Flask, superuser: Engine, actions: Callable[[], list[str]]
) -> None:
    put(app, "sample.give_up")
    put(app, "sample.note", word="done")
    work_off(app)
    assert [job["status"] for job in jobs(superuser)] == ["failed"]
    assert actions() == ["done"]


def test_one_that_failed_waits_beside_another_under_its_lock(app: Flask, superuser: Engine) -> None:
    put(app, "sample.fail", lock="one")
    work_off(app)
    put(app, "sample.fail", lock="one")
    work_off(app)
    assert [(job["status"], job["attempts"]) for job in jobs(superuser)] == [("todo", 1)] * 2
