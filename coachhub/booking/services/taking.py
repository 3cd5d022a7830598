"""A time is held, filled in, confirmed, or given back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from coachhub.audit import services as audit
from coachhub.booking.models import (
    TAKEN,
    Booking,
    Calendar,
    SessionType,
    is_past_hold,
    range_of,
)
from coachhub.booking.rules import (
    NOT_HAD,
    BookingState,
    Source,
    is_before_withdrawal_ends,
    may_become,
)
from coachhub.booking.services.changes import note_change
from coachhub.booking.services.locks import lock_coach
from coachhub.booking.services.mails import remind_later, tell
from coachhub.booking.services.rest import give_up_rest
from coachhub.booking.services.slots import is_offered
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState
from coachhub.core import clock
from coachhub.core.actor import PROGRAM, Actor
from coachhub.core.db import db, violates
from coachhub.core.limits import Limit
from coachhub.jobs import services as jobs
from coachhub.practices.models import Member

HELD_FOR = timedelta(minutes=15)
MOST_OPEN_HOLDS = 3
HOLDS = Limit("booking_held", 20, timedelta(hours=1))
"""How many times one network may hold in an hour."""
BOOKINGS = Limit("booking_made", 6, timedelta(days=1))
"""How often one address may be booked for in a day."""
_KEPT = (
    "title",
    "minutes",
    "buffer_minutes",
    "price",
    "currency",
    "place",
    "free_hours",
    "kept_percent",
    "moves_allowed",
)
"""What a booking keeps of its type, whatever becomes of that."""


class SlotTaken(Exception):
    """The time is not free, or not offered, any more."""


class HoldOver(Exception):
    """The time was held for a quarter of an hour, which is over."""


class NotPossible(Exception):
    """The booking can't come to this state from where it stands."""


class TooManyOpen(Exception):
    """The person has as many unfinished bookings as they may."""


class WishMissing(Exception):
    """It begins so soon that whoever books it has to ask for that."""


class HadOne(Exception):
    """This kind of session is offered once to each address, which has had it."""


@dataclass(frozen=True)
class Guest:
    """What somebody says of themselves when they book."""

    name: str
    email: str
    zone: str
    locale: str
    phone: str = ""
    note: str = ""
    safe_contact: str = ""
    early_wish: str = ""
    """Which text they read and agreed to: needed where it begins while they could still withdraw,
    and kept only there.
    """


def begins_early(what: Booking | SessionType, starts_at: datetime, zone: str) -> bool:
    """Whether a session to be paid, booked now by somebody in this zone, begins while they could
    still withdraw: then they have to ask for it.
    """
    return bool(what.price) and is_before_withdrawal_ends(starts_at, clock.now(), zone)


def hold(
    calendar: Calendar,
    what: SessionType,
    starts_at: datetime,
    *,
    key: UUID,
    zone: str,
    source: Source = Source.PUBLIC,
    by: Actor = PROGRAM,
    instead: Booking | None = None,
) -> Booking:
    """The time is taken for a quarter of an hour. The same form sent twice holds it once, and
    so does who holds it already; another time that it is taken `instead` of is free again, if it
    was only held. Raises SlotTaken.
    """
    lock_coach(calendar.practice_id, calendar.coach_id)
    sent_before = db.session.get(Booking, (calendar.practice_id, key))
    if sent_before is not None:
        if sent_before.state != BookingState.HELD or sent_before.starts_at != starts_at:
            raise SlotTaken
        return sent_before
    _give_back_past_holds(calendar)
    if instead is not None and _is_that(instead, calendar, starts_at):
        return instead
    if not is_offered(calendar, what, starts_at):
        raise SlotTaken
    booking = _new(calendar, what, starts_at, key, client_zone=zone, source=source)
    booking.state = BookingState.HELD
    booking.held_until = func.now() + HELD_FOR
    _store(booking)
    note_change(booking, by=by)
    audit.record(booking.practice_id, "booking.held", by=by, about=booking)
    return booking


def book_for(
    calendar: Calendar,
    what: SessionType,
    starts_at: datetime,
    client: Client,
    *,
    key: UUID,
    source: Source,
    by: Actor,
    anywhere: bool = False,
    to_be_paid: bool = False,
    early_wish: str = "",
) -> Booking:
    """The session is booked for a client, and confirmed or, where it is `to_be_paid` first, kept
    for them. With `anywhere`, at any time in which neither a session nor time off lies. Nobody
    gets a mail about one that was. The `early_wish` is as a guest's. Raises SlotTaken, HadOne,
    WishMissing, and TooManyOpen.
    """
    lock_coach(calendar.practice_id, calendar.coach_id)
    sent_before = db.session.get(Booking, (calendar.practice_id, key))
    if sent_before is not None:
        if sent_before.client_id != client.id:
            raise SlotTaken
        return sent_before
    _give_back_past_holds(calendar)
    if not anywhere and not is_offered(calendar, what, starts_at):
        raise SlotTaken
    _refuse_a_second(what, client)
    booking = _new(calendar, what, starts_at, key, client_zone=client.zone, source=source)
    booking.client_id = client.id
    _note_wish(booking, early_wish)
    if anywhere:
        give_up_rest(booking)
    if to_be_paid:
        _keep_for(booking, client, by=by)
    else:
        booking.state, booking.confirmed_at = BookingState.CONFIRMED, clock.now()
        _store(booking)
        _tell("confirmed", booking, by=by)
    return booking


def _keep_for(booking: Booking, client: Client, *, by: Actor) -> None:
    if open_holds(booking.practice_id, client.id) >= MOST_OPEN_HOLDS:
        raise TooManyOpen
    booking.state = BookingState.PENDING_PAYMENT
    booking.held_until = func.now() + HELD_FOR
    _store(booking)
    note_change(booking, by=by)
    audit.record(booking.practice_id, "booking.held", by=by, about=booking)


def fill_in(booking: Booking, guest: Guest, *, coach: Member) -> Client:
    """The booking is this person's. Somebody known by the address is who they are; the record of a
    known person stays as it is; the guest's name, their language and what they ask to be known
    before anybody writes stand with the booking, and nothing tells the guest whether there was one.
    Raises HoldOver, WishMissing, and TooManyOpen.
    """
    if db.session.scalar(_locked(booking).where(~is_past_hold)) is None:
        raise HoldOver
    if booking.state != BookingState.HELD:
        raise HoldOver
    _note_wish(booking, guest.early_wish)
    client = clients.find_by_email(booking.practice_id, guest.email)
    if client is None:
        client = clients.add_client(
            booking.practice_id,
            coach,
            by=PROGRAM,
            state=EngagementState.LEAD,
            values={
                "name": guest.name,
                "email": guest.email,
                "phone": guest.phone,
                "zone": guest.zone,
                "locale": guest.locale,
                "safe_contact": guest.safe_contact,
            },
        )
    else:
        booking.safe_contact = guest.safe_contact
        booking.guest_name, booking.guest_locale = guest.name, guest.locale
    if open_holds(booking.practice_id, client.id) >= MOST_OPEN_HOLDS:
        raise TooManyOpen
    booking.client_id, booking.note, booking.client_zone = client.id, guest.note, guest.zone
    booking.terms_accepted_at = clock.now()
    db.session.flush()
    return client


def _note_wish(booking: Booking, wish: str) -> None:
    """What a coach books for somebody needs none; it was agreed between them."""
    is_own = booking.source != Source.DESK
    if not is_own or not begins_early(booking, booking.starts_at, booking.client_zone):
        return
    if not wish:
        raise WishMissing
    booking.wished_early_at, booking.wished_early_text = clock.now(), wish


def await_payment(booking: Booking) -> None:
    """The time stays taken until it is paid or given back, which nobody does for another quarter of
    an hour. Raises NotPossible.
    """
    _become(booking, BookingState.PENDING_PAYMENT)
    keep_longer(booking)
    note_change(booking, by=PROGRAM)


def keep_longer(booking: Booking) -> None:
    """The time is kept for a quarter of an hour from now."""
    booking.held_until = func.now() + HELD_FOR
    db.session.flush()


def confirm(booking: Booking, *, by: Actor = PROGRAM) -> None:
    """The session takes place. One that was confirmed stays so; a time that was given back is
    taken again if it is free. Raises SlotTaken, and NotPossible.
    """
    db.session.scalar(_locked(booking))
    if booking.state == BookingState.CONFIRMED:
        return
    if booking.state == BookingState.EXPIRED:
        lock_coach(booking.practice_id, booking.coach_id)
    _become(booking, BookingState.CONFIRMED)
    booking.confirmed_at, booking.ended_at = clock.now(), None
    _store(booking)
    _tell("confirmed", booking, by=by)


def release(booking: Booking) -> None:
    """The time is free again. Raises NotPossible."""
    _become(booking, BookingState.EXPIRED)
    booking.ended_at = clock.now()
    note_change(booking, by=PROGRAM)
    audit.record(booking.practice_id, "booking.expired", by=PROGRAM, about=booking)


def expire_holds(practice_id: UUID) -> int:
    """All holds whose time is over are given back; how many there were."""
    over = select(Booking).where(Booking.practice_id == practice_id, is_past_hold).limit(500)
    found = db.session.scalars(over.with_for_update(skip_locked=True)).all()
    for booking in found:
        release(booking)
    return len(found)


def open_holds(practice_id: UUID, client_id: UUID) -> int:
    """How many unfinished bookings a client has."""
    query = select(func.count()).where(
        Booking.practice_id == practice_id,
        Booking.client_id == client_id,
        Booking.state.in_([BookingState.HELD, BookingState.PENDING_PAYMENT]),
        ~is_past_hold,
    )
    return db.session.scalar(query) or 0


def _new(
    calendar: Calendar,
    what: SessionType,
    starts_at: datetime,
    key: UUID,
    **more: Any,  # noqa: ANN401
) -> Booking:
    ends_at = starts_at + timedelta(minutes=what.minutes)
    return Booking(
        practice_id=calendar.practice_id,
        id=key,
        coach_id=calendar.coach_id,
        session_type_id=what.id,
        starts_at=starts_at,
        ends_at=ends_at,
        during=range_of(starts_at, ends_at + timedelta(minutes=what.buffer_minutes)),
        coach_zone=calendar.zone,
        **{name: getattr(what, name) for name in _KEPT},
        **more,
    )


def _store(booking: Booking) -> None:
    """Write it; SlotTaken if the database knows of another session then, or of time off."""
    try:
        with db.session.begin_nested():
            db.session.add(booking)
            db.session.flush()
    except IntegrityError as error:
        if violates(error, *TAKEN):
            raise SlotTaken from None
        raise


def _give_back_past_holds(calendar: Calendar) -> None:
    over = select(Booking).where(
        Booking.practice_id == calendar.practice_id,
        Booking.coach_id == calendar.coach_id,
        is_past_hold,
    )
    for booking in db.session.scalars(over):
        release(booking)
    db.session.flush()


def _is_that(held: Booking, calendar: Calendar, starts_at: datetime) -> bool:
    """Whether it is this very time that is held; another one is free from now on."""
    db.session.scalar(_locked(held))
    if held.state != BookingState.HELD:
        return False
    if (held.coach_id, held.starts_at) == (calendar.coach_id, starts_at):
        return True
    release(held)
    db.session.flush()
    return False


def _refuse_a_second(what: SessionType, client: Client) -> None:
    if not what.is_first_call:
        return
    before = select(Booking.id).where(
        Booking.practice_id == client.practice_id,
        Booking.client_id == client.id,
        Booking.session_type_id == what.id,
        Booking.state.not_in(sorted(NOT_HAD)),
    )
    if db.session.scalar(before.limit(1)) is not None:
        raise HadOne


def _locked(booking: Booking) -> Select[Booking]:
    return (
        select(Booking)
        .where(Booking.practice_id == booking.practice_id, Booking.id == booking.id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    )


def _become(booking: Booking, following: BookingState) -> None:
    if not may_become(BookingState(booking.state), following):
        raise NotPossible
    booking.state = following


def _tell(what: str, booking: Booking, *, by: Actor) -> None:
    note_change(booking, by=by)
    audit.record(booking.practice_id, f"booking.{what}", by=by, about=booking)
    if booking.starts_at > clock.now():
        tell(what, booking, by=by)
        remind_later(booking)
    jobs.announce(f"booking.{what}", booking.practice_id, booking_id=booking.id)
