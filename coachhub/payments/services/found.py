"""Payments found, and locked: always the session first, then its payment."""

from uuid import UUID

from sqlalchemy import select

from coachhub.booking.models import Booking
from coachhub.core.db import db
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import STANDS


def lock_booking(booking: Booking) -> None:
    """The session as it is now; nobody else changes it, or begins to pay for it, meanwhile."""
    db.session.flush()
    db.session.refresh(booking, with_for_update={"of": Booking})


def lock(payment: Payment) -> Booking:
    """The payment and its session as they are now, held until the transaction ends."""
    lock_booking(payment.booking)
    db.session.refresh(payment, with_for_update={"of": Payment})
    return payment.booking


def standing(booking: Booking) -> Payment | None:
    """The attempt to pay for a session that stands, if one does."""
    query = select(Payment).where(
        Payment.practice_id == booking.practice_id,
        Payment.booking_id == booking.id,
        Payment.state.in_(STANDS),
    )
    return db.session.scalar(query)


def find_payment(practice_id: UUID, payment_id: UUID) -> Payment | None:
    """A payment of the practice, by id."""
    return db.session.get(Payment, (practice_id, payment_id))


def find_refund(practice_id: UUID, refund_id: UUID) -> Refund | None:
    """A refund of the practice, by id."""
    return db.session.get(Refund, (practice_id, refund_id))


def payment_at(practice_id: UUID, *, intent_id: str) -> Payment | None:
    """The payment that Stripe knows by this id of its own."""
    query = select(Payment).where(
        Payment.practice_id == practice_id, Payment.intent_id == intent_id
    )
    return db.session.scalar(query)


def part_from_database() -> None:
    """No transaction is open from here on: what follows talks to Stripe, which may take long."""
    db.session.commit()
