from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking.access import guest_told
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.booking.words import PLACE_WORDS
from coachhub.core.db import db
from coachhub.core.limits import take
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.mail.services import link
from coachhub.payments import services as payments
from coachhub.payments.access import (
    back_words,
    note_payer,
    payer_of,
    say_no_page,
    say_nothing_was_charged,
    say_where_it_stands,
)
from coachhub.payments.models import Payment
from coachhub.payments.rules import Back, PaymentState, came_back
from coachhub.public.again import again
from coachhub.public.frame import Front, come_to
from coachhub.public.views.guest import GUEST, load_guest, to_guest

LOOK_AGAIN_SECONDS = 3
TIME_IS_GONE = (Back.TOO_LATE, Back.NOTHING)
"""How somebody stands who has no time any more."""


@policy.anybody
def pay(practice: str, token: str) -> Answer:
    """What, when, how much, and what holds; from here one goes to Stripe's page."""
    front = come_to(practice)
    found = load_guest(front, token)
    if not payments.is_to_be_paid(found):
        return to_guest(front, token)
    if request.method == "POST":
        return _to_stripe(front, found, token)
    return render_template(
        "public/pay.html",
        front=front,
        frame=front.frame,
        session=found,
        token=token,
        place_words=PLACE_WORDS,
    )


def _to_stripe(front: Front, found: Booking, token: str) -> Response:
    take(payments.PAYMENTS, str(found.id))
    try:
        payment = payments.intend(found, by=GUEST)
    except payments.OnItsWay:
        db.session.rollback()
        say_where_it_stands(found)
        return to_guest(front, token)
    except (payments.NotPayable, payments.Unreachable):
        db.session.rollback()
        flash(_("The time could not be kept any longer; nothing was paid."), "need")
        return to_guest(front, token)
    note_payer(payment, token)
    back_url = link("public.back", practice=front.practice.slug, payment_id=payment.id)
    url = payments.page_to_pay(payment, back=back_url)
    if url is None:
        say_no_page(payment)
    here = front.practice.slug
    return redirect(url or url_for(".pay", practice=here, token=token), SEE_OTHER)


@policy.anybody
def release(practice: str, token: str) -> Answer:
    """The time isn't wanted any more."""
    front = come_to(practice)
    found = load_guest(front, token)
    try:
        payments.give_back(found, by=GUEST)
    except payments.OnItsWay:
        db.session.rollback()
        say_where_it_stands(found)
        return to_guest(front, token)
    except payments.NotPayable:
        db.session.rollback()
        flash(_("This session doesn’t wait for a payment any more."), "need")
        return to_guest(front, token)
    db.session.commit()
    flash(_("The time is free for somebody else. Nothing was paid."), "ok")
    return to_guest(front, token)


@policy.anybody
def back(practice: str, payment_id: UUID) -> Answer:
    """Here Stripe's page leads back to. That somebody comes here proves nothing: what they see is
    what was heard of Stripe itself. Without the browser that left from here, it names nobody.
    """
    front = come_to(practice)
    payment = payments.find_payment(front.practice.id, payment_id)
    if payment is None:
        abort(404)
    stands = came_back(
        PaymentState(payment.state),
        BookingState(payment.booking.state),
        has_left="left" in request.args,
    )
    own = _own_page(front, payment, to_pay=stands == Back.LEFT)
    if own and stands == Back.LEFT:
        say_nothing_was_charged(payment.booking)
    if own and stands == Back.YOURS and payer_of(payment):
        flash(guest_told(payment.booking), "ok")
    if own and stands in (Back.LEFT, Back.YOURS):
        return redirect(own, SEE_OTHER)
    answer = make_response(
        render_template(
            "public/back.html",
            front=front,
            frame=front.frame,
            payment=payment,
            stands=stands,
            own=own,
            again=again(front, payment.booking) if stands in TIME_IS_GONE else None,
            **back_words(payment, stands, is_own=own is not None),
        )
    )
    if stands == Back.WAITS:
        answer.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return answer


@policy.anybody
def receipt(practice: str, token: str) -> Answer:
    """What was paid and given back, to keep."""
    front = come_to(practice)
    found = load_guest(front, token)
    return render_template(
        "public/receipt.html",
        front=front,
        frame=front.frame,
        session=found,
        token=token,
        money=payments.money_of(found),
    )


def _own_page(front: Front, payment: Payment, *, to_pay: bool) -> str | None:
    """The page of the session, or where it is paid, for the browser that went to pay."""
    token = payer_of(payment)
    here = front.practice.slug
    if token is None:
        return None
    if token:
        return url_for(".pay" if to_pay else ".guest", practice=here, token=token)
    endpoint = "portal.pay" if to_pay else "portal.session"
    return url_for(endpoint, practice=here, booking_id=payment.booking_id)
