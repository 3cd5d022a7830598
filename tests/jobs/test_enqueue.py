from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select

import tests.jobs.sample_tasks  # noqa: F401
from coachhub.audit import services as audit
from coachhub.audit.models import AuditEvent
from coachhub.core import clock, tenancy
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.jobs.services import UnknownTask, enqueue
from tests.workers import jobs, work_off

pytestmark = pytest.mark.every_postgres

A, B = uuid4(), uuid4()


def rows_of(practice_id: object) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.practice_id == practice_id)) or 0


def test_a_job_waits_once_its_cause_is_committed(scope: Flask, superuser: Engine) -> None:
    enqueue("sample.note", A, word="done")
    assert jobs(superuser) == []
    db.session.commit()
    [job] = jobs(superuser)
    assert job["args"] == {"practice_id": str(A), "word": "done"}


def test_a_rollback_takes_row_and_job(scope: Flask, superuser: Engine) -> None:
    tenancy.enter_practice(A)
    audit.record(A, "cause", by=PROGRAM)
    enqueue("sample.note", A, word="done")
    db.session.rollback()
    assert (rows_of(A), jobs(superuser)) == (0, [])


def test_a_second_job_under_one_lock_is_none_and_costs_no_row(
    scope: Flask, superuser: Engine
) -> None:
    enqueue("sample.note", A, word="first", lock="one")
    db.session.commit()
    tenancy.enter_practice(A)
    audit.record(A, "cause", by=PROGRAM)
    enqueue("sample.note", A, word="second", lock="one")
    audit.record(A, "what came after", by=PROGRAM)
    db.session.commit()
    assert rows_of(A) == 2
    assert [job["args"]["word"] for job in jobs(superuser)] == ["first"]


def test_a_second_job_is_none_when_it_is_the_first_statement(
    scope: Flask, superuser: Engine
) -> None:
    enqueue("sample.note", A, word="first", lock="one")
    db.session.commit()
    enqueue("sample.note", A, word="second", lock="one")
    tenancy.enter_practice(A)
    audit.record(A, "what came after", by=PROGRAM)
    db.session.commit()
    assert (rows_of(A), len(jobs(superuser))) == (1, 1)


def test_a_lock_is_the_practice_s_own(scope: Flask, superuser: Engine) -> None:
    enqueue("sample.note", A, word="done", lock="one")
    enqueue("sample.note", B, word="done", lock="one")
    db.session.commit()
    assert len(jobs(superuser)) == 2


def test_it_is_not_run_before_its_time(app: Flask, superuser: Engine) -> None:
    with app.app_context():
        enqueue("sample.note", A, word="done", at=clock.now() + timedelta(hours=1))
        db.session.commit()
    work_off(app)
    [job] = jobs(superuser)
    assert job["status"] == "todo"


@pytest.mark.parametrize(
    "value", ["I am so sad", "two\nlines", "x" * 101, "ben@example.org", None, 1.5, ["a"]]
)
def test_it_carries_no_texts(scope: Flask, value: object) -> None:
    with pytest.raises(TypeError):
        enqueue("sample.note", A, word=value)  # type: ignore[arg-type]


def test_it_refuses_a_task_that_nobody_defines(scope: Flask) -> None:
    with pytest.raises(UnknownTask):
        enqueue("sample.nothing", A)
