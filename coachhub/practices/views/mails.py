from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.core.web.paging import with_ways
from coachhub.mail import services as mail
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can, hidden_mails
from coachhub.practices.tabs import settings_tabs
from coachhub.practices.words import (
    MAIL_WORDS,
    PAUSE_WORDS,
    how_it_went,
    resumed_words,
    sent_again_words,
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
        how_it_went=how_it_went,
        kinds=MAIL_WORDS,
        pauses=with_ways(pauses, "paused"),
        pause_words=PAUSE_WORDS,
        desk=desk,
        tabs=settings_tabs(desk),
    )


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
        is_safe = mail.is_safe(desk.practice.id, delivery.recipient)
        flash(sent_again_words(delivery.recipient, is_safe=is_safe), "ok")
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
    is_safe = mail.is_safe(desk.practice.id, pause.address)
    flash(resumed_words(pause.address, is_safe=is_safe), "ok")
    return _to_mail_log(desk)


def _to_mail_log(desk: Desk) -> Response:
    return redirect(url_for(".mail_log", practice=desk.practice.slug), SEE_OTHER)
