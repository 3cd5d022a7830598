from uuid import UUID

from coachhub.clients import services as clients
from coachhub.jobs.services import periodic


@periodic("clients.tidy", cron="41 * * * *", each_practice=True)
def tidy(practice_id: UUID) -> None:
    """Forget the files that clients were, or were not, imported from."""
    clients.forget_imports(practice_id)
