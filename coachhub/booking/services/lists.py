"""Sessions found: those of some days, those of a client."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import joinedload

from coachhub.accounts.models import User
from coachhub.booking import rules
from coachhub.booking.models import Booking, SessionType, is_past_hold
from coachhub.booking.rules import CANCELLED, ENDED, BookingState
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.core.signals import Signals, signal
from coachhub.practices.models import Member

PAGE_SIZE = 20
MOST_AT_ONCE = 500
MOST_AHEAD = 100
SHOWN = (
    BookingState.PENDING_PAYMENT,
    BookingState.CONFIRMED,
    BookingState.COMPLETED,
    BookingState.NO_SHOW,
)
_COMING = (BookingState.CONFIRMED, BookingState.PENDING_PAYMENT)
_UNFINISHED = (BookingState.HELD, BookingState.EXPIRED)


@dataclass(frozen=True)
class Session:
    """A booking as lists show it."""

    booking: Booking
    coach_name: str

    @property
    def is_called_off(self) -> bool:
        """Whether it was cancelled, by whomever."""
        return self.booking.state in CANCELLED

    def goes_on(self, now: datetime) -> bool:
        """Whether it takes place at this moment, as far as anybody has said."""
        booking = self.booking
        return booking.state in _COMING and booking.starts_at <= now < booking.ends_at


@dataclass(frozen=True)
class Day:
    """A day on the wall: the hours that are shown, and the sessions with where they stand."""

    on: date
    hours: range
    sessions: Sequence[tuple[Session, rules.Mark]]


def agenda(
    practice_id: UUID, begin: datetime, end: datetime, *, coach_id: UUID | None = None
) -> list[Session]:
    """The sessions that begin in this time, of one coach or of all, in order."""
    query = (
        _sessions(practice_id)
        .where(Booking.starts_at >= begin, Booking.starts_at < end)
        .where(Booking.state.in_(SHOWN))
        .order_by(Booking.starts_at, Booking.id)
        .limit(MOST_AT_ONCE)
    )
    if coach_id is not None:
        query = query.where(Booking.coach_id == coach_id)
    return [Session(*found) for found in db.session.execute(query)]


def week_of(sessions: Sequence[Session], days: Sequence[date], zone: ZoneInfo) -> list[Day]:
    """The sessions as they stand on each day's wall there; all days show the same hours."""
    by_day: dict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        by_day[session.booking.starts_at.astimezone(zone).date()].append(session)
    found = {day: rules.marks([_span(one) for one in by_day[day]], day, zone) for day in days}
    shown = rules.hours(mark for marks in found.values() for mark in marks)
    return [
        Day(day, shown, list(zip(by_day[day], marks, strict=True))) for day, marks in found.items()
    ]


def _span(session: Session) -> tuple[datetime, datetime]:
    return session.booking.starts_at, session.booking.ends_at


def signals(practice_id: UUID, since: datetime, *, coach_id: UUID | None = None) -> Signals:
    """Whose session was, since then, without anybody saying how it went; of one coach or of all."""
    query = signal("session_open", Booking.client_id, Booking.starts_at, about=Booking.id).where(
        Booking.practice_id == practice_id,
        Booking.state == BookingState.CONFIRMED,
        Booking.starts_at >= since,
        Booking.ends_at < func.now(),
    )
    return query if coach_id is None else query.where(Booking.coach_id == coach_id)


def ahead(practice_id: UUID, client_id: UUID) -> list[Session]:
    """A client's sessions whose time is still to come, those called off among them, the next
    first.
    """
    query = (
        _sessions(practice_id)
        .where(Booking.client_id == client_id, Booking.ends_at > clock.now())
        .where(Booking.state.in_([*_COMING, *sorted(CANCELLED)]))
        .order_by(Booking.state.in_(sorted(CANCELLED)), Booking.starts_at)
        .limit(MOST_AHEAD)
    )
    found = [Session(*row) for row in db.session.execute(query)]
    return sorted(found, key=lambda session: session.booking.starts_at)


def coming(practice_id: UUID, client_id: UUID) -> list[Session]:
    """Those of them that take place."""
    return [one for one in ahead(practice_id, client_id) if not one.is_called_off]


def earlier(practice_id: UUID, client_id: UUID, page: int) -> Page[Session]:
    """A page of a client's sessions whose time is over, or that took place, the last first."""
    over = (Booking.ends_at <= clock.now()) | Booking.state.in_(
        [BookingState.COMPLETED, BookingState.NO_SHOW]
    )
    query = _sessions(practice_id).where(
        Booking.client_id == client_id, Booking.state.not_in(_UNFINISHED), over
    )
    return page_of(query.order_by(Booking.starts_at.desc(), Booking.id), page, PAGE_SIZE, Session)


NEXT_AT: ScalarSelect[Any] = (
    select(func.min(Booking.starts_at))
    .where(Booking.practice_id == Client.practice_id, Booking.client_id == Client.id)
    .where(Booking.state == BookingState.CONFIRMED, Booking.ends_at > func.now())
    .correlate(Client)
    .scalar_subquery()
)
"""A column that comes with a client's record: when they come next, or are there now."""


def next_sessions(practice_id: UUID, client_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each of these clients comes next, or began who is there now."""
    query = (
        select(Booking.client_id, func.min(Booking.starts_at))
        .where(Booking.practice_id == practice_id, Booking.client_id.in_(client_ids))
        .where(Booking.state == BookingState.CONFIRMED, Booking.ends_at > clock.now())
        .group_by(Booking.client_id)
    )
    return {client_id: at for client_id, at in db.session.execute(query) if client_id}


def has_any(practice_id: UUID, client_id: UUID) -> ColumnElement[bool]:
    """Whether a time is or was kept for the client and not given back, as part of a statement."""
    theirs = Booking.practice_id == practice_id, Booking.client_id == client_id
    return exists().where(*theirs, Booking.state.not_in(ENDED))


def had_before(booking: Booking) -> bool:
    """Whether it is a first call of somebody who has had one. A guest is never told: the address
    may not be theirs.
    """
    what = db.session.get_one(SessionType, (booking.practice_id, booking.session_type_id))
    if not what.is_first_call:
        return False
    query = select(Booking.id).where(
        Booking.practice_id == booking.practice_id,
        Booking.client_id == booking.client_id,
        Booking.session_type_id == booking.session_type_id,
        Booking.id != booking.id,
        Booking.state.in_(SHOWN),
    )
    return db.session.scalar(query.limit(1)) is not None


def number_of(booking: Booking) -> int:
    """The how-manieth session of the client it is, of those that took or take place."""
    query = select(func.count()).where(
        Booking.practice_id == booking.practice_id,
        Booking.client_id == booking.client_id,
        Booking.state.in_([BookingState.CONFIRMED, BookingState.COMPLETED]),
        Booking.starts_at <= booking.starts_at,
        ~is_past_hold,
    )
    return db.session.scalar(query) or 0


def _sessions(practice_id: UUID) -> Select[Booking, str]:
    return (
        select(Booking, User.name)
        .join(
            Member,
            (Member.practice_id == Booking.practice_id) & (Member.id == Booking.coach_id),
        )
        .join(User, User.id == Member.user_id)
        .options(joinedload(Booking.client))
        .where(Booking.practice_id == practice_id)
    )
