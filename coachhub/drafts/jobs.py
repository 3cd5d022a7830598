from uuid import UUID

from coachhub.drafts import services as drafts
from coachhub.jobs.services import periodic


@periodic("drafts.tidy", cron="47 * * * *", each_practice=True)
def tidy(practice_id: UUID) -> None:
    """Forget what was typed long ago and never sent."""
    drafts.forget_old(practice_id)
