"""What Stripe says of a payment becomes true here, for the session too."""

from collections.abc import Callable

from coachhub.audit import services as audit
from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED, LIVE, BookingState
from coachhub.core import clock
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.payments.gateway import Checkout
from coachhub.payments.models import Payment
from coachhub.payments.rules import Cause, PaymentState, Problem, may_become, state_at_stripe
from coachhub.payments.services.found import lock
from coachhub.payments.services.mails import tell_client, tell_coach
from coachhub.payments.services.refunds import pay_back


def settle(payment: Payment, found: Checkout) -> None:
    """The payment stands as Stripe says now, whatever was heard before, twice or late: a paid
    session is confirmed, one that can't be paid any more is given back, and money for a time that
    is somebody else's goes back. Sum, currency and mode must be what was asked for.
    """
    lock(payment)
    problem = _mismatch(payment, found)
    if problem is not None:
        hold_up(payment, problem)
        return
    following = state_at_stripe(found.status, found.payment_status, found.intent_status)
    payment.checkout_id = found.id
    payment.intent_id = found.intent_id or payment.intent_id
    if may_become(PaymentState(payment.state), following):
        payment.state = following
        audit.record(payment.practice_id, f"payment.{following}", by=PROGRAM, about=payment)
        if following in _THEN:
            _THEN[following](payment)


def hold_up(payment: Payment, problem: Problem) -> None:
    """Nothing is confirmed by this payment: the coach is shown that somebody must look."""
    lock(payment)
    if may_become(PaymentState(payment.state), PaymentState.MISMATCHED):
        payment.state, payment.problem = PaymentState.MISMATCHED, problem
        audit.record(
            payment.practice_id, "payment.refused", by=PROGRAM, about=payment, problem=problem
        )


def end_unpaid(payment: Payment) -> None:
    """Stripe has no page for it, and nobody can pay: the time is free again."""
    lock(payment)
    if may_become(PaymentState(payment.state), PaymentState.EXPIRED):
        payment.state = PaymentState.EXPIRED
        audit.record(payment.practice_id, "payment.expired", by=PROGRAM, about=payment)
        _give_time_back(payment)


def _mismatch(payment: Payment, found: Checkout) -> Problem | None:
    if found.is_live != payment.is_live:
        return Problem.MODE
    if (found.amount, found.currency) != (payment.amount, payment.currency):
        return Problem.AMOUNT
    return None


def _paid(payment: Payment) -> None:
    payment.paid_at = clock.now()
    # News of what went back may have come before: who it belongs to is known only from here on.
    jobs.enqueue(
        "payments.take_in", payment.practice_id, about="intent", object_id=payment.intent_id or ""
    )
    if _takes_place(payment.booking):
        tell_client("paid", payment)
    elif payment.booking.state in CANCELLED:
        jobs.enqueue("payments.return_price", payment.practice_id, booking_id=payment.booking_id)
    else:
        pay_back(payment, payment.amount, cause=Cause.TIME_LOST, by=PROGRAM)
        tell_client("time_lost", payment)
        tell_coach("coach_time_lost", payment)


def _takes_place(booking: Booking) -> bool:
    """Whether what is paid now takes place; a time that was given back is taken again if it is free
    and still to come.
    """
    if booking.state == BookingState.EXPIRED and booking.starts_at <= clock.now():
        return False
    if booking.state in (BookingState.PENDING_PAYMENT, BookingState.EXPIRED):
        try:
            with db.session.begin_nested():
                sessions.confirm(booking)
        except sessions.SlotTaken:
            return False
    return booking.state in LIVE


def _give_time_back(payment: Payment) -> None:
    payment.ended_at = clock.now()
    if payment.booking.state == BookingState.PENDING_PAYMENT:
        sessions.release(payment.booking)


def _did_not_arrive(payment: Payment) -> None:
    _give_time_back(payment)
    tell_client("not_arrived", payment)


_THEN: dict[PaymentState, Callable[[Payment], None]] = {
    PaymentState.PAID: _paid,
    PaymentState.EXPIRED: _give_time_back,
    PaymentState.FAILED: _did_not_arrive,
}
