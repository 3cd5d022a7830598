"""Free times, from what is stored."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import literal, select, union_all

from coachhub.booking import rules
from coachhub.booking.models import Block, Booking, Calendar, Offered, is_past_hold
from coachhub.booking.rules import LIVE, Busy, Offer
from coachhub.booking.services.hours import hours_of
from coachhub.core import clock
from coachhub.core.db import db

_MARGIN = timedelta(days=1)
"""A date begins and ends at other instants in other zones, a day apart at most."""


def free_slots(
    calendar: Calendar,
    what: Offered,
    *,
    first: date,
    last: date,
    now: datetime,
    except_for: UUID | None = None,
) -> list[datetime]:
    """The instants at which such a session can begin, on the coach's dates from `first` to `last`.

    `except_for` is a booking whose own time counts as free: the one that is to be moved.
    """
    busy = list(_busy(calendar, first, last, except_for))
    return rules.free_slots(
        hours_of(calendar),
        Offer(what.minutes, what.buffer_minutes),
        busy,
        first=first,
        last=last,
        now=now,
    )


def is_offered(
    calendar: Calendar, what: Offered, starts_at: datetime, *, except_for: UUID | None = None
) -> bool:
    """Whether the time is one of the free ones now."""
    day = starts_at.astimezone(ZoneInfo(calendar.zone)).date()
    slots = free_slots(calendar, what, first=day, last=day, now=clock.now(), except_for=except_for)
    return starts_at in slots


def _busy(calendar: Calendar, first: date, last: date, except_for: UUID | None) -> Iterator[Busy]:
    """Sessions with their rest, and blocks, that touch these days."""
    begin = datetime.combine(first, time(), UTC) - _MARGIN
    end = datetime.combine(last, time(), UTC) + 2 * _MARGIN
    sessions = select(
        Booking.starts_at.label("begins_at"),
        (Booking.ends_at + Booking.buffer_minutes * timedelta(minutes=1)).label("ends_at"),
        literal(True).label("is_session"),
    ).where(
        Booking.practice_id == calendar.practice_id,
        Booking.coach_id == calendar.coach_id,
        Booking.state.in_(sorted(LIVE)),
        ~is_past_hold,
        Booking.starts_at < end,
        Booking.starts_at > begin - _MARGIN,
        Booking.id != except_for if except_for else literal(True),
    )
    blocks = select(Block.begins_at, Block.ends_at, literal(False)).where(
        Block.practice_id == calendar.practice_id,
        Block.coach_id == calendar.coach_id,
        Block.removed_at.is_(None),
        Block.begins_at < end,
        Block.ends_at > begin,
    )
    for begins_at, ends_at, is_session in db.session.execute(union_all(sessions, blocks)):
        yield Busy(begins_at, ends_at, is_session)
