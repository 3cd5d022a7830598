from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking.access import load_booking
from coachhub.booking.models import Booking
from coachhub.core import money
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.payments import services as payments
from coachhub.payments.forms import RefundForm
from coachhub.payments.rules import Cause, PaymentState, Problem
from coachhub.payments.words import (
    CAUSE_WORDS,
    NOT_MARKED,
    PAYMENT_WORDS,
    PROBLEM_WORDS,
    REFUND_WORDS,
    STANDING_MARKS,
    STANDING_WORDS,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.TAKE_MONEY)
def payment(desk: Desk, booking_id: UUID) -> Answer:
    """The money of one session: what is owed, was paid, went back; and what can be done."""
    booking = load_booking(desk, booking_id)
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
    try:
        payments.mark_paid(booking, by=desk.actor)
    except payments.AlreadyPaying:
        db.session.rollback()
        flash(_why_not_marked(booking), "need")
    except payments.Unreachable:
        db.session.rollback()
        flash(_("They may be paying at Stripe, which can't be reached. Please try again."), "need")
    except payments.NothingOwed:
        db.session.rollback()
        flash(_("Nothing is to be paid for it."), "need")
    else:
        db.session.commit()
        flash(_("Marked as paid."), "ok")
    return _to_payment(desk, booking)


@member(Can.TAKE_MONEY)
def unmark(desk: Desk, booking_id: UUID) -> Answer:
    """It wasn't, after all."""
    booking = load_booking(desk, booking_id)
    try:
        payments.unmark(booking, by=desk.actor)
    except payments.NotMarked:
        db.session.rollback()
        flash(_("It isn't marked as paid, or some of it went back already."), "need")
    else:
        db.session.commit()
        flash(_("The mark is gone; it is to be paid again."), "ok")
    return _to_payment(desk, booking)


@member(Can.TAKE_MONEY)
def refund(desk: Desk, booking_id: UUID) -> Answer:
    """Give money back, or note that it was."""
    booking = load_booking(desk, booking_id)
    found = payments.money_of(booking)
    paid = found.line.payment
    if paid is None or found.left == 0:
        flash(_("There is nothing that could go back."), "need")
        return _to_payment(desk, booking)
    form = RefundForm(
        most=found.left, currency=paid.currency, amount=money.written(found.left, paid.currency)
    )
    if form.validate_on_submit():
        try:
            payments.pay_back(
                paid,
                form.minor_units,
                cause=Cause.BY_HAND,
                by=desk.actor,
                reason=form.reason.data,
                key=form.key.data,
            )
        except (payments.TooMuch, payments.NothingPaid):
            db.session.rollback()
            flash(_("Some of it went back meanwhile. Please look again."), "need")
        else:
            db.session.commit()
            by_hand = paid.state == PaymentState.MARKED_PAID
            flash(_("Noted.") if by_hand else _("It is on its way back. They get a mail."), "ok")
        return _to_payment(desk, booking)
    page = render_template(
        "payments/refund.html", desk=desk, session=booking, paid=paid, left=found.left, form=form
    )
    return page, status_of(form)


def _why_not_marked(booking: Booking) -> str:
    """Where the payment stands and, if something is wrong with it, what to do."""
    line = payments.line_of(booking)
    if line.payment is not None and line.payment.problem:
        return str(PROBLEM_WORDS[Problem(line.payment.problem)])
    return str(NOT_MARKED.get(line.standing) or _("It is paid already."))


def _to_payment(desk: Desk, booking: Booking) -> Response:
    here = desk.practice.slug
    return redirect(url_for(".payment", practice=here, booking_id=booking.id), SEE_OTHER)
