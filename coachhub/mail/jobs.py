from uuid import UUID

from coachhub.jobs.services import periodic, task
from coachhub.mail import delivery
from coachhub.mail.listing import forget_old


@task("mail.deliver")
def deliver(practice_id: UUID, *, delivery_id: UUID) -> None:
    """Send a mail; see `delivery.deliver`."""
    delivery.deliver(practice_id, delivery_id)


@periodic("mail.tidy", cron="33 3 * * *", each_practice=True)
@periodic("mail.tidy_instance", cron="33 3 * * *", each_practice=False)
def tidy(practice_id: UUID) -> None:
    """Forget the mails of long ago: of each practice, and those that belong to none."""
    forget_old(practice_id)
