from collections.abc import Mapping
from functools import partial
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web import compression
from coachhub.core.web.answers import SEE_OTHER, Answer, page_or_part
from coachhub.core.web.paging import with_ways
from coachhub.core.web.searching import searched
from coachhub.mail import services as mail
from coachhub.mail.rules import KEEP, Show
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can, hidden_mails
from coachhub.practices.tabs import settings_tabs
from coachhub.practices.words import (
    MAIL_WORDS,
    PAUSE_WORDS,
    SHOW_MAIL_WORDS,
    how_it_went,
    resumed_words,
    sent_again_words,
)


@member(Can.SEE_MAIL_LOG)
def mail_log(desk: Desk) -> Answer:
    """What was mailed to whom, and whether it arrived; never the words."""
    text = searched()
    wanted = mail.WantedMails(_show_asked(), text, hidden_mails(desk.rights))
    counts = mail.count_deliveries(desk.practice.id, wanted)
    page = mail.list_deliveries(desk.practice.id, wanted, request.args.get("page", 1, int))
    asked = request.args.get("paused", 1, int)
    pauses = mail.list_pauses(desk.practice.id, asked, text=text)
    return page_or_part(
        "practices/mail_log.html",
        "practices/_mails.html",
        page=with_ways(page),
        wanted=wanted,
        filters=_filters(desk, counts, wanted.show),
        days_kept=KEEP.days,
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
        flash(_("This e-mail is on its way already, or isn’t needed any more."), "open")
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


def _show_asked() -> Show:
    """The choice that the address asks for, or the first."""
    if request.args.get("q") == "":
        compression.known("q")
    asked = request.args.get("show", "")
    if asked not in set(Show):
        return Show.ALL
    compression.known("show")
    return Show(asked)


def _filters(desk: Desk, counts: Mapping[Show, int], shown: Show) -> list[dict[str, object]]:
    """All, each choice that has something, and the one that is asked for; the search stays."""
    here = partial(
        url_for, ".mail_log", practice=desk.practice.slug, q=request.args.get("q") or None
    )
    return [
        {
            "label": SHOW_MAIL_WORDS[show],
            "url": here(show=show),
            "is_current": show == shown,
            "count": count,
        }
        for show, count in counts.items()
        if count or show in (Show.ALL, shown)
    ]


def _to_mail_log(desk: Desk) -> Response:
    return redirect(url_for(".mail_log", practice=desk.practice.slug), SEE_OTHER)
