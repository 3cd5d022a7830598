"""Money that came past Stripe: cash, a transfer, another agreement."""

from datetime import timedelta

from coachhub.audit import services as audit
from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.payments.models import Payment
from coachhub.payments.rules import BEFORE_MONEY, TAKES_PLACE, PaymentState, owed
from coachhub.payments.services.found import lock_booking, part_from_database, standing
from coachhub.payments.services.holds import close

_MAY_STILL_ARRIVE = timedelta(minutes=5)
"""For so long Stripe may get to know of a page that it was asked for, and doesn't know yet."""


class AlreadyPaying(Exception):
    """It is paid, or somebody is paying for it by card at this moment."""


class NothingOwed(Exception):
    """Nothing is to be paid for this session."""


class NotMarked(Exception):
    """It isn't marked as paid, or some of it was given back already."""


def mark_paid(booking: Booking, *, by: Actor) -> Payment:
    """The session is paid, somebody at the desk says; one that waits for it is confirmed.

    Of one that takes place anyway Stripe's page is closed first, with no transaction open: it is
    never paid twice, and who was quicker at the page has paid by card. Of one that waits it is
    left open, for its time would go with it. Raises AlreadyPaying, NothingOwed, and Unreachable.
    """
    begun = standing(booking)
    if begun is not None and begun.state in BEFORE_MONEY and booking.state in TAKES_PLACE:
        if begun.checkout_id is None and clock.now() - begun.created_at < _MAY_STILL_ARRIVE:
            raise AlreadyPaying
        close(begun)
        part_from_database()  # what Stripe said stands, whatever becomes of the mark
    lock_booking(booking)
    if standing(booking) is not None:
        raise AlreadyPaying
    amount = owed(BookingState(booking.state), booking.price, booking.policy)
    if amount == 0:
        raise NothingOwed
    payment = Payment(
        practice_id=booking.practice_id,
        booking_id=booking.id,
        booking=booking,
        state=PaymentState.MARKED_PAID,
        amount=amount,
        currency=booking.currency,
        paid_at=clock.now(),
    )
    db.session.add(payment)
    db.session.flush()
    audit.record(booking.practice_id, "payment.marked_paid", by=by, about=payment, amount=amount)
    if booking.state == BookingState.PENDING_PAYMENT:
        sessions.confirm(booking, by=by)
    return payment


def unmark(booking: Booking, *, by: Actor) -> None:
    """The session wasn't paid after all. Raises NotMarked."""
    lock_booking(booking)
    payment = standing(booking)
    if payment is None or payment.state != PaymentState.MARKED_PAID or payment.refunded:
        raise NotMarked
    payment.state, payment.ended_at = PaymentState.UNMARKED, clock.now()
    audit.record(payment.practice_id, "payment.unmarked", by=by, about=payment)
