"""The queue's own housekeeping."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, text

from coachhub.core.db import db
from coachhub.core.limits import RateLimit
from coachhub.jobs import rules
from coachhub.jobs.services import periodic

LONGEST_LIMIT = timedelta(days=1)

_FORGET_PARKED = text("""
    DELETE FROM procrastinate_jobs AS job
    WHERE status NOT IN ('todo', 'doing') AND NOT EXISTS (
        SELECT FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.at > now() - :keep
    )
""")


@periodic("jobs.tidy", cron="13 3 * * *", each_practice=False)
def tidy(_instance: UUID) -> None:
    """Forget jobs that were parked long ago, and counts of windows that are over."""
    db.session.execute(_FORGET_PARKED, {"keep": rules.KEEP_PARKED})
    db.session.execute(delete(RateLimit).where(RateLimit.since < func.now() - LONGEST_LIMIT))
