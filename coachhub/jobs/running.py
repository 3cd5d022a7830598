"""What surrounds every job: an id for its log lines, its practice, and one commit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, get_type_hints
from uuid import UUID

import structlog
from flask import Flask
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy import text

from coachhub.core import request_id, tenancy
from coachhub.core.db import db

_FREE_LOCK = text("UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = :id")


class GiveUp(Exception):
    """Raised by a job that would fail however often it is tried; it is parked at once."""


class TryAgain(Exception):
    """Raised by a job that knows when to be tried again, whatever its number of tries."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"try again after {after}")
        self.after = after


@dataclass(frozen=True)
class BackOff(BaseRetryStrategy):
    """Wait longer after each failure; park the job after the last."""

    waits: tuple[timedelta, ...]

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, TryAgain):
            return _after(exception.after)
        if isinstance(exception, GiveUp) or job.attempts >= len(self.waits):
            return None
        return _after(self.waits[job.attempts])


def run(function: Callable[..., None], context: JobContext, practice_id: str, **args: Any) -> None:  # noqa: ANN401
    """Run a job in its practice and commit once, or roll back and let the error out."""
    app: Flask = context.additional_context["flask"]
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        request_id=request_id.renew("job-"), job=context.job.id, task=context.job.task_name
    )
    with app.app_context():
        _free_lock(context.job)
        tenancy.enter_practice(UUID(practice_id))
        try:
            function(UUID(practice_id), **_with_ids(function, args))
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def _free_lock(job: Job) -> None:
    """A job that has begun holds nobody off any more.

    With its lock it could not wait for a next try while another job waits under the same one, and
    would stay "doing" for ever.
    """
    if job.queueing_lock:
        db.session.execute(_FREE_LOCK, {"id": job.id})
        db.session.commit()


def _with_ids(function: Callable[..., None], args: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(function)
    return {name: UUID(value) if hints[name] is UUID else value for name, value in args.items()}


def _after(wait: timedelta) -> RetryDecision:
    return RetryDecision(retry_in={"seconds": int(wait.total_seconds())})
