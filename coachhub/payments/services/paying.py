"""Somebody is to pay for a session, and goes to do it."""

from datetime import timedelta

from sqlalchemy import func, select

from coachhub.audit import services as audit
from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core import clock
from coachhub.core.actor import PROGRAM, Actor
from coachhub.core.db import db
from coachhub.core.limits import Limit
from coachhub.jobs import services as jobs
from coachhub.payments.gateway import Broken, Checkout, Missing, Order, Refused, Unreachable
from coachhub.payments.models import Payment
from coachhub.payments.rules import (
    BEFORE_MONEY,
    CHECKOUT_LASTS,
    IN_DOUBT,
    SHORTEST_CHECKOUT,
    TAKES_PLACE,
    PaymentState,
    Problem,
    idempotency_key,
    may_become,
)
from coachhub.payments.services.accounts import stripe_here, takes_cards
from coachhub.payments.services.found import lock, lock_booking, part_from_database, standing
from coachhub.payments.services.settling import hold_up, settle
from coachhub.practices.models import Practice

PAYMENTS = Limit("payment_begun", 20, timedelta(hours=1))
"""How often in an hour the way to pay for one session may be taken."""


class NotPayable(Exception):
    """The session is not waiting to be paid, or its time is not kept any more."""


class OnItsWay(NotPayable):
    """It is paid for already, in a way that takes days, or somebody must look into it first."""


def ask(booking: Booking) -> None:
    """The session is confirmed when it is paid; its time is kept for a quarter of an hour."""
    sessions.await_payment(booking)
    end_in_time(booking)


def end_in_time(booking: Booking) -> None:
    """When the time has been kept long enough, somebody looks whether it was paid."""
    at = clock.now() + sessions.HELD_FOR + timedelta(seconds=1)
    jobs.enqueue("payments.end_hold", booking.practice_id, at=at, booking_id=booking.id)


def is_to_be_paid(booking: Booking) -> bool:
    """Whether the client can go and pay for the session: one that waits for it, as long as its time
    is kept by the database's clock; or one that takes place without, as when the coach booked it.
    That one stays as it is, whatever comes of paying. What is kept of a cancelled session is paid
    to the coach.
    """
    if booking.state in TAKES_PLACE:
        return _takes_card(booking) and not is_on_its_way(standing(booking))
    if booking.state != BookingState.PENDING_PAYMENT:
        return False
    query = select(Booking.held_until > func.now()).where(
        Booking.practice_id == booking.practice_id, Booking.id == booking.id
    )
    return bool(db.session.scalar(query)) and not is_on_its_way(standing(booking))


def _takes_card(booking: Booking) -> bool:
    practice = db.session.get_one(Practice, booking.practice_id)
    return booking.price > 0 and takes_cards(practice)


def is_on_its_way(payment: Payment | None) -> bool:
    """Whether it is too late to pay otherwise, or to give the time back unpaid."""
    return payment is not None and payment.state not in BEFORE_MONEY


def intend(booking: Booking, *, by: Actor) -> Payment:
    """It is written down that somebody goes to pay: sum, currency, and the key by which Stripe will
    know the act. A time that waits for it is kept for another quarter of an hour. What was begun is
    gone on with. Raises NotPayable, and OnItsWay.
    """
    lock_booking(booking)
    payment = standing(booking)
    if is_on_its_way(payment):
        raise OnItsWay
    if not is_to_be_paid(booking):
        raise NotPayable
    if payment is None:
        payment = _new(booking)
        if booking.state == BookingState.PENDING_PAYMENT:
            sessions.keep_longer(booking)
            end_in_time(booking)
        audit.record(booking.practice_id, "payment.intended", by=by, about=payment)
    elif payment.state == PaymentState.INTENDED:
        payment.state = PaymentState.UNKNOWN  # somebody asked, and what came of it was not noted
    return payment


def page_to_pay(payment: Payment, *, back: str) -> str | None:
    """The address of Stripe's page; None: there is none at present, or no need for one.

    The one service for pages with commits of its own: what was intended is stored, Stripe is asked
    with no transaction open, what it said is stored. Lost in between, nothing is paid twice: Stripe
    knows the act by its key, and is searched before it gets another. All of that is in the time
    that somebody can wait.
    """
    part_from_database()
    url = None
    try:
        with stripe_here().in_time():
            page = _find_page(payment, back)
    except Unreachable as error:
        _note_doubt(payment, is_key_spent=isinstance(error, Broken))
    except Missing:
        hold_up(payment, Problem.NOT_FOUND)
    except Refused:
        _note_refusal(payment)
    else:
        settle(payment, page)
        url = page.url if page.status == "open" else None
    part_from_database()
    return url


def _new(booking: Booking) -> Payment:
    payment = Payment(
        practice_id=booking.practice_id,
        booking_id=booking.id,
        state=PaymentState.INTENDED,
        amount=booking.price,
        currency=booking.currency,
        is_live=stripe_here().settings.is_live,
        expires_at=clock.now() + CHECKOUT_LASTS,
    )
    payment.idempotency_key = idempotency_key("pay", payment.id, 1)
    db.session.add(payment)
    db.session.flush()
    return payment


def _find_page(payment: Payment, back: str) -> Checkout:
    """The page to pay at. Where Stripe failed, it is searched and, if it has nothing, asked once
    more: to the same key it would say the same.
    """
    try:
        return _ask_for_page(payment, back)
    except Broken:
        _note_doubt(payment, is_key_spent=True)
        part_from_database()
        return _ask_for_page(payment, back)


def _ask_for_page(payment: Payment, back: str) -> Checkout:
    stripe = stripe_here()
    if payment.checkout_id is not None:
        return stripe.find_checkout(payment.checkout_id)
    if payment.state == PaymentState.UNKNOWN:
        found = stripe.search_checkout(payment.id, since=payment.created_at)
        if found is not None:
            return found
        _renew_key(payment)
    order = Order(
        payment.id, payment.amount, payment.currency, back, payment.expires_at or clock.now()
    )
    return stripe.open_checkout(order, key=payment.idempotency_key or "")


def _renew_key(payment: Payment) -> None:
    """Stripe has nothing of it: the act needs a new key if the old one holds a failure, or names an
    end of the page that would be too near by now.
    """
    lock(payment)  # of two who ask at once, the second goes on with the first one's key
    lasts = (payment.expires_at or clock.now()) - clock.now()
    if payment.is_key_spent or lasts < SHORTEST_CHECKOUT:
        payment.attempt += 1
        payment.idempotency_key = idempotency_key("pay", payment.id, payment.attempt)
        payment.is_key_spent, payment.expires_at = False, clock.now() + CHECKOUT_LASTS
    part_from_database()


def _note_doubt(payment: Payment, *, is_key_spent: bool) -> None:
    lock(payment)
    if payment.state in IN_DOUBT:
        payment.state = PaymentState.UNKNOWN
        payment.is_key_spent = payment.is_key_spent or is_key_spent


def _note_refusal(payment: Payment) -> None:
    lock(payment)
    if may_become(PaymentState(payment.state), PaymentState.FAILED):
        payment.state, payment.problem = PaymentState.FAILED, Problem.REFUSED
        payment.ended_at = clock.now()
        audit.record(
            payment.practice_id, "payment.failed", by=PROGRAM, about=payment, problem="refused"
        )
