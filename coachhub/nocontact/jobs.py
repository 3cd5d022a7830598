from uuid import UUID

from coachhub.jobs.services import periodic, task
from coachhub.nocontact import services as nocontact


@periodic("nocontact.keep_time", cron="*/15 * * * *", each_practice=True)
def keep_time(practice_id: UUID) -> None:
    """Plans begin, go on, run out and are completed when their day has come where the client is."""
    nocontact.keep_all(practice_id)


@task("nocontact.end_with_engagement")
def end_with_engagement(practice_id: UUID, *, client_id: UUID) -> None:
    """Coach and client don't work together any more: their plans are over too."""
    nocontact.end_with_engagement(practice_id, client_id)
