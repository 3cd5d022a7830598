"""Money goes back: never more than was paid, never twice, and what is refused is shown."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.booking import services as sessions
from coachhub.booking.rules import BookingState
from coachhub.core import clock
from coachhub.core.actor import PROGRAM, Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.jobs import services as jobs
from coachhub.payments.gateway import Broken, MoneyBack, Refused, Unreachable
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import (
    REFUND_UNSETTLED,
    UNSETTLED,
    WITH_MONEY,
    Cause,
    PaymentState,
    Problem,
    RefundState,
    idempotency_key,
    owed,
    refund_at_stripe,
    refund_may_become,
)
from coachhub.payments.services.accounts import stripe_here
from coachhub.payments.services.found import (
    find_refund,
    lock,
    part_from_database,
    payment_at,
    standing,
)
from coachhub.payments.services.mails import tell_client

_AGAIN_AFTER = timedelta(minutes=1)


class NothingPaid(Exception):
    """There is no money that could go back."""


class TooMuch(Exception):
    """More than is left of what was paid."""


def pay_back(
    payment: Payment,
    amount: int,
    *,
    cause: Cause,
    by: Actor,
    reason: str = "",
    key: UUID | None = None,
) -> Refund:
    """Some of the money goes back by the way it came; what was paid past Stripe is only noted. The
    same form (`key`) sent twice does it once. Raises NothingPaid, and TooMuch.
    """
    lock(payment)
    sent_before = find_refund(payment.practice_id, key) if key else None
    if sent_before is not None:
        return sent_before
    if payment.state not in WITH_MONEY:
        raise NothingPaid
    if not 0 < amount <= payment.amount - payment.refunded:
        raise TooMuch
    refund = Refund(
        practice_id=payment.practice_id,
        id=key or new_id(),
        payment_id=payment.id,
        payment=payment,
        amount=amount,
        cause=cause,
        state=RefundState.INTENDED,
    )
    refund.reason = reason
    payment.refunded += amount
    payment.problem = None
    db.session.add(refund)
    audit.record(
        payment.practice_id, "refund.intended", by=by, about=refund, cause=cause, amount=amount
    )
    if payment.state == PaymentState.MARKED_PAID:
        refund.state, refund.ended_at = RefundState.DONE, clock.now()
    else:
        refund.idempotency_key = idempotency_key("refund", refund.id, 1)
        jobs.enqueue("payments.send_refund", payment.practice_id, refund_id=refund.id)
    db.session.flush()
    return refund


def return_price(practice_id: UUID, booking_id: UUID) -> None:
    """Of a cancelled session's price goes back what the policy says, once, if it was paid through
    Stripe; if it is being paid, that ends.
    """
    booking = sessions.find_booking(practice_id, booking_id)
    payment = standing(booking) if booking else None
    if booking is None or payment is None:
        return
    lock(payment)
    kept = owed(BookingState(booking.state), payment.amount, booking.policy)
    due = payment.amount - kept - payment.refunded
    if payment.state == PaymentState.PAID and due > 0:
        pay_back(payment, due, cause=Cause.CANCELLED, by=PROGRAM)
    elif payment.state in UNSETTLED:
        jobs.enqueue("payments.end_hold", practice_id, booking_id=booking_id)


def send(practice_id: UUID, refund_id: UUID) -> None:
    """Stripe has the refund. Where it isn't known whether it has, it is searched first; it gets a
    new key only when it has nothing and the old one holds a failure.
    """
    refund = find_refund(practice_id, refund_id)
    if refund is None or refund.state not in REFUND_UNSETTLED:
        return
    intent_id = refund.payment.intent_id or ""
    part_from_database()
    try:
        found = _sent(refund, intent_id)
    except Unreachable as error:
        _note_doubt(refund, is_key_spent=isinstance(error, Broken))
    except Refused:
        _become(refund, RefundState.FAILED)
    else:
        settle_refund(refund, found)


def settle_refund(refund: Refund, found: MoneyBack) -> None:
    """The refund stands as Stripe says now; the client hears of it when Stripe has taken it."""
    _lock(refund)
    is_new = refund.stripe_id is None
    refund.stripe_id = found.id
    _become(refund, refund_at_stripe(found.status))
    if is_new and refund.state != RefundState.FAILED and refund.cause != Cause.TIME_LOST:
        tell_client("refunded", refund.payment)


def take_over(practice_id: UUID, found: MoneyBack) -> None:
    """What Stripe knows of a refund is known here too, also of one made in Stripe's own pages."""
    refund = _known(practice_id, found)
    if refund is not None:
        settle_refund(refund, found)
        return
    payment = payment_at(practice_id, intent_id=found.intent_id)
    if payment is None:
        return
    lock(payment)
    state = refund_at_stripe(found.status)
    fits = found.amount <= payment.amount - payment.refunded
    if _known(practice_id, found) is None and state != RefundState.FAILED and fits:
        refund = Refund(
            practice_id=practice_id,
            payment_id=payment.id,
            amount=found.amount,
            cause=Cause.AT_STRIPE,
            state=state,
            stripe_id=found.id,
            ended_at=clock.now() if state == RefundState.DONE else None,
        )
        payment.refunded += found.amount
        db.session.add(refund)
        audit.record(practice_id, "refund.found", by=PROGRAM, about=refund, amount=found.amount)


def _sent(refund: Refund, intent_id: str) -> MoneyBack:
    stripe = stripe_here()
    if refund.stripe_id is not None:
        return stripe.find_refund(refund.stripe_id)
    for found in stripe.refunds_of(intent_id):
        if found.reference == str(refund.id):
            return found
    if refund.is_key_spent:
        _lock(refund)
        refund.attempt += 1
        refund.idempotency_key = idempotency_key("refund", refund.id, refund.attempt)
        refund.is_key_spent = False
        part_from_database()
    return stripe.pay_back(
        intent_id, refund.amount, reference=refund.id, key=refund.idempotency_key or ""
    )


def _note_doubt(refund: Refund, *, is_key_spent: bool) -> None:
    _lock(refund)
    if refund.stripe_id is None:
        refund.state = RefundState.UNKNOWN
        refund.is_key_spent = refund.is_key_spent or is_key_spent
    at = clock.now() + _AGAIN_AFTER
    jobs.enqueue(
        "payments.send_refund", refund.practice_id, lock=str(refund.id), at=at, refund_id=refund.id
    )


def _become(refund: Refund, following: RefundState) -> None:
    """With a refund that is refused its sum is part of what was paid again."""
    _lock(refund)
    if not refund_may_become(RefundState(refund.state), following):
        return
    refund.state = following
    audit.record(refund.practice_id, f"refund.{following}", by=PROGRAM, about=refund)
    if following in (RefundState.DONE, RefundState.FAILED):
        refund.ended_at = clock.now()
    if following == RefundState.FAILED:
        refund.payment.refunded -= refund.amount
        refund.payment.problem = Problem.REFUND


def _lock(refund: Refund) -> None:
    lock(refund.payment)
    db.session.refresh(refund)


def _known(practice_id: UUID, found: MoneyBack) -> Refund | None:
    """Our row of it: by Stripe's id or, where its answer was lost, by ours."""
    query = select(Refund).where(Refund.practice_id == practice_id, Refund.stripe_id == found.id)
    refund = db.session.scalar(query)
    if refund is not None or not found.reference:
        return refund
    try:
        ours = find_refund(practice_id, UUID(found.reference))
    except ValueError:
        return None
    return ours if ours is not None and ours.stripe_id is None else None
