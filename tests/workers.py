"""Workers for tests: one that empties the queue here and now, and real ones to be killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Engine, text

from coachhub.jobs.app import queue
from coachhub.ops import worker

PROJECT = Path(__file__).parents[1]


def work_off(app: Flask) -> None:
    """Run every job that is due, one after the other, as a worker would."""

    async def work() -> None:
        async with queue.open_async():
            await queue.run_worker_async(
                wait=False,
                additional_context={"flask": app},
                delete_jobs="successful",
                install_signal_handlers=False,
                listen_notify=False,
            )

    connector = worker._connector(app.extensions["coachhub.config"])
    # It puts nothing on the queue because the hour strikes just while a test runs.
    with (
        patch.object(queue.periodic_registry, "periodic_tasks", {}),
        queue.replace_connector(connector),
    ):
        asyncio.run(work())


def make_due(superuser: Engine) -> None:
    """What was put off is due now: as if the time had passed."""
    with superuser.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))


def jobs(superuser: Engine) -> list[dict[str, Any]]:
    """The rows of the queue, oldest first."""
    with superuser.connect() as connection:
        rows = connection.execute(text("SELECT * FROM procrastinate_jobs ORDER BY id"))
        return [dict(row) for row in rows.mappings()]


@contextmanager
def processes(
    number: int, environment: Mapping[str, str], *, log: IO[bytes] | None = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Real workers, ended and reaped afterwards; they log errors only unless told otherwise."""
    started = [_start(environment, log) for _ in range(number)]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def _start(environment: Mapping[str, str], log: IO[bytes] | None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.worker_program"]
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "LOG_LEVEL": "ERROR"}
    return subprocess.Popen(command, cwd=PROJECT, env={**path, **environment}, stderr=log)


def start_again(started: list[subprocess.Popen[bytes]], environment: Mapping[str, str]) -> None:
    """Those that gave up run again, as `bin/serve` sees to; those that were killed stay dead.

    On a busy machine a worker may be silent so long that the others take it for dead; it gives up
    when it notices.
    """
    for place, process in enumerate(started):
        if process.poll() not in (None, -signal.SIGKILL):
            started[place] = _start(environment, None)


def eventually(is_so: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait until it is so; fail when it isn't in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
