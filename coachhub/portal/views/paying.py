from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking.models import Booking
from coachhub.booking.words import PLACE_WORDS
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.limits import take
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.mail.services import link
from coachhub.payments import services as payments
from coachhub.payments.access import note_payer, say_no_page, say_where_it_stands
from coachhub.portal.views.sessions import load_session, to_session


@client_of_practice
def pay(visit: PortalVisit, booking_id: UUID) -> Answer:
    """What, when, how much, and what holds; from here one goes to Stripe's page."""
    found = load_session(visit, booking_id)
    if not payments.is_to_be_paid(found):
        return to_session(visit, found)
    if request.method == "POST":
        return _to_stripe(visit, found)
    return render_template("portal/pay.html", visit=visit, session=found, place_words=PLACE_WORDS)


def _to_stripe(visit: PortalVisit, found: Booking) -> Response:
    take(payments.PAYMENTS, str(found.id))
    try:
        payment = payments.intend(found, by=visit.actor)
    except payments.OnItsWay:
        db.session.rollback()
        say_where_it_stands(found)
        return to_session(visit, found)
    except (payments.NotPayable, payments.Unreachable):
        db.session.rollback()
        flash(_("The time could not be kept any longer; nothing was paid."), "need")
        return to_session(visit, found)
    note_payer(payment, "")
    here = visit.practice.slug
    back = link("public.back", practice=here, payment_id=payment.id)
    url = payments.page_to_pay(payment, back=back)
    if url is None:
        say_no_page(payment)
    return redirect(url or url_for(".pay", practice=here, booking_id=found.id), SEE_OTHER)


@client_of_practice
def release(visit: PortalVisit, booking_id: UUID) -> Answer:
    """The time isn't wanted any more."""
    found = load_session(visit, booking_id)
    try:
        payments.give_back(found, by=visit.actor)
    except payments.OnItsWay:
        db.session.rollback()
        say_where_it_stands(found)
        return to_session(visit, found)
    except payments.NotPayable:
        db.session.rollback()
        flash(_("This session doesn’t wait for a payment any more."), "need")
        return to_session(visit, found)
    db.session.commit()
    flash(_("The time is free for somebody else. Nothing was paid."), "ok")
    return redirect(url_for(".sessions", practice=visit.practice.slug), SEE_OTHER)


@client_of_practice
def receipt(visit: PortalVisit, booking_id: UUID) -> Answer:
    """What was paid and given back, to keep."""
    found = load_session(visit, booking_id)
    return render_template(
        "portal/receipt.html", visit=visit, session=found, money=payments.money_of(found)
    )
