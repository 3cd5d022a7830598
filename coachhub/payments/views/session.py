from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking.access import load_booking, load_session
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core import money
from coachhub.core.web.acts import Words, act
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.undo import way_back
from coachhub.payments import services as payments
from coachhub.payments.forms import RefundForm
from coachhub.payments.models import Payment
from coachhub.payments.rules import Cause, PaymentState, Problem
from coachhub.payments.words import (
    CAUSE_WORDS,
    NOT_MARKED,
    PAYMENT_WORDS,
    PROBLEM_WORDS,
    REFUND_WORDS,
    RETURNED_WORDS,
    STANDING_MARKS,
    STANDING_WORDS,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.TAKE_MONEY)
def payment(desk: Desk, booking_id: UUID) -> Answer:
    """The money of one session: what is owed, was paid, went back; and what can be done."""
    booking, _row = load_session(desk, booking_id)
    return render_template(
        "payments/session.html",
        desk=desk,
        session=booking,
        money=payments.money_of(booking),
        standing_words=STANDING_WORDS,
        standing_marks=STANDING_MARKS,
        payment_words=PAYMENT_WORDS,
        refund_words=REFUND_WORDS,
        cause_words=CAUSE_WORDS,
        problem_words=PROBLEM_WORDS,
    )


@member(Can.TAKE_MONEY)
def mark_paid(desk: Desk, booking_id: UUID) -> Answer:
    """It was paid past Stripe."""
    booking = load_booking(desk, booking_id)
    refusals: dict[type[Exception], Words] = {
        payments.AlreadyPaying: partial(_why_not_marked, booking),
        payments.NothingOwed: _("Nothing is to be paid for it."),
        payments.Unreachable: _(
            "They may be paying at Stripe, which can’t be reached. Please try again."
        ),
    }
    undo = None
    if booking.state != BookingState.PENDING_PAYMENT:  # that one is confirmed with it, by mail
        undo = way_back(".unmark", practice=desk.practice.slug, booking_id=booking_id)
    with act(refusals, done=_("Marked as paid."), undo=undo):
        payments.mark_paid(booking, by=desk.actor)
    return _to_payment(desk, booking)


@member(Can.TAKE_MONEY)
def unmark(desk: Desk, booking_id: UUID) -> Answer:
    """It wasn't, after all."""
    booking = load_booking(desk, booking_id)
    not_marked = _("It isn’t marked as paid, or some of it went back already.")
    done = _("The mark is gone; it is to be paid again.")
    undo = way_back(".mark_paid", practice=desk.practice.slug, booking_id=booking_id)
    with act({payments.NotMarked: not_marked}, done=done, undo=undo):
        payments.unmark(booking, by=desk.actor)
    return _to_payment(desk, booking)


@member(Can.TAKE_MONEY)
def refund(desk: Desk, booking_id: UUID) -> Answer:
    """Give money back, or note that it was."""
    booking, _row = load_session(desk, booking_id)
    found = payments.money_of(booking)
    paid = found.line.payment
    if paid is None or found.left == 0:
        flash(_("There is nothing that could go back."), "need")
        return _to_payment(desk, booking)
    form = RefundForm(
        most=found.left,
        currency=paid.currency,
        amount=money.written(found.goes_back, paid.currency),
    )
    by_hand = paid.state == PaymentState.MARKED_PAID
    tells_client = not by_hand and payments.tells_client("refunded", paid)
    if form.validate_on_submit():
        meanwhile = _("Some of it went back meanwhile. Please look again.")
        done = _("Noted.") if by_hand else str(RETURNED_WORDS[tells_client])
        with act({payments.TooMuch: meanwhile, payments.NothingPaid: meanwhile}, done=done):
            _pay_back(desk, paid, form)
        return _to_payment(desk, booking)
    page = render_template(
        "payments/refund.html",
        desk=desk,
        session=booking,
        paid=paid,
        left=found.left,
        refused=found.refused,
        form=form,
        tells_client=tells_client,
    )
    return page, status_of(form)


def _pay_back(desk: Desk, paid: Payment, form: RefundForm) -> None:
    payments.pay_back(
        paid,
        form.minor_units,
        cause=Cause.BY_HAND,
        by=desk.actor,
        reason=form.reason.data,
        key=form.key.data,
    )


def _why_not_marked(booking: Booking) -> str:
    """Where the payment stands and, if something is wrong with it, what to do."""
    line = payments.line_of(booking)
    if line.payment is not None and line.payment.problem:
        return str(PROBLEM_WORDS[Problem(line.payment.problem)])
    return str(NOT_MARKED.get(line.standing) or _("It is paid already."))


def _to_payment(desk: Desk, booking: Booking) -> Response:
    here = desk.practice.slug
    return redirect(url_for(".payment", practice=here, booking_id=booking.id), SEE_OTHER)
