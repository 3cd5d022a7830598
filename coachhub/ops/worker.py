"""The job worker: one process, a few threads; as many processes as the work needs."""

import asyncio
import signal
import sys

import structlog
from flask import Flask
from procrastinate import PsycopgConnector, SyncPsycopgConnector
from procrastinate.connector import BaseConnector
from sqlalchemy.engine import make_url

from coachhub.core import pdf
from coachhub.jobs import stalled
from coachhub.jobs.app import queue
from config import Config

log = structlog.get_logger(__name__)

THREADS = 4
QUEUE_CONNECTIONS = 3
"""For fetching, heartbeats and ends of jobs. The jobs themselves use the application's own pool."""

GRACE_SECONDS = 30.0
"""How long running jobs may take to end when the worker is asked to stop."""

LONGEST_POLL = 5.0
"""Seconds until a job is found that nobody announced: a retry or one that was put off."""


class WorkerLost(Exception):
    """The worker stopped without having been asked to, as when its database has gone."""


class _QueueConnector(PsycopgConnector):
    """The worker's own pool, which jobs that put further jobs in the queue leave alone.

    They run in threads and bring their session's connection; the pool of the event loop can't
    take that.
    """

    _outside = SyncPsycopgConnector()

    def get_sync_connector(self) -> BaseConnector:
        return self._outside


def run(app: Flask) -> None:
    """Run jobs until SIGTERM or SIGINT, then let the running ones end.

    Exits with an error when the worker was lost: whoever started it is to start it again.
    """
    config: Config = app.extensions["coachhub.config"]
    with queue.replace_connector(_connector(config)):
        try:
            asyncio.run(_work(app, config))
        except Exception:  # logged as places only; the exit code tells the supervisor
            log.exception("worker_lost")
            sys.exit(1)
        finally:
            pdf.close(app)


async def _work(app: Flask, config: Config) -> None:
    async with queue.open_async(), asyncio.TaskGroup() as group:
        tasks = (
            group.create_task(_run_jobs(app, config)),
            group.create_task(stalled.take_up(queue, config.worker_stalled)),
        )
        for ending in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(ending, _stop, tasks)


async def _run_jobs(app: Flask, config: Config) -> None:
    await queue.run_worker_async(
        concurrency=THREADS,
        additional_context={"flask": app},
        delete_jobs="successful",  # what was done is in the audit and the delivery log
        fetch_job_polling_interval=min(LONGEST_POLL, config.worker_stalled),
        shutdown_graceful_timeout=GRACE_SECONDS,
        install_signal_handlers=False,
        update_heartbeat_interval=config.worker_heartbeat,
        stalled_worker_timeout=config.worker_stalled,
    )
    raise WorkerLost


def _stop(tasks: tuple[asyncio.Task[None], ...]) -> None:
    """Stop once, however many signals come: a second one must not cut off the running jobs."""
    for task in tasks:
        if not task.cancelling():
            task.cancel()


def _connector(config: Config) -> _QueueConnector:
    url = make_url(config.database_url).set(drivername="postgresql")
    return _QueueConnector(
        conninfo=url.render_as_string(hide_password=False),
        min_size=1,
        max_size=QUEUE_CONNECTIONS,
        kwargs={"application_name": "coachhub-worker", "connect_timeout": 3},
    )
