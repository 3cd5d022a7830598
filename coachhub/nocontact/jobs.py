from uuid import UUID

from coachhub.jobs.services import periodic
from coachhub.nocontact import services as nocontact


@periodic("nocontact.keep_time", cron="*/15 * * * *", each_practice=True)
def keep_time(practice_id: UUID) -> None:
    """Plans begin, go on, run out and are completed when their day has come where the client is."""
    nocontact.keep_all(practice_id)
