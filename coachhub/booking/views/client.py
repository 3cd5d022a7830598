from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.access import keeps_hours_of
from coachhub.booking.forms import AnyTimeForm, SlotForm
from coachhub.booking.models import Booking, Calendar, SessionType
from coachhub.booking.rules import Source, is_night
from coachhub.booking.words import PLACE_WORDS, STATE_WORDS, TOLD_WORDS, time_words
from coachhub.clients.access import load_client
from coachhub.clients.models import Client
from coachhub.clients.rules import ENDED, EngagementState
from coachhub.clients.services import Row
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web import compression
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.core.web.i18n import said_moment_in, zone_city
from coachhub.core.web.paging import with_ways
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.SCHEDULE)
def sessions(desk: Desk, client_id: UUID) -> Answer:
    """A client's sessions: the next ones, and those that were."""
    row = load_client(desk, client_id)
    ahead = booking.ahead(desk.practice.id, client_id)
    earlier = booking.earlier(desk.practice.id, client_id, request.args.get("page", 1, int))
    return render_template(
        "booking/client_sessions.html",
        desk=desk,
        client=row.client,
        ahead=[session for session in ahead if not session.is_called_off],
        called_off=[session for session in ahead if session.is_called_off],
        earlier=with_ways(earlier),
        is_over=row.engagement.state in ENDED,
        **_missing(desk, row),
        state_words=STATE_WORDS,
        place_words=PLACE_WORDS,
    )


@member(Can.SCHEDULE)
def book(desk: Desk, client_id: UUID) -> Answer:
    """Book a session for a client: first what, then when, at an offered time or at any other."""
    row = load_client(desk, client_id)
    calendar = booking.calendar_of(desk.practice.id, row.engagement.coach_id)
    types, likely = booking.list_types_for(
        desk.practice.id, client_id, is_active=row.engagement.state == EngagementState.ACTIVE
    )
    what = _chosen(types) or likely
    if calendar is None or what is None:
        return render_template(
            "booking/nothing_to_book.html", desk=desk, client=row.client, **_missing(desk, row)
        )
    form, anytime = SlotForm(), AnyTimeForm(zone=desk.user.zone)
    sent, when = (anytime, anytime.begins_at) if anytime.was_sent else (form, form.start)
    is_taken = False
    if sent.validate_on_submit():
        try:
            return _book(desk, calendar, what, row.client, sent)
        except booking.SlotTaken:
            db.session.rollback()
            is_taken = True
            if anytime.was_sent:
                when.errors = [
                    _("Another session or time off lies then. Please choose another one.")
                ]
        except booking.HadOne:
            db.session.rollback()
            when.errors = [_("They have had this one already; please choose another.")]
    return page_or_part(
        "booking/book.html",
        "booking/_book_times.html",
        status=CONFLICT if is_taken else status_of(sent),
        desk=desk,
        client=row.client,
        types=types,
        what=what,
        form=form,
        anytime=anytime,
        zone=desk.user.zone,
        is_taken=is_taken,
        is_any=anytime.was_sent,
        picker=picker.draw(
            calendar,
            what,
            zone=picker.asked_zone(desk.user.zone),
            near=form.start.data,
            client=row.client,
            named={"type": str(what.id)},
        ),
    )


def _book(
    desk: Desk, calendar: Calendar, what: SessionType, client: Client, sent: SlotForm | AnyTimeForm
) -> Response:
    """Book what was sent. Raises SlotTaken, and HadOne."""
    booked = booking.book_for(
        calendar,
        what,
        sent.instant() if isinstance(sent, AnyTimeForm) else sent.start.data,
        client,
        key=sent.key.data,
        source=Source.DESK,
        by=desk.actor,
        anywhere=isinstance(sent, AnyTimeForm),
    )
    db.session.commit()
    is_over = booked.starts_at <= clock.now()
    told = TOLD_WORDS["confirmed", booking.tells_client("confirmed", booked)]
    flash(_begun_words(booked, desk.user.zone) if is_over else str(told), "ok")
    if not is_over and client.zone != calendar.zone and is_night(booked.starts_at, client.zone):
        flash(_night_words(booked, client), "need")
    here = desk.practice.slug
    return redirect(url_for(".sessions", practice=here, client_id=client.id), SEE_OTHER)


def _begun_words(booked: Booking, zone: str) -> str:
    """That a session stands which needs no mail any more: it is going on, or was."""
    when = said_moment_in(booked.starts_at, zone)
    words: str = (
        _("Booked: it has been going on since %(when)s. Nobody gets an e-mail about it.", when=when)
        if clock.now() < booked.ends_at
        else _("Booked: it was on %(when)s. Nobody gets an e-mail about it.", when=when)
    )
    return words


def _night_words(booked: Booking, client: Client) -> str:
    """That it is night where the client lives; the hours offered say so before, others don't."""
    words: str = _(
        "That is at night for %(name)s: %(time)s in %(city)s."
        " If you didn’t mean it, move the session.",
        time=time_words(booked.starts_at, client.zone),
        name=client.called,
        city=zone_city(client.zone),
    )
    return words


def _missing(desk: Desk, row: Row) -> dict[str, Any]:
    """What isn't said yet, so that nothing can be booked for the client, and who may say it."""
    coach_id = row.engagement.coach_id
    return {
        "missing": booking.missing(desk.practice.id, coach_id),
        "coach_id": coach_id,
        "keeps_hours": keeps_hours_of(desk, coach_id),
    }


def _chosen(types: Sequence[SessionType]) -> SessionType | None:
    """The kind of session that the address names."""
    named = request.args.get("type")
    asked = next((one for one in types if str(one.id) == named), None)
    if asked:
        compression.known("type")
    return asked
