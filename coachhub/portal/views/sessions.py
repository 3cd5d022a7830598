from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.forms import CancelForm, SlotForm
from coachhub.booking.models import Booking, SessionType
from coachhub.booking.rules import Audience, Source
from coachhub.booking.words import PLACE_WORDS, STATE_WORDS
from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways


@client_of_practice
def sessions(visit: PortalVisit) -> Answer:
    """The client's sessions: those to come, and those that were."""
    practice_id, client = visit.practice.id, visit.client
    return render_template(
        "portal/sessions.html",
        visit=visit,
        coming=booking.coming(practice_id, client.id),
        earlier=with_ways(
            booking.earlier(practice_id, client.id, request.args.get("page", 1, int))
        ),
        types=_bookable(visit),
        state_words=STATE_WORDS,
        place_words=PLACE_WORDS,
    )


@client_of_practice
def session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """One session: when, where, and what can still be changed."""
    found = _load(visit, booking_id)
    calendar = booking.calendar_of(visit.practice.id, found.coach_id)
    return render_template(
        "portal/session.html",
        visit=visit,
        session=found,
        meeting_place=calendar.meeting_place if calendar else "",
        can_move=booking.can_move(found, by_coach=False),
        can_cancel=booking.can_cancel(found),
        state_words=STATE_WORDS,
        place_words=PLACE_WORDS,
    )


@client_of_practice
def book_session(visit: PortalVisit, type_id: UUID) -> Answer:
    """Book a session with one's own coach."""
    what = next((one for one in _bookable(visit) if one.id == type_id), None)
    row = clients.find_client(visit.practice.id, visit.client.id)
    if what is None or row is None:
        abort(404)
    coach_id = what.coach_id or row.engagement.coach_id
    calendar = booking.calendar_of(visit.practice.id, coach_id)
    if calendar is None:
        flash(_("Your coach has not said yet when they work."), "need")
        return redirect(url_for(".sessions", practice=visit.practice.slug), SEE_OTHER)
    form = SlotForm()
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
            )
        except booking.SlotTaken:
            db.session.rollback()
            is_taken = True
        except booking.HadOne:
            db.session.rollback()
            form.start.errors = [_("You had this one already; please choose another session.")]
        else:
            db.session.commit()
            flash(_("Booked. You get a mail with a calendar file."), "ok")
            return _to_session(visit, booked)
    page = render_template(
        "portal/book_session.html",
        visit=visit,
        what=what,
        form=form,
        is_taken=is_taken,
        picker=picker.draw(calendar, what, zone=visit.client.zone, near=form.start.data),
    )
    return page, CONFLICT if is_taken else status_of(form)


@client_of_practice
def move_session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """Choose another time for it."""
    found = _load(visit, booking_id)
    calendar = booking.calendar_of(visit.practice.id, found.coach_id)
    if calendar is None or not booking.can_move(found, by_coach=False):
        flash(_("This session can't be moved any more. Please write to your coach."), "need")
        return _to_session(visit, found)
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
            flash(_("This session can't be moved any more. Please write to your coach."), "need")
            return _to_session(visit, found)
        else:
            db.session.commit()
            flash(_("Moved. You get a mail with the new time."), "ok")
            return _to_session(visit, found)
    page = render_template(
        "portal/move_session.html",
        visit=visit,
        session=found,
        form=form,
        is_taken=is_taken,
        picker=picker.draw(
            calendar, found, zone=visit.client.zone, near=form.start.data, except_for=found.id
        ),
    )
    return page, CONFLICT if is_taken else status_of(form)


@client_of_practice
def cancel_session(visit: PortalVisit, booking_id: UUID) -> Answer:
    """Cancel it; the page says first what that means."""
    found = _load(visit, booking_id)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            booking.cancel(found, by=visit.actor, by_coach=False, reason=form.reason.data)
        except booking.NotNow:
            db.session.rollback()
            flash(_("This session can't be cancelled any more."), "need")
        else:
            db.session.commit()
            flash(_("Cancelled. You get a mail."), "ok")
        return _to_session(visit, found)
    page = render_template(
        "portal/cancel_session.html",
        visit=visit,
        session=found,
        form=form,
        outcome=booking.cancelling(found, by_coach=False),
    )
    return page, status_of(form)


def _bookable(visit: PortalVisit) -> list[SessionType]:
    """What clients may book by themselves; a first call is for those who aren't clients yet."""
    types = booking.list_types(visit.practice.id, Audience.PUBLIC, Audience.CLIENT)
    return [one for one in types if not one.is_first_call]


def _load(visit: PortalVisit, booking_id: UUID) -> Booking:
    found = booking.find_booking(visit.practice.id, booking_id)
    if found is None or found.client_id != visit.client.id:
        abort(404)
    return found


def _to_session(visit: PortalVisit, found: Booking) -> Response:
    here = visit.practice.slug
    return redirect(url_for(".session", practice=here, booking_id=found.id), SEE_OTHER)
