"""Real worker processes: killed, asked to stop, and cut off from their database."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

import tests.jobs.sample_tasks  # noqa: F401
from coachhub.core.db import db
from coachhub.jobs.services import enqueue
from coachhub.ops.postgres import Urls
from tests import workers
from tests.conftest import environment

A = uuid4()


@pytest.fixture
def noted(superuser: Engine) -> Callable[[], list[str]]:
    def read() -> list[str]:
        with superuser.connect() as connection:
            return list(connection.scalars(text("SELECT action FROM audit_event ORDER BY at, id")))

    return read


@pytest.fixture
def given(urls: Urls, tmp_path: Path) -> dict[str, str]:
    return environment(urls, tmp_path)


def put(app: Flask, *, seconds: int, lock: str | None = None) -> None:
    with app.app_context():
        enqueue("sample.note_slowly", A, seconds=seconds, lock=lock)
        db.session.commit()


def test_what_a_killed_worker_was_doing_is_taken_up(
    app: Flask, given: dict[str, str], noted: Callable[[], list[str]], superuser: Engine
) -> None:
    put(app, seconds=3, lock="one")
    with workers.processes(1, given) as [first]:
        workers.eventually(lambda: noted() == ["began"])
        first.kill()
    put(app, seconds=0, lock="one")
    with workers.processes(1, given):
        workers.eventually(lambda: workers.jobs(superuser) == [])
    assert sorted(noted()) == ["began"] * 3 + ["ended"] * 2


def test_one_that_is_asked_to_stop_ends_its_job_first(
    app: Flask, given: dict[str, str], noted: Callable[[], list[str]], superuser: Engine
) -> None:
    put(app, seconds=2)
    with workers.processes(1, given) as [worker]:
        workers.eventually(lambda: noted() == ["began"])
        worker.send_signal(signal.SIGTERM)
        worker.send_signal(signal.SIGINT)
        assert worker.wait(30) == 0
    assert noted() == ["began", "ended"]
    # The hour may have struck for this worker, and put work of its own there.
    assert "sample.note_slowly" not in [job["task_name"] for job in workers.jobs(superuser)]


def test_one_that_loses_its_database_ends_with_an_error(
    app: Flask, given: dict[str, str], superuser: Engine
) -> None:
    with workers.processes(1, given) as [worker]:
        workers.eventually(lambda: _heartbeats(superuser) == 1)
        with _no_heartbeats(superuser):
            assert worker.wait(30) == 1


@contextmanager
def _no_heartbeats(superuser: Engine) -> Iterator[None]:
    """The database fails the worker in the one thing that it does when nothing else is to do."""
    with superuser.begin() as connection:
        connection.execute(text("ALTER FUNCTION procrastinate_update_heartbeat_v1 RENAME TO away"))
    try:
        yield
    finally:
        with superuser.begin() as connection:
            connection.execute(
                text("ALTER FUNCTION away RENAME TO procrastinate_update_heartbeat_v1")
            )


def _heartbeats(superuser: Engine) -> int:
    with superuser.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM procrastinate_workers")) or 0
