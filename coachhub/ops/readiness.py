"""Whether pages can be served and jobs are run."""

from sqlalchemy.exc import SQLAlchemyError

from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.ops import schema

WORKER_SILENT_AFTER = 120.0
QUEUE_WAITS_AFTER = 600.0


def is_ready() -> bool:
    """The database answers, no migration is pending, a worker lives and keeps up."""
    try:
        return not schema.pending(db.session.connection()) and _jobs_run()
    except SQLAlchemyError:
        return False


def _jobs_run() -> bool:
    health = jobs.health()
    return (
        health.last_heartbeat_age is not None
        and health.last_heartbeat_age < WORKER_SILENT_AFTER
        and (health.oldest_due_age is None or health.oldest_due_age < QUEUE_WAITS_AFTER)
    )
