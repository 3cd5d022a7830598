"""Work for later: put in the queue with the rows that cause it, run by the worker."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from flask import Flask, current_app
from procrastinate import JobContext
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import text

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.jobs import rules, running
from coachhub.jobs.app import outbox, queue
from coachhub.jobs.running import GiveUp, TryAgain

__all__ = [
    "GiveUp",
    "TryAgain",
    "UnknownNews",
    "UnknownTask",
    "WorkerHealth",
    "announce",
    "enqueue",
    "health",
    "periodic",
    "register",
    "task",
]

Args = ParamSpec("Args")
Arg = UUID | int | str
Practices = Callable[[], Iterable[UUID]]
News = Mapping[str, Collection[str]]

_PRACTICES = "coachhub.jobs.practices"
_NEWS = "coachhub.jobs.news"
_HEALTH = text("""
    SELECT
        (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers),
        (SELECT extract(epoch FROM now() - least(
            (SELECT min(scheduled_at) FROM procrastinate_jobs
             WHERE status = 'todo' AND scheduled_at <= now()),
            (SELECT at FROM procrastinate_events WHERE type = 'deferred' AND job_id =
                (SELECT id FROM procrastinate_jobs
                 WHERE status = 'todo' AND scheduled_at IS NULL
                 ORDER BY priority DESC, id LIMIT 1))))),
        (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
""")


class UnknownTask(LookupError):
    """No package defines a task of this name."""


class UnknownNews(LookupError):
    """The table of news has no such name."""


@dataclass(frozen=True)
class WorkerHealth:
    """How the worker does, by the database's clock. Ages are in seconds; None: there is none."""

    last_heartbeat_age: float | None
    oldest_due_age: float | None
    failed: int


def register(app: Flask, *, practices: Practices, news: News) -> None:
    """Name who lists the practices for which periodic tasks run, and which tasks each news runs."""
    app.extensions[_PRACTICES] = practices
    app.extensions[_NEWS] = news


def task(
    name: str, *, retry: tuple[timedelta, ...] = rules.RETRY_AFTER
) -> Callable[[Callable[Concatenate[UUID, Args], None]], Callable[Concatenate[UUID, Args], None]]:
    """Make a function a task that the worker can run; it may run twice.

    It runs in its practice and its changes are committed once. An error rolls them back, and the
    job is tried again after each of the waits in `retry`, then parked as failed. Arguments whose
    annotation is UUID arrive as such.
    """

    def define(
        function: Callable[Concatenate[UUID, Args], None],
    ) -> Callable[Concatenate[UUID, Args], None]:
        @queue.task(name=name, retry=running.BackOff(retry), pass_context=True)
        def run(context: JobContext, /, *, practice_id: str, **args: Any) -> None:  # noqa: ANN401
            running.run(function, context, practice_id, **args)

        return function

    return define


def periodic(
    name: str, *, cron: str, each_practice: bool
) -> Callable[[Callable[[UUID], None]], Callable[[UUID], None]]:
    """Make a function a task that runs at the times of `cron` (UTC), once however many workers.

    With `each_practice` there is one job for each practice, else one in the instance's scope.
    """
    backoff = running.BackOff(rules.RETRY_AFTER)

    def define(function: Callable[[UUID], None]) -> Callable[[UUID], None]:
        task(name)(function)

        def put(instance: UUID) -> None:
            for practice_id in _practices() if each_practice else (instance,):
                enqueue(name, practice_id, lock="tick")

        @queue.periodic(cron=cron)
        @queue.task(name=f"{name}.tick", retry=backoff, pass_context=True)
        def tick(context: JobContext, /, timestamp: int) -> None:  # noqa: ARG001  # always handed in
            running.run(put, context, str(tenancy.INSTANCE))

        return function

    return define


def _practices() -> Iterable[UUID]:
    practices: Practices = current_app.extensions[_PRACTICES]
    return practices()


def enqueue(
    name: str,
    practice_id: UUID,
    *,
    lock: str | None = None,
    at: datetime | None = None,
    **args: Arg,
) -> None:
    """Put a job in the queue; it commits with the session's transaction or not at all.

    Of jobs of one task and practice with the same `lock` only one waits at a time. It is not run
    before `at`. Raises UnknownTask, and TypeError for an argument that is no id, number or code.
    """
    if name not in queue.tasks:
        raise UnknownTask(name)
    values = {key: _plain(key, value) for key, value in args.items()}
    with suppress(AlreadyEnqueued), db.session.begin_nested():
        # Fetched inside the block: only then has the SAVEPOINT been sent. Without one a duplicate
        # lock aborts the transaction, and its commit silently loses the rows of the cause.
        connection = db.session.connection().connection.driver_connection
        outbox.configure_task(
            name,
            connection=connection,
            queueing_lock=lock and f"{name}:{practice_id}:{lock}",
            schedule_at=at,
        ).defer(practice_id=str(practice_id), **values)


def announce(name: str, practice_id: UUID, **args: Arg) -> None:
    """Tell whoever listens, on whatever floor, that something came true in this transaction.

    Each task that the table of news names for it is put in the queue with these arguments. Raises
    UnknownNews for a name that the table doesn't have, even with nobody listening.
    """
    news: News = current_app.extensions[_NEWS]
    if name not in news:
        raise UnknownNews(name)
    for listener in news[name]:
        enqueue(listener, practice_id, lock=None, at=None, **args)


def _plain(name: str, value: Arg) -> int | str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int) or (isinstance(value, str) and rules.is_code(value)):
        return value
    raise TypeError(f"a job carries ids, numbers and short codes; {name} is none of them")


def health() -> WorkerHealth:
    """When a worker was last alive, how long due work has waited, how many jobs are parked."""
    beat, due, failed = db.session.execute(_HEALTH).one()
    return WorkerHealth(
        None if beat is None else float(beat), None if due is None else float(due), failed
    )
