from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.access import load_booking, load_session
from coachhub.booking.forms import CancelForm, SlotForm
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.booking.words import (
    EARLY_WISHES,
    PLACE_WORDS,
    STATE_WORDS,
    TOLD_WORDS,
    change_words,
    time_words,
    why_not_cancelled,
)
from coachhub.clients.access import coaches
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.core.web.i18n import language_name
from coachhub.core.web.undo import TOO_LATE, UNDONE, WayBack, way_back
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


def _not_now() -> str:
    words: str = _("It has not begun yet, or stands somewhere else by now.")
    return words


@member(Can.SCHEDULE)
def session_page(desk: Desk, booking_id: UUID) -> Answer:
    """One session: who, when, what it costs, and what became of it. What its client said in private
    is for their present coach alone.
    """
    found, row = load_session(desk, booking_id)
    is_its_day = _is_its_day(found, desk.user.zone)
    return render_template(
        "booking/session.html",
        desk=desk,
        session=found,
        changes=booking.changes_of(found),
        had_before=booking.had_before(found),
        is_over=found.starts_at <= clock.now(),
        on_day=_begins_on(found, desk.user.zone),
        is_its_day=is_its_day,
        meeting_place=booking.meeting_place_of(found) if is_its_day else "",
        is_coach=coaches(desk, row),
        state_words=STATE_WORDS,
        place_words=PLACE_WORDS,
        as_guest=_as_guest(found),
        wishes=EARLY_WISHES,
        time_words=time_words,
        change_words=change_words,
    )


def _as_guest(found: Booking) -> str:
    """In which language its mails are, where it was booked by another name or in another language
    than those of the client whose address it was; else nothing.
    """
    client = found.client
    if client is None or (found.guest_name, found.guest_locale) == (client.name, client.locale):
        return ""
    return language_name(found.guest_locale) if found.guest_name else ""


def _is_its_day(found: Booking, zone: str) -> bool:
    """Whether it takes place today and is not over yet."""
    is_to_be = found.state == BookingState.CONFIRMED and clock.now() < found.ends_at
    return is_to_be and _begins_on(found, zone) <= clock.today(zone)


def _begins_on(found: Booking, zone: str) -> date:
    return found.starts_at.astimezone(ZoneInfo(zone)).date()


@member(Can.SCHEDULE)
def move(desk: Desk, booking_id: UUID) -> Answer:
    """Choose another time for it; it stays the same session."""
    found, _row = load_session(desk, booking_id)
    calendar = booking.calendar_of(desk.practice.id, found.coach_id)
    if calendar is None:
        flash(_("First say when this coach works."), "need")
        return _to_session(desk, found)
    form = SlotForm()
    is_taken = False
    if form.validate_on_submit():
        try:
            booking.move(found, calendar, form.start.data, by=desk.actor, by_coach=True)
        except booking.TakenMeanwhile:
            db.session.rollback()
            is_taken = True
        except booking.NotNow:
            db.session.rollback()
            flash(_("This session can’t be moved any more."), "need")
            return _to_session(desk, found)
        else:
            db.session.commit()
            flash(str(TOLD_WORDS["moved", booking.tells_client("moved", found)]), "ok")
            return _to_session(desk, found)
    return page_or_part(
        "booking/move.html",
        "booking/_move_times.html",
        status=CONFLICT if is_taken else status_of(form),
        desk=desk,
        session=found,
        form=form,
        is_taken=is_taken,
        picker=picker.draw(
            calendar,
            found,
            zone=picker.asked_zone(desk.user.zone),
            near=form.start.data,
            except_for=found.id,
            leaves=found.starts_at,
            client=found.client,
        ),
    )


@member(Can.SCHEDULE)
def cancel(desk: Desk, booking_id: UUID) -> Answer:
    """Cancel it for the practice; the page says first what that means."""
    found, _row = load_session(desk, booking_id)
    form = CancelForm()
    tells_client = booking.tells_client("cancelled", found)
    if form.validate_on_submit():
        done = str(TOLD_WORDS["cancelled", tells_client])
        with act({booking.NotNow: lambda: why_not_cancelled(found)}, done=done):
            booking.cancel(found, by=desk.actor, by_coach=True, reason=form.reason.data)
        return _to_session(desk, found)
    page = render_template(
        "booking/cancel.html",
        desk=desk,
        session=found,
        form=form,
        tells_client=tells_client,
    )
    return page, status_of(form)


@member(Can.SCHEDULE)
def complete(desk: Desk, booking_id: UUID) -> Answer:
    """It took place."""
    found = load_booking(desk, booking_id)
    with act({booking.NotNow: _not_now}, done=_("It took place."), undo=_as_before(desk, found)):
        booking.complete(found, by=desk.actor)
    return _to_session(desk, found)


@member(Can.SCHEDULE)
def no_show(desk: Desk, booking_id: UUID) -> Answer:
    """The client did not come."""
    found = load_booking(desk, booking_id)
    done = _("Noted: they did not come.")
    with act({booking.NotNow: _not_now}, done=done, undo=_as_before(desk, found)):
        booking.mark_no_show(found, by=desk.actor)
    return _to_session(desk, found)


@member(Can.SCHEDULE)
def unsay(desk: Desk, booking_id: UUID) -> Answer:
    """Take back what was said of it; it is open again."""
    found = load_booking(desk, booking_id)
    with act({booking.NotNow: str(TOO_LATE)}, done=str(UNDONE)):
        booking.unsay(found, by=desk.actor)
    return _to_session(desk, found)


_AS_BEFORE = {BookingState.COMPLETED: ".complete", BookingState.NO_SHOW: ".no_show"}


def _as_before(desk: Desk, found: Booking) -> WayBack:
    """Back to what is said of it now; where nothing is, to that."""
    endpoint = _AS_BEFORE.get(BookingState(found.state), ".unsay")
    return way_back(endpoint, practice=desk.practice.slug, booking_id=found.id)


def _to_session(desk: Desk, found: Booking) -> Response:
    here = desk.practice.slug
    return redirect(url_for(".session", practice=here, booking_id=found.id), SEE_OTHER)
