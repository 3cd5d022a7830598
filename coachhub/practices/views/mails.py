from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.core.web.paging import with_ways
from coachhub.mail import services as mail
from coachhub.mail.rules import DeliveryState
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs

DELIVERY_WORDS = {
    DeliveryState.WAITING: ("wait", _l("waiting")),
    DeliveryState.SENDING: ("wait", _l("on its way")),
    DeliveryState.SENT: ("ok", _l("sent")),
    DeliveryState.DROPPED: ("open", _l("not needed any more")),
    DeliveryState.FAILED: ("bad", _l("could not be sent")),
}

MAIL_WORDS = {
    "practices/invitation": _l("invitation to the practice"),
    "clients/invitation": _l("invitation to the portal"),
    "safety/open_record": _l("a record to open"),
}


@member(Can.SEE_MAIL_LOG)
def mail_log(desk: Desk) -> Answer:
    """What was mailed to whom, and whether it arrived; never the words."""
    page = mail.list_deliveries(desk.practice.id, request.args.get("page", 1, int))
    return render_template(
        "practices/mail_log.html",
        page=with_ways(page),
        states=DELIVERY_WORDS,
        kinds=MAIL_WORDS,
        desk=desk,
        tabs=settings_tabs(desk),
    )


@member(Can.SEE_MAIL_LOG)
def send_again(desk: Desk, delivery_id: UUID) -> Response:
    """A mail that could not be sent is tried anew."""
    delivery = mail.find_delivery(desk.practice.id, delivery_id)
    if delivery is None:
        abort(404)
    try:
        practices.send_mail_again(delivery, by=desk.actor)
    except mail.NotFailed:
        flash(_("This mail is on its way already, or isn't needed any more."), "open")
    else:
        db.session.commit()
        flash(_("The mail to %(address)s is on its way again.", address=delivery.recipient), "ok")
    return _to_mail_log(desk)


@member(Can.SEE_MAIL_LOG)
def note_failures(desk: Desk) -> Response:
    """The mails that failed so far are known of, and counted no more."""
    practices.note_failed_mails(desk.practice.id, by=desk.actor)
    db.session.commit()
    return _to_mail_log(desk)


def _to_mail_log(desk: Desk) -> Response:
    return redirect(url_for(".mail_log", practice=desk.practice.slug), SEE_OTHER)
