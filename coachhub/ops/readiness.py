"""Whether pages can be served and jobs are run."""

from sqlalchemy.exc import SQLAlchemyError

from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.ops import schema, walls

WORKER_SILENT_AFTER = 120.0
QUEUE_WAITS_AFTER = 600.0


def is_ready() -> bool:
    """The database answers, no migration is pending, the walls stand, a worker lives and keeps up.

    The walls are looked at each time: an unsafe role or a new policy may come while pages are
    served, or with a database that didn't answer at the start.
    """
    try:
        connection = db.session.connection()
        return not schema.pending(connection) and walls.inspect(connection).stand and _jobs_run()
    except SQLAlchemyError:
        return False


def _jobs_run() -> bool:
    health = jobs.health()
    return (
        health.last_heartbeat_age is not None
        and health.last_heartbeat_age < WORKER_SILENT_AFTER
        and (health.oldest_due_age is None or health.oldest_due_age < QUEUE_WAITS_AFTER)
    )
