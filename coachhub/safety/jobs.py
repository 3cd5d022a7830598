from uuid import UUID

from coachhub.jobs.services import task
from coachhub.safety import services as safety


@task(safety.TELL_AGAIN)
def tell_owner(practice_id: UUID, *, screen_id: UUID) -> None:
    """A day has gone by since something urgent was answered."""
    safety.tell_owner(practice_id, screen_id)
