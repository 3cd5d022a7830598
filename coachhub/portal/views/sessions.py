from datetime import datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.access import calendar_answer, own_told
from coachhub.booking.forms import CancelForm, OwnSlotForm, SlotForm
from coachhub.booking.models import Booking, SessionType
from coachhub.booking.rules import Audience, BookingState, Source
from coachhub.booking.words import (
    EARLY_WISH,
    EARLY_WISH_NEEDED,
    EARLY_WISHES,
    OWN_STATE_WORDS,
    PLACE_WORDS,
    why_not_cancelled,
)
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.core.web.paging import with_ways
from coachhub.payments import services as payments
from coachhub.payments.access import cancelling_means, own_money
from coachhub.payments.words import CLIENT_MARKS, client_words, own_state_words


@client_of_practice
def sessions(visit: PortalVisit) -> Answer:
    """The client's sessions: those to come, and those that were."""
    practice_id, client = visit.practice.id, visit.client
    ahead = booking.ahead(practice_id, client.id)
    coming = [session for session in ahead if not session.is_called_off]
    earlier = booking.earlier(practice_id, client.id, request.args.get("page", 1, int))
    return render_template(
        "portal/sessions.html",
        visit=visit,
        coming=coming,
        called_off=[session for session in ahead if session.is_called_off],
        lines=payments.lines_of([session.booking for session in [*ahead, *earlier.rows]]),
        earlier=with_ways(earlier),
        types=bookable(visit),
        client_words=client_words,
        client_marks=CLIENT_MARKS,
        state_words=OWN_STATE_WORDS,
        own_state_words=own_state_words,
        place_words=PLACE_WORDS,
    )


@client_of_practice
def session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """One session: when, where, and what can still be changed."""
    found = load_session(visit, booking_id)
    return render_template(
        "portal/session.html",
        visit=visit,
        session=found,
        meeting_place=booking.meeting_place_of(found),
        can_move=booking.can_move(found, by_coach=False),
        can_cancel=booking.can_cancel(found),
        place_words=PLACE_WORDS,
        **own_money(found),
    )


@client_of_practice
def session_calendar(visit: PortalVisit, booking_id: UUID) -> Answer:
    """The session as a calendar file."""
    return calendar_answer(load_session(visit, booking_id))


@client_of_practice
def book_session(visit: PortalVisit, type_id: UUID) -> Answer:
    """Book a session with one's own coach."""
    what = next((one for one in bookable(visit) if one.id == type_id), None)
    if what is None:
        abort(404)
    coach_id = what.coach_id or visit.row.engagement.coach_id
    calendar = booking.calendar_of(visit.practice.id, coach_id)
    if calendar is None:
        flash(_("Your coach has not said yet when they work."), "need")
        return redirect(url_for(".sessions", practice=visit.practice.slug), SEE_OTHER)
    to_be_paid = bool(what.price) and payments.takes_cards(visit.practice)
    form = OwnSlotForm()
    is_taken = False
    if form.validate_on_submit():
        try:
            booked = booking.book_for(
                calendar,
                what,
                form.start.data,
                visit.client,
                key=form.key.data,
                source=Source.PORTAL,
                by=visit.actor,
                to_be_paid=to_be_paid,
                early_wish=EARLY_WISH if form.starts_early.data else "",
            )
        except booking.SlotTaken:
            db.session.rollback()
            is_taken = True
        except booking.WishMissing:
            db.session.rollback()
            form.starts_early.errors = [EARLY_WISH_NEEDED]
        except booking.HadOne:
            db.session.rollback()
            form.start.errors = [_("You had this one already; please choose another session.")]
        except booking.TooManyOpen:
            db.session.rollback()
            form.start.errors = [_("Please finish or leave what you began to book before.")]
        else:
            return _booked(visit, booked)
    zone = visit.client.zone
    drawn = picker.draw(calendar, what, zone=zone, near=form.start.data)
    starts = [datetime.fromisoformat(time.value) for time in drawn.times]
    return page_or_part(
        "portal/book_session.html",
        "portal/_times.html",
        status=CONFLICT if is_taken else status_of(form),
        visit=visit,
        what=what,
        form=form,
        is_taken=is_taken,
        to_be_paid=to_be_paid,
        picker=drawn,
        asks_wish=any(booking.begins_early(what, start, zone) for start in starts),
        wish_hint=EARLY_WISHES[EARLY_WISH][1],
    )


def _booked(visit: PortalVisit, booked: Booking) -> Response:
    """To the session or, where it is paid first, to where one pays."""
    if booked.state != BookingState.PENDING_PAYMENT:
        db.session.commit()
        flash(own_told("confirmed", booked), "ok")
        return to_session(visit, booked)
    payments.end_in_time(booked)
    db.session.commit()
    here = visit.practice.slug
    return redirect(url_for(".pay", practice=here, booking_id=booked.id), SEE_OTHER)


@client_of_practice
def move_session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """Choose another time for it."""
    found = load_session(visit, booking_id)
    calendar = booking.calendar_of(visit.practice.id, found.coach_id)
    if calendar is None or not booking.can_move(found, by_coach=False):
        flash(_("This session can’t be moved any more. Please write to your coach."), "need")
        return to_session(visit, found)
    form = SlotForm()
    is_taken = False
    if form.validate_on_submit():
        try:
            booking.move(found, calendar, form.start.data, by=visit.actor, by_coach=False)
        except booking.TakenMeanwhile:
            db.session.rollback()
            is_taken = True
        except booking.NotNow:
            db.session.rollback()
            flash(_("This session can’t be moved any more. Please write to your coach."), "need")
            return to_session(visit, found)
        else:
            db.session.commit()
            flash(own_told("moved", found), "ok")
            return to_session(visit, found)
    return page_or_part(
        "portal/move_session.html",
        "portal/_move_times.html",
        status=CONFLICT if is_taken else status_of(form),
        visit=visit,
        session=found,
        form=form,
        is_taken=is_taken,
        picker=picker.draw(
            calendar,
            found,
            zone=visit.client.zone,
            near=form.start.data,
            except_for=found.id,
            leaves=found.starts_at,
            moved=found.moves + 1,
        ),
    )


@client_of_practice
def cancel_session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """Cancel it; the page says first what that means."""
    found = load_session(visit, booking_id)
    form = CancelForm()
    if form.validate_on_submit():
        done = own_told("cancelled", found)
        with act({booking.NotNow: lambda: why_not_cancelled(found)}, done=done):
            booking.cancel(found, by=visit.actor, by_coach=False, reason=form.reason.data)
        return to_session(visit, found)
    if not booking.can_cancel(found):
        flash(why_not_cancelled(found), "need")
        return to_session(visit, found)
    page = render_template(
        "portal/cancel_session.html",
        visit=visit,
        session=found,
        form=form,
        means=cancelling_means(found),
    )
    return page, status_of(form)


def bookable(visit: PortalVisit) -> list[SessionType]:
    """What clients may book by themselves; a first call is for those who aren't clients yet."""
    types = booking.list_types(visit.practice.id, Audience.PUBLIC, Audience.CLIENT)
    return [one for one in types if not one.is_first_call]


def has_sessions(visit: PortalVisit) -> bool:
    """Whether there is a session of the client's to look at, or one that they can book now."""
    practice_id, client_id = visit.practice.id, visit.client.id
    if booking.ahead(practice_id, client_id) or booking.earlier(practice_id, client_id, 1).rows:
        return True
    coach_id = visit.row.engagement.coach_id
    return bool(bookable(visit)) and not booking.missing(practice_id, coach_id)


def load_session(visit: PortalVisit, booking_id: UUID) -> Booking:
    """The client's own session: 404 if it is somebody else's."""
    found = booking.find_booking(visit.practice.id, booking_id)
    if found is None or found.client_id != visit.client.id:
        abort(404)
    return found


def to_session(visit: PortalVisit, found: Booking) -> Response:
    """To the session's page."""
    here = visit.practice.slug
    return redirect(url_for(".session", practice=here, booking_id=found.id), SEE_OTHER)
