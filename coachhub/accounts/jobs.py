from uuid import UUID

from coachhub.accounts import services
from coachhub.jobs.services import periodic


@periodic("accounts.tidy", cron="23 3 * * *", each_practice=False)
def tidy(_instance: UUID) -> None:
    """Forget links and devices that ended long ago."""
    services.forget_ended()
