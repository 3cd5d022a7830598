"""Jobs whose worker died are put back in the queue; procrastinate leaves that to its users."""

import asyncio

import structlog
from procrastinate import App

from coachhub.jobs import rules

log = structlog.get_logger(__name__)

# One statement, so that of several workers that look at once only one takes a job up. The lock is
# given up because another job may wait under it by now.
_TAKE_UP = """
    UPDATE procrastinate_jobs AS job
    SET status = CASE WHEN attempts < %(most)s THEN 'todo' ELSE 'failed'
            END::procrastinate_job_status,
        attempts = attempts + 1, worker_id = NULL, queueing_lock = NULL, abort_requested = false
    WHERE status = 'doing' AND NOT EXISTS (
        SELECT FROM procrastinate_workers AS worker
        WHERE worker.id = job.worker_id
            AND worker.last_heartbeat > now() - make_interval(secs => %(seconds)s)
    )
    RETURNING id, status
"""

LOOKS = 3
"""How often to look in the time after which a silent worker counts as dead."""


async def take_up(queue: App, seconds: float) -> None:
    """Run for ever: what a worker silent for this many seconds was doing waits again."""
    while True:
        rows = await queue.connector.execute_query_all_async(
            _TAKE_UP, seconds=seconds, most=rules.MOST_RUNS
        )
        for row in rows:
            log.warning("stalled_job_taken_up", job=row["id"], status=row["status"])
        await asyncio.sleep(seconds / LOOKS)
