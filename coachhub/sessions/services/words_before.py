"""What a client shared since their last session, in their words."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, union_all

from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core.db import db
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import CheckIn, ContactEvent

WORDS_AT_MOST = 18
_HELD = (BookingState.CONFIRMED, BookingState.COMPLETED)


@dataclass(frozen=True)
class Said:
    """Something the client shared: of which day, what kind of thing, and their words."""

    kind: str
    """`day_said`, `slip_said` or `task_said`."""
    on_day: date
    words: str | None
    mood: int | None = None
    task: str | None = None
    """What was to be done, where it is about a task."""


def words_before(booking: Booking) -> list[Said]:
    """The newest that the client shared between the session before and the end of this one, the
    newest first, in one statement. What they keep to themselves isn't asked for.
    """
    if booking.client_id is None:
        return []
    about = booking.practice_id, booking.client_id
    every = union_all(*nocontact.shared_words(*about), growth.shared_words(*about)).subquery()
    before = (
        select(func.max(Booking.ends_at))
        .where(
            Booking.practice_id == booking.practice_id,
            Booking.client_id == booking.client_id,
            Booking.state.in_(_HELD),
            Booking.starts_at < booking.starts_at,
        )
        .scalar_subquery()
    )
    query = (
        select(every)
        .where(or_(before.is_(None), every.c.at > before), every.c.at < booking.ends_at)
        .order_by(every.c.meant.desc(), every.c.at.desc())
        .limit(WORDS_AT_MOST)
    )
    return [_said(booking.practice_id, row) for row in db.session.execute(query)]


def _said(practice_id: UUID, row: Any) -> Said:  # noqa: ANN401
    key: dict[str, Any] = {"practice_id": practice_id, "id": row.said_in}
    on_day = row.meant.astimezone(UTC).date()
    if row.kind == "day_said":
        return Said(row.kind, on_day, CheckIn(**key, line_sealed=row.said).line, row.lowest)
    if row.kind == "slip_said":
        event = ContactEvent(**key, led_to_sealed=row.said, note_sealed=row.or_said)
        return Said(row.kind, on_day, "\n".join(filter(None, (event.led_to, event.note))) or None)
    task = GrowthTask(practice_id=practice_id, id=row.about, words_sealed=row.named).words
    return Said(
        row.kind, on_day, TaskEntry(**key, reflection_sealed=row.said).reflection, task=task
    )
