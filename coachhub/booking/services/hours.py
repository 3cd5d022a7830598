"""When a coach works, and when not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import contains_eager

from coachhub.audit import services as audit
from coachhub.booking.models import Availability, Block, Booking, Calendar
from coachhub.booking.rules import LIVE, Hours, Place, Window
from coachhub.booking.services.locks import lock_coach
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page
from coachhub.core.stale import Stale
from coachhub.practices.models import Member
from coachhub.practices.rules import Role

PAGE_SIZE = 20


class TimeTaken(Exception):
    """A session lies in this time."""


def calendar_of(practice_id: UUID, coach_id: UUID) -> Calendar | None:
    """How the coach's times are offered, if they said so yet, with their name."""
    query = (
        select(Calendar)
        .join(Calendar.coach)
        .join(Member.user)
        .options(contains_eager(Calendar.coach).contains_eager(Member.user))
        .where(Calendar.practice_id == practice_id, Calendar.coach_id == coach_id)
    )
    return db.session.scalar(query)


def meeting_place_of(booking: Booking) -> str:
    """Where the two meet, as far as the coach said it: a link leads to a call by video alone."""
    calendar = calendar_of(booking.practice_id, booking.coach_id)
    place = calendar.meeting_place if calendar else ""
    is_link = place.startswith(("https://", "http://"))
    return "" if is_link and booking.place != Place.VIDEO else place


def windows_of(practice_id: UUID, coach_id: UUID) -> list[Window]:
    """The coach's working hours, by day and time."""
    query = (
        select(Availability)
        .where(Availability.practice_id == practice_id, Availability.coach_id == coach_id)
        .order_by(Availability.weekday, Availability.begins)
    )
    return [Window(row.weekday, row.begins, row.ends) for row in db.session.scalars(query)]


def hours_of(calendar: Calendar) -> Hours:
    """The coach's hours, as free times are found in them."""
    return Hours(
        calendar.zone,
        windows_of(calendar.practice_id, calendar.coach_id),
        notice_hours=calendar.notice_hours,
        horizon_days=calendar.horizon_days,
        step_minutes=calendar.step_minutes,
        most_a_day=calendar.most_a_day,
    )


def open_calendars(practice_id: UUID) -> Sequence[Calendar]:
    """Of the coaches who have said when they work, longest there first, with their names."""
    query = (
        select(Calendar)
        .join(Calendar.coach)
        .join(Member.user)
        .options(contains_eager(Calendar.coach).contains_eager(Member.user))
        .where(Calendar.practice_id == practice_id, Member.ended_at.is_(None))
        .where(Member.roles.contains([Role.COACH]))
        .order_by(Member.created_at, Member.id)
    )
    return db.session.scalars(query).all()


def set_hours(
    practice_id: UUID,
    coach_id: UUID,
    windows: Sequence[Window],
    values: dict[str, Any],
    *,
    version: int,
    by: Actor,
) -> Calendar:
    """The coach works at these times and offers them so; what is booked stays. Raises Stale."""
    calendar = calendar_of(practice_id, coach_id)
    if calendar is None:
        calendar = Calendar(practice_id=practice_id, coach_id=coach_id)
        db.session.add(calendar)
    else:
        _claim(calendar, version)
    for name, value in values.items():
        setattr(calendar, name, value)
    here = (Availability.practice_id == practice_id) & (Availability.coach_id == coach_id)
    db.session.execute(delete(Availability).where(here))
    db.session.add_all(
        Availability(
            practice_id=practice_id,
            coach_id=coach_id,
            weekday=window.weekday,
            begins=window.begins,
            ends=window.ends,
        )
        for window in windows
    )
    db.session.flush()
    audit.record(practice_id, "hours.set", by=by, about=calendar)
    return calendar


def _claim(calendar: Calendar, version: int) -> None:
    claimed = db.session.execute(
        update(Calendar)
        .where(Calendar.practice_id == calendar.practice_id, Calendar.id == calendar.id)
        .where(Calendar.version == version)
        .values(version=version + 1)
        .returning(Calendar.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.refresh(calendar)
    if claimed is None:
        raise Stale


def coming_blocks(practice_id: UUID, coach_id: UUID, page: int) -> Page[Block]:
    """A page of the coach's blocks that are not over, in order."""
    query = (
        select(Block)
        .where(Block.practice_id == practice_id, Block.coach_id == coach_id)
        .where(Block.ends_at > clock.now(), Block.removed_at.is_(None))
    )
    total = db.session.scalars(query.with_only_columns(func.count())).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    query = query.order_by(Block.begins_at, Block.id)
    found = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(found.all(), number, total, PAGE_SIZE)


def add_block(
    practice_id: UUID,
    coach_id: UUID,
    begins_at: datetime,
    ends_at: datetime,
    note: str,
    *,
    by: Actor,
    key: UUID,
) -> Block:
    """Nobody can book the coach in this time. Raises TimeTaken if a session lies in it."""
    lock_coach(practice_id, coach_id)
    sent_before = db.session.get(Block, (practice_id, key))
    if sent_before is not None and sent_before.removed_at is None:
        return sent_before
    _refuse_over_sessions(practice_id, coach_id, begins_at, ends_at)
    if sent_before is not None:
        return _stands_again(sent_before, by=by)
    block = Block(
        practice_id=practice_id, id=key, coach_id=coach_id, begins_at=begins_at, ends_at=ends_at
    )
    block.note = note
    db.session.add(block)
    db.session.flush()
    audit.record(practice_id, "block.added", by=by, about=block)
    return block


def _refuse_over_sessions(
    practice_id: UUID, coach_id: UUID, begins_at: datetime, ends_at: datetime
) -> None:
    sessions = select(Booking.id).where(
        Booking.practice_id == practice_id,
        Booking.coach_id == coach_id,
        Booking.state.in_(sorted(LIVE)),
        Booking.starts_at < ends_at,
        Booking.ends_at > begins_at,
    )
    if db.session.scalar(sessions.limit(1)) is not None:
        raise TimeTaken


def find_block(practice_id: UUID, coach_id: UUID, block_id: UUID) -> Block | None:
    """One of the coach's blocks, by id, whether it stands or was taken away."""
    query = select(Block).where(
        Block.practice_id == practice_id, Block.coach_id == coach_id, Block.id == block_id
    )
    return db.session.scalar(query)


def remove_block(block: Block, *, by: Actor) -> None:
    """The time can be booked again. Again changes nothing."""
    if block.removed_at is None:
        block.removed_at = clock.now()
        db.session.flush()
        audit.record(block.practice_id, "block.removed", by=by, about=block)


def put_block_back(block: Block, *, by: Actor) -> None:
    """Nobody can book the time that was taken away from the coach's time off, with its note.

    Raises TimeTaken if somebody has booked in it meanwhile; that session stays.
    """
    lock_coach(block.practice_id, block.coach_id)
    db.session.refresh(block)
    if block.removed_at is not None:
        _refuse_over_sessions(block.practice_id, block.coach_id, block.begins_at, block.ends_at)
        _stands_again(block, by=by)


def _stands_again(block: Block, *, by: Actor) -> Block:
    block.removed_at = None
    db.session.flush()
    audit.record(block.practice_id, "block.put_back", by=by, about=block)
    return block
