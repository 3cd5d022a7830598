from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.jobs.services import TryAgain, periodic, task
from coachhub.payments import services as payments
from coachhub.practices.models import Practice

AGAIN_AFTER = timedelta(minutes=1)


@contextmanager
def until_stripe_answers() -> Iterator[None]:
    """As long as Stripe can't be reached, the job is tried again every minute."""
    try:
        yield
    except payments.Unreachable as error:
        raise TryAgain(AGAIN_AFTER) from error


@task("payments.take_in")
def take_in(practice_id: UUID, *, about: str, object_id: str) -> None:
    """What Stripe told of is looked up and taken in."""
    with until_stripe_answers():
        payments.take_in(practice_id, about, object_id)


@task("payments.end_hold")
def end_hold(practice_id: UUID, *, booking_id: UUID) -> None:
    """The time to pay is over."""
    with until_stripe_answers():
        payments.end_hold(practice_id, booking_id)


@task("payments.return_price")
def return_price(practice_id: UUID, *, booking_id: UUID) -> None:
    """A session was cancelled: what the policy returns goes back."""
    payments.return_price(practice_id, booking_id)


@task("payments.send_refund")
def send_refund(practice_id: UUID, *, refund_id: UUID) -> None:
    """Money goes back through Stripe."""
    payments.send_refund(practice_id, refund_id)


@task("payments.look")
def look(practice_id: UUID, *, payment_id: UUID) -> None:
    """A payment has been on its way for a while."""
    with until_stripe_answers():
        payments.look(practice_id, payment_id)


@periodic("payments.look_after", cron="*/10 * * * *", each_practice=True)
def look_after(practice_id: UUID) -> None:
    """Nothing is forgotten: times that are over, payments and refunds without an end."""
    for booking_id in payments.holds_that_are_over(practice_id):
        jobs.enqueue("payments.end_hold", practice_id, lock=str(booking_id), booking_id=booking_id)
    payments.look_after(practice_id)


@periodic("payments.catch_up", cron="47 * * * *", each_practice=True)
def catch_up(practice_id: UUID) -> None:
    """News that never arrived."""
    with until_stripe_answers():
        payments.catch_up(db.session.get_one(Practice, practice_id))


@periodic("payments.tidy", cron="43 3 * * *", each_practice=False)
def tidy(_instance: UUID) -> None:
    """Old events are forgotten."""
    payments.forget_old()
