from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.accounts.access import client_ip
from coachhub.booking import picker
from coachhub.booking import services as booking
from coachhub.booking.access import guest_told
from coachhub.booking.forms import SlotForm
from coachhub.booking.models import Booking, Calendar, SessionType
from coachhub.booking.rules import Audience, BookingState
from coachhub.booking.words import EARLY_WISH, EARLY_WISHES, PLACE_WORDS
from coachhub.core.db import db
from coachhub.core.limits import take
from coachhub.core.web import policy
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.core.web.zones import zone_choices
from coachhub.payments import services as payments
from coachhub.public.again import again
from coachhub.public.booking_forms import GuestForm
from coachhub.public.frame import Front, come_to, come_to_public

_HELD = "held"
"""In the browser's session: the id of the booking whose time it holds."""


@policy.anybody
def book(practice: str, type_id: UUID) -> Answer:
    """Choose a time; it is kept for a quarter of an hour."""
    front = come_to_public(practice)
    what = _load_type(front, type_id)
    calendars = booking.open_calendars(front.practice.id)
    calendar = _choose(calendars, what)
    form = SlotForm()
    held = _held_here(what)
    is_taken = False
    if form.validate_on_submit():
        take(booking.HOLDS, client_ip())
        try:
            token = _hold(calendar, what, form, instead=held)
        except booking.SlotTaken:
            db.session.rollback()
            is_taken = True
        else:
            return redirect(url_for(".details", practice=practice, token=token), SEE_OTHER)
    return page_or_part(
        "public/book.html",
        "public/_times.html",
        status=CONFLICT if is_taken else status_of(form),
        front=front,
        frame=front.frame,
        what=what,
        calendar=calendar,
        calendars=[] if what.coach_id else calendars,
        form=form,
        is_taken=is_taken,
        takes_cards=bool(what.price) and payments.takes_cards(front.practice),
        picker=picker.draw(
            calendar,
            what,
            zone=picker.asked_zone(calendar.zone),
            near=form.start.data,
            except_for=held.id if held else None,
        ),
        zones=zone_choices() if picker.asks_zone() else None,
        kept=picker.beside_zone(),
        place_words=PLACE_WORDS,
    )


def _hold(calendar: Calendar, what: SessionType, form: SlotForm, *, instead: Booking | None) -> str:
    held = booking.hold(
        calendar,
        what,
        form.start.data,
        key=form.key.data,
        zone=picker.asked_zone(calendar.zone),
        instead=instead,
    )
    token = booking.mint_link(held)
    db.session.commit()
    session[_HELD] = str(held.id)
    return token


def _held_here(what: SessionType) -> Booking | None:
    """The time for such a session that this browser holds: who comes back chooses anew, that time
    among them.
    """
    if _HELD not in session:
        return None
    held = db.session.get(Booking, (what.practice_id, UUID(session[_HELD])))
    is_there = held and held.session_type_id == what.id and held.state == BookingState.HELD
    return held if is_there else None


def _load_type(front: Front, type_id: UUID) -> SessionType:
    what = booking.find_type(front.practice.id, type_id)
    if what is None or what.audience != Audience.PUBLIC:
        abort(404)
    return what


def _choose(calendars: Sequence[Calendar], what: SessionType) -> Calendar:
    """Of the coach who holds it, or whom the address names, or the first who has hours."""
    asked = str(what.coach_id or request.args.get("coach", ""))
    named = next((one for one in calendars if str(one.coach_id) == asked), None)
    chosen = named or (None if what.coach_id else next(iter(calendars), None))
    if chosen is None:
        abort(404)
    return chosen


@policy.taking_words
@policy.anybody
def details(practice: str, token: str) -> Answer:
    """Who it is for, and what holds; with it the session is booked."""
    front = come_to(practice)
    held = _load_held(front, token)
    if held.client_id is not None:
        return _to_booked(front, held, token)
    asks_wish = booking.begins_early(held, held.starts_at, held.client_zone)
    form = GuestForm(asks_wish=asks_wish, zone=held.client_zone)
    if form.validate_on_submit():
        take(booking.BOOKINGS, f"{front.practice.id}|{form.email.data}")
        try:
            _finish(front, held, form)
        except booking.HoldOver:
            db.session.rollback()
            if held.client_id is not None:  # the same form, sent twice at once
                return _to_booked(front, held, token)
            return _time_is_over(front, held)
        except booking.WishMissing:
            db.session.rollback()
            form.ask_wish()
        except booking.TooManyOpen:
            db.session.rollback()
            form.email.errors = [_("Please finish or leave what you began to book before.")]
        else:
            if held.state == BookingState.CONFIRMED:
                flash(guest_told(held), "ok")
            return _to_booked(front, held, token)
    page = render_template(
        "public/details.html",
        front=front,
        frame=front.frame,
        session=held,
        again=again(front, held),
        form=form,
        wish_hint=EARLY_WISHES[EARLY_WISH][1],
        takes_cards=bool(held.price) and payments.takes_cards(front.practice),
        place_words=PLACE_WORDS,
    )
    return page, status_of(form)


def _finish(front: Front, held: Booking, form: GuestForm) -> None:
    values = form.values("accepts_terms", "starts_early")
    wish = EARLY_WISH if form.starts_early.data else ""
    guest = booking.Guest(**values, locale=str(get_locale()), early_wish=wish)
    booking.fill_in(held, guest, coach=held.coach)
    if held.price and payments.takes_cards(front.practice):
        payments.ask(held)
    else:
        booking.confirm(held)
    db.session.commit()


def _load_held(front: Front, token: str) -> Booking:
    held = booking.booking_behind(front.practice.id, token)
    if held is None:
        abort(404)
    return held


def _time_is_over(front: Front, held: Booking) -> Response:
    flash(
        _("The quarter of an hour is over; nothing was booked. Please choose a time again."), "need"
    )
    elsewhere = again(front, held)
    return redirect(elsewhere.url if elsewhere else request.path, SEE_OTHER)


def _to_booked(front: Front, held: Booking, token: str) -> Response:
    """To the booking or, where it is paid first, to where one pays."""
    endpoint = ".pay" if held.state == BookingState.PENDING_PAYMENT else ".guest"
    return redirect(url_for(endpoint, practice=front.practice.slug, token=token), SEE_OTHER)
