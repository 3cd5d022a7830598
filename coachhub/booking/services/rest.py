"""A coach gives up the rest between two sessions, and never a session."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from coachhub.booking.models import Booking, range_of
from coachhub.booking.rules import LIVE
from coachhub.core.db import db


def give_up_rest(booking: Booking) -> None:
    """Where a session begins in the rest after another, or its own rest reaches into the next,
    the rest ends where the session begins.
    """
    for earlier in db.session.scalars(_beside(booking, Booking.ends_at <= booking.starts_at)):
        earlier.during = range_of(earlier.starts_at, booking.starts_at)
    db.session.flush()
    following = db.session.scalar(
        _beside(booking, Booking.starts_at >= booking.ends_at).with_only_columns(
            func.min(Booking.starts_at)
        )
    )
    booking.during = range_of(booking.starts_at, _until(booking, following))


def _until(booking: Booking, following: datetime | None) -> datetime:
    until: datetime = booking.during.upper or booking.ends_at
    return until if following is None else min(until, following)


def _beside(booking: Booking, where: ColumnElement[bool]) -> Select[Booking]:
    return select(Booking).where(
        Booking.practice_id == booking.practice_id,
        Booking.coach_id == booking.coach_id,
        Booking.state.in_(sorted(LIVE)),
        func.upper(Booking.during) > booking.starts_at,
        where,
    )
