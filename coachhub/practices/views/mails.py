from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.core.web.paging import with_ways
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState, Why
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can, hidden_mails
from coachhub.practices.tabs import settings_tabs
from coachhub.practices.words import (
    DELIVERY_WORDS,
    MAIL_WORDS,
    NOT_SAFE,
    NOT_WANTED,
    PAUSE_WORDS,
)


@member(Can.SEE_MAIL_LOG)
def mail_log(desk: Desk) -> Answer:
    """What was mailed to whom, and whether it arrived; never the words."""
    number = request.args.get("page", 1, int)
    hidden = hidden_mails(desk.rights)
    page = mail.list_deliveries(desk.practice.id, number, without=hidden)
    pauses = mail.list_pauses(desk.practice.id, request.args.get("paused", 1, int))
    return render_template(
        "practices/mail_log.html",
        page=with_ways(page),
        how_it_went=_how_it_went,
        kinds=MAIL_WORDS,
        pauses=with_ways(pauses, "paused"),
        pause_words=PAUSE_WORDS,
        desk=desk,
        tabs=settings_tabs(desk),
    )


def _how_it_went(delivery: Delivery) -> tuple[str, Any]:
    if (delivery.state, delivery.last_error) == (DeliveryState.PAUSED, Why.UNSUBSCRIBED):
        return NOT_WANTED
    if (delivery.state, delivery.last_error) == (DeliveryState.PAUSED, Why.DISCREET):
        return NOT_SAFE
    return DELIVERY_WORDS[DeliveryState(delivery.state)]


@member(Can.SEE_MAIL_LOG)
def send_again(desk: Desk, delivery_id: UUID) -> Response:
    """A mail that could not be sent is tried anew."""
    delivery = mail.find_delivery(desk.practice.id, delivery_id)
    if delivery is None or delivery.kind in hidden_mails(desk.rights):
        abort(404)
    try:
        practices.send_mail_again(delivery, by=desk.actor)
    except mail.NotFailed:
        flash(_("This mail is on its way already, or isn’t needed any more."), "open")
    else:
        db.session.commit()
        flash(_("The mail to %(address)s is on its way again.", address=delivery.recipient), "ok")
    return _to_mail_log(desk)


@member(Can.SEE_MAIL_LOG)
def note_failures(desk: Desk) -> Response:
    """The mails that failed so far are known of, and counted no more."""
    hidden = hidden_mails(desk.rights)
    practices.note_failed_mails(desk.practice.id, by=desk.actor, without=hidden)
    db.session.commit()
    return _to_mail_log(desk)


@member(Can.SEE_MAIL_LOG)
def resume_mail(desk: Desk, pause_id: UUID) -> Response:
    """Mails go to an address again."""
    pause = mail.find_pause(desk.practice.id, pause_id) or abort(404)
    practices.resume_mail(pause, by=desk.actor)
    db.session.commit()
    flash(_("Mails go to %(address)s again, from the next one on.", address=pause.address), "ok")
    return _to_mail_log(desk)


def _to_mail_log(desk: Desk) -> Response:
    return redirect(url_for(".mail_log", practice=desk.practice.slug), SEE_OTHER)
