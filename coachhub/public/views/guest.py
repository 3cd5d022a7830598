from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.access import calendar_answer, own_told
from coachhub.booking.forms import CancelForm, SlotForm
from coachhub.booking.models import Booking
from coachhub.booking.rules import UNTOLD, BookingState
from coachhub.booking.words import PLACE_WORDS, why_not_cancelled
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.payments.access import cancelling_means, own_money
from coachhub.public.again import again
from coachhub.public.frame import Front, come_to

GUEST = Actor(None, "guest")
COMING = (BookingState.CONFIRMED, BookingState.PENDING_PAYMENT)


@policy.anybody
def guest(practice: str, token: str) -> Answer:
    """A booking, for whoever holds its secret address."""
    front = come_to(practice)
    found = load_guest(front, token)
    money = own_money(found)
    is_coming = found.state in COMING and not money["became"]
    return render_template(
        "public/guest.html",
        front=front,
        frame=front.frame,
        session=found,
        token=token,
        meeting_place=booking.meeting_place_of(found),
        was_told=found.state not in UNTOLD,
        again=None if is_coming else again(front, found),
        can_move=booking.can_move(found, by_coach=False),
        can_cancel=booking.can_cancel(found),
        place_words=PLACE_WORDS,
        **money,
    )


@policy.anybody
def guest_move(practice: str, token: str) -> Answer:
    """Choose another time for it."""
    front = come_to(practice)
    found = load_guest(front, token)
    calendar = booking.calendar_of(front.practice.id, found.coach_id)
    if calendar is None or not booking.can_move(found, by_coach=False):
        flash(_("This session can’t be moved any more. Please write to your coach."), "need")
        return to_guest(front, token)
    form = SlotForm()
    is_taken = False
    if form.validate_on_submit():
        try:
            booking.move(found, calendar, form.start.data, by=GUEST, by_coach=False)
        except booking.TakenMeanwhile:
            db.session.rollback()
            is_taken = True
        except booking.NotNow:
            db.session.rollback()
            flash(_("This session can’t be moved any more. Please write to your coach."), "need")
            return to_guest(front, token)
        else:
            db.session.commit()
            flash(own_told("moved", found), "ok")
            return to_guest(front, token)
    return page_or_part(
        "public/guest_move.html",
        "public/_move_times.html",
        status=CONFLICT if is_taken else status_of(form),
        front=front,
        frame=front.frame,
        session=found,
        token=token,
        form=form,
        is_taken=is_taken,
        picker=picker.draw(
            calendar,
            found,
            zone=picker.asked_zone(found.client_zone),
            near=form.start.data,
            except_for=found.id,
            leaves=found.starts_at,
            moved=found.moves + 1,
        ),
    )


@policy.anybody
def guest_cancel(practice: str, token: str) -> Answer:
    """Cancel it; the page says first what that means."""
    front = come_to(practice)
    found = load_guest(front, token)
    form = CancelForm()
    if form.validate_on_submit():
        done = own_told("cancelled", found)
        with act({booking.NotNow: lambda: why_not_cancelled(found)}, done=done):
            booking.cancel(found, by=GUEST, by_coach=False, reason=form.reason.data)
        return to_guest(front, token)
    if not booking.can_cancel(found):
        flash(why_not_cancelled(found), "need")
        return to_guest(front, token)
    page = render_template(
        "public/guest_cancel.html",
        front=front,
        frame=front.frame,
        session=found,
        token=token,
        form=form,
        means=cancelling_means(found),
    )
    return page, status_of(form)


@policy.anybody
def guest_calendar(practice: str, token: str) -> Answer:
    """The session as a calendar file."""
    front = come_to(practice)
    found = load_guest(front, token)
    return calendar_answer(found)


def load_guest(front: Front, token: str) -> Booking:
    """The booking behind the secret, once it is somebody's."""
    found = booking.booking_behind(front.practice.id, token)
    if found is None or found.client_id is None or found.state == BookingState.HELD:
        abort(404)
    return found


def to_guest(front: Front, token: str) -> Response:
    """To the booking's own page."""
    return redirect(url_for(".guest", practice=front.practice.slug, token=token), SEE_OTHER)
