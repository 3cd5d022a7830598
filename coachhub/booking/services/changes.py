"""A session is moved, cancelled, held or missed; each change is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from coachhub.audit import services as audit
from coachhub.booking.models import TAKEN, Booking, BookingChange, Calendar, range_of
from coachhub.booking.rules import BookingState, Cancelling, cancelled_now, may_become, may_move
from coachhub.booking.services.locks import lock_coach
from coachhub.booking.services.mails import remind_later, tell
from coachhub.booking.services.slots import is_offered
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.jobs import services as jobs
from coachhub.practices.models import Member

SAID = frozenset({BookingState.COMPLETED, BookingState.NO_SHOW})
UNDO_WITHIN = timedelta(hours=1)
"""How long what became of a session can be taken back; then it is corrected in the open."""


class NotNow(Exception):
    """The session can't be changed so any more."""


class TakenMeanwhile(Exception):
    """The new time is somebody else's."""


def note_change(booking: Booking, *, by: Actor) -> None:
    """What the booking is now stands in its history."""
    db.session.flush()
    db.session.add(
        BookingChange(
            practice_id=booking.practice_id,
            booking_id=booking.id,
            by_role=by.role,
            state=booking.state,
            starts_at=booking.starts_at,
        )
    )


def changes_of(booking: Booking) -> list[BookingChange]:
    """The booking's history, first things first."""
    query = select(BookingChange).where(
        BookingChange.practice_id == booking.practice_id, BookingChange.booking_id == booking.id
    )
    return list(db.session.scalars(query.order_by(BookingChange.id)))


def cancelling(booking: Booking, *, by_coach: bool) -> Cancelling:
    """What a cancellation now would mean."""
    return cancelled_now(
        booking.policy,
        price=booking.price,
        starts_at=booking.starts_at,
        now=clock.now(),
        by_coach=by_coach,
    )


def can_move(booking: Booking, *, by_coach: bool) -> bool:
    """Whether the session can be moved now; a client is bound to the policy."""
    if booking.state != BookingState.CONFIRMED or booking.starts_at <= clock.now():
        return False
    return by_coach or may_move(
        booking.policy, moved=booking.moves, starts_at=booking.starts_at, now=clock.now()
    )


def can_cancel(booking: Booking) -> bool:
    """Whether the client can cancel the session now."""
    return booking.state == BookingState.CONFIRMED and booking.starts_at > clock.now()


def cancel(booking: Booking, *, by: Actor, by_coach: bool, reason: str = "") -> Cancelling:
    """The session does not take place; the time is free. Raises NotNow."""
    _lock(booking)
    outcome = cancelling(booking, by_coach=by_coach)
    if booking.starts_at <= clock.now() and not by_coach:
        raise NotNow
    _end(booking, outcome.state, by=by)
    booking.reason = reason
    booking.sequence += 1
    tell("cancelled", booking, by=by)
    jobs.announce("booking.cancelled", booking.practice_id, booking_id=booking.id)
    return outcome


def move(
    booking: Booking, calendar: Calendar, starts_at: datetime, *, by: Actor, by_coach: bool
) -> None:
    """The session begins then; it stays the same booking. Raises NotNow where it can't be moved,
    by a client: any more, and TakenMeanwhile for a time that isn't offered.
    """
    lock_coach(booking.practice_id, booking.coach_id)
    _lock(booking)
    if not can_move(booking, by_coach=by_coach):
        raise NotNow
    if booking.starts_at == starts_at:
        return
    if not is_offered(calendar, booking, starts_at, except_for=booking.id):
        raise TakenMeanwhile
    try:
        with db.session.begin_nested():
            _put(booking, starts_at)
            db.session.flush()
    except IntegrityError as error:
        if violates(error, *TAKEN):
            raise TakenMeanwhile from None
        raise
    booking.moves, booking.sequence = booking.moves + (not by_coach), booking.sequence + 1
    note_change(booking, by=by)
    audit.record(booking.practice_id, "booking.moved", by=by, about=booking)
    tell("moved", booking, by=by)
    remind_later(booking)
    jobs.announce("booking.moved", booking.practice_id, booking_id=booking.id)


def complete(booking: Booking, *, by: Actor) -> None:
    """The session took place. Raises NotNow."""
    _lock(booking)
    _refuse_before_the_start(booking)
    _end(booking, BookingState.COMPLETED, by=by)


def mark_no_show(booking: Booking, *, by: Actor) -> None:
    """The client did not come. Raises NotNow."""
    _lock(booking)
    _refuse_before_the_start(booking)
    _end(booking, BookingState.NO_SHOW, by=by)


def unsay(booking: Booking, *, by: Actor) -> None:
    """What became of the session is open again: whoever said it was wrong, and says so within the
    hour. Neither answer sends a mail or asks for money by itself, so nothing has to be called back;
    the history shows both. Raises NotNow.
    """
    _lock(booking)
    is_fresh = booking.ended_at is not None and clock.now() - booking.ended_at <= UNDO_WITHIN
    if booking.state not in SAID or not is_fresh:
        raise NotNow
    booking.state, booking.ended_at = BookingState.CONFIRMED, None
    note_change(booking, by=by)
    audit.record(booking.practice_id, "booking.unsaid", by=by, about=booking)


def _put(booking: Booking, starts_at: datetime) -> None:
    booking.starts_at = starts_at
    booking.ends_at = starts_at + timedelta(minutes=booking.minutes)
    rest = timedelta(minutes=booking.buffer_minutes)
    booking.during = range_of(starts_at, booking.ends_at + rest)


def _refuse_before_the_start(booking: Booking) -> None:
    if booking.starts_at > clock.now():
        raise NotNow


def _end(booking: Booking, state: BookingState, *, by: Actor) -> None:
    if not may_become(BookingState(booking.state), state):
        raise NotNow
    booking.state, booking.ended_at = state, clock.now()
    note_change(booking, by=by)
    audit.record(booking.practice_id, f"booking.{state}", by=by, about=booking)


def _lock(booking: Booking) -> None:
    db.session.flush()
    db.session.refresh(booking, with_for_update={"of": Booking})


def find_booking(practice_id: UUID, booking_id: UUID) -> Booking | None:
    """A booking of the practice, by id."""
    around = [joinedload(Booking.client), joinedload(Booking.coach).joinedload(Member.user)]
    return db.session.get(Booking, (practice_id, booking_id), options=around)
