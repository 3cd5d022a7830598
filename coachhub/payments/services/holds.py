"""Times that are kept to be paid for, and what becomes of them."""

from uuid import UUID

from sqlalchemy import func, select

from coachhub.audit import services as audit
from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.payments.gateway import Checkout, Missing, Refused
from coachhub.payments.models import Payment
from coachhub.payments.rules import BEFORE_MONEY, Problem
from coachhub.payments.services.accounts import stripe_here
from coachhub.payments.services.found import lock_booking, part_from_database, standing
from coachhub.payments.services.paying import NotPayable, OnItsWay, is_on_its_way
from coachhub.payments.services.settling import end_unpaid, hold_up, settle

_MOST_AT_ONCE = 200


def give_back(booking: Booking, *, by: Actor) -> None:
    """The client doesn't want the time any more: it is free as soon as nobody can pay for it.

    Raises NotPayable where it isn't waiting to be paid, and OnItsWay where it was paid for.
    """
    lock_booking(booking)
    if booking.state != BookingState.PENDING_PAYMENT:
        raise NotPayable
    payment = standing(booking)
    if is_on_its_way(payment):
        raise OnItsWay
    booking.held_until = func.now()
    audit.record(booking.practice_id, "booking.let_go", by=by, about=booking)
    if payment is None:
        sessions.release(booking)
    else:
        jobs.enqueue("payments.end_hold", booking.practice_id, booking_id=booking.id)


def end_hold(practice_id: UUID, booking_id: UUID) -> None:
    """A time that was kept to be paid for is free again: after Stripe has closed its page, and not
    before, for an open page can still be paid at. If it was paid meanwhile, the session takes
    place. A page of a session that was cancelled is closed too. Raises Unreachable.
    """
    booking = sessions.find_booking(practice_id, booking_id)
    if booking is None or not _is_over(booking):
        return
    payment = standing(booking)
    if payment is None:
        lock_booking(booking)
        if booking.state == BookingState.PENDING_PAYMENT and standing(booking) is None:
            sessions.release(booking)
    elif payment.state in BEFORE_MONEY:
        close(payment)


def holds_that_are_over(practice_id: UUID) -> list[UUID]:
    """The sessions whose time to pay is over, so that none is forgotten."""
    query = select(Booking.id).where(
        Booking.practice_id == practice_id,
        Booking.state == BookingState.PENDING_PAYMENT,
        Booking.held_until <= func.now(),
    )
    return list(db.session.scalars(query.order_by(Booking.held_until).limit(_MOST_AT_ONCE)))


def _is_over(booking: Booking) -> bool:
    if booking.state != BookingState.PENDING_PAYMENT:
        return True
    return bool(
        db.session.scalar(
            select(Booking.held_until <= func.now()).where(
                Booking.practice_id == booking.practice_id, Booking.id == booking.id
            )
        )
    )


def close(payment: Payment) -> None:
    """Nobody can pay at its page any more; what was paid there stays. Raises Unreachable."""
    part_from_database()
    try:
        found = _closed(payment)
    except Missing:
        hold_up(payment, Problem.NOT_FOUND)
        return
    if found is None:
        end_unpaid(payment)
    else:
        settle(payment, found)


def _closed(payment: Payment) -> Checkout | None:
    """The page once nobody can pay at it any more, or what was paid there; None: there is none."""
    stripe = stripe_here()
    checkout_id = payment.checkout_id
    if checkout_id is None:
        found = stripe.search_checkout(payment.id, since=payment.created_at)
        if found is None:
            return None
        checkout_id = found.id
    try:
        return stripe.expire_checkout(checkout_id)
    except Missing:
        raise
    except Refused:  # it isn't open any more: paid, or expired by itself
        return stripe.find_checkout(checkout_id)
