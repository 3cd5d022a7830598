from uuid import UUID

from coachhub.jobs.services import task
from coachhub.mail import delivery


@task("mail.deliver")
def deliver(practice_id: UUID, *, delivery_id: UUID) -> None:
    """Send a mail; see `delivery.deliver`."""
    delivery.deliver(practice_id, delivery_id)
