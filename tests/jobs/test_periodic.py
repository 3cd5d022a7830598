import asyncio
from uuid import uuid4

import pytest
from flask import Flask
from procrastinate.periodic import PeriodicDeferrer
from sqlalchemy import Engine, text

import tests.jobs.sample_tasks  # noqa: F401
from coachhub.jobs import services
from coachhub.jobs.app import queue
from coachhub.ops import worker
from tests.workers import jobs, work_off

A, B = uuid4(), uuid4()
NEW_YEAR = 1_798_761_600


@pytest.fixture
def two_practices(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    for what in ("practices", "news"):
        monkeypatch.setitem(app.extensions, f"coachhub.jobs.{what}", None)
    services.register(app, practices=lambda: (A, B), news={})
    return app


def clock_strikes(app: Flask, name: str, *timestamps: int) -> None:
    """What workers do when the time of a periodic task has come."""
    [task] = (
        task
        for (task_name, _), task in queue.periodic_registry.periodic_tasks.items()
        if task_name == f"{name}.tick"
    )

    async def strike() -> None:
        async with queue.open_async():
            for timestamp in timestamps:
                deferrer = PeriodicDeferrer(queue.periodic_registry)
                await deferrer.defer_jobs([(task, timestamp)])

    with queue.replace_connector(worker._connector(app.extensions["coachhub.config"])):
        asyncio.run(strike())


def test_each_practice_has_its_job(two_practices: Flask, superuser: Engine) -> None:
    clock_strikes(two_practices, "sample.everywhere", NEW_YEAR)
    work_off(two_practices)
    with superuser.connect() as connection:
        rows = connection.scalars(text("SELECT practice_id FROM audit_event")).all()
    assert set(rows) == {A, B}


def test_several_workers_strike_once(two_practices: Flask, superuser: Engine) -> None:
    clock_strikes(two_practices, "sample.everywhere", NEW_YEAR, NEW_YEAR, NEW_YEAR)
    assert len(jobs(superuser)) == 1


def test_the_nightly_tidying_forgets_old_counts(app: Flask, superuser: Engine) -> None:
    with superuser.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO rate_limit (bucket, since, count) "
                "VALUES ('old', now() - '2 days'::interval, 1), ('new', now(), 1)"
            )
        )
    clock_strikes(app, "jobs.tidy", NEW_YEAR)
    work_off(app)
    with superuser.connect() as connection:
        assert connection.scalars(text("SELECT bucket FROM rate_limit")).all() == ["new"]


def test_the_nightly_tidying_forgets_jobs_parked_long_ago(app: Flask, superuser: Engine) -> None:
    park = text(
        "WITH job AS (INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
        "VALUES ('default', :name, 'failed') RETURNING id) "
        "INSERT INTO procrastinate_events (job_id, type, at) "
        "SELECT id, 'failed', now() - make_interval(days => :days) FROM job"
    )
    with superuser.begin() as connection:
        connection.execute(park, [{"name": "old", "days": 31}, {"name": "new", "days": 29}])
    clock_strikes(app, "jobs.tidy", NEW_YEAR)
    work_off(app)
    assert [job["task_name"] for job in jobs(superuser)] == ["new"]
