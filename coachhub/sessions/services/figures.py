"""How many sessions there were, and how many the client has in writing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select

from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core.db import db
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.rules import SummaryState


@dataclass(frozen=True)
class Figures:
    """Sessions that took place in some time, and of how many of them there is a summary."""

    held: int
    with_summary: int


def figures_since(practice_id: UUID, begin: datetime, *, coach_id: UUID | None = None) -> Figures:
    """The figures of the time from `begin` on, of one coach (a member's id) or of all."""
    has_summary = exists().where(
        SessionSummary.practice_id == Booking.practice_id,
        SessionSummary.booking_id == Booking.id,
        SessionSummary.state == SummaryState.PUBLISHED,
    )
    query = select(func.count(), func.count().filter(has_summary)).where(
        Booking.practice_id == practice_id,
        Booking.state == BookingState.COMPLETED,
        Booking.starts_at >= begin,
    )
    if coach_id is not None:
        query = query.where(Booking.coach_id == coach_id)
    return Figures(*db.session.execute(query).one())
