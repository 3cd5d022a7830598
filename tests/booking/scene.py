"""Hours and kinds of session for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from coachhub.booking import services as booking
from coachhub.booking.models import Calendar, SessionType
from coachhub.booking.rules import Audience, Place, Window
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from tests.cast import Cast
from tests.visitor import Visitor

ROUND_THE_CLOCK = [Window(day, 0, 1440) for day in range(7)]


def open_hours(practice_id: UUID, coach_id: UUID, by: Actor, **more: Any) -> Calendar:
    """The coach works always, in UTC, on the hour."""
    values = {
        "zone": "UTC",
        "notice_hours": 0,
        "horizon_days": 60,
        "step_minutes": 60,
        "most_a_day": 24,
        "meeting_place": "https://meet.example/room",
    }
    return booking.set_hours(
        practice_id, coach_id, ROUND_THE_CLOCK, {**values, **more}, version=1, by=by
    )


def offer(practice_id: UUID, by: Actor, **more: Any) -> SessionType:
    """An hour by video for 95 euros, open to everybody."""
    values = {
        "title": "Single session",
        "minutes": 60,
        "buffer_minutes": 0,
        "price": 9500,
        "place": Place.VIDEO,
        "audience": Audience.PUBLIC,
    }
    return booking.offer_type(practice_id, {**values, **more}, currency="EUR", by=by, key=new_id())


def open_shop(cast: Cast, **more: Any) -> UUID:
    """Mara works and offers a session; its id."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        by = Actor(cast.users["mara"], "owner")
        open_hours(cast.north, cast.members["mara"], by)
        what = offer(cast.north, by, **more)
        db.session.commit()
        return what.id


def at(days: int, hour: int = 10) -> datetime:
    """An hour on the clock (UTC), so many days from today."""
    day = clock.now().astimezone(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def hours_of(cast: Cast, coach: str = "mara") -> str:
    """The path of a coach's hours at the desk."""
    return f"/app/north/availability/{cast.members[coach]}"


def book_with_ben(cast: Cast, mara: Visitor, days: int = 3) -> str:
    """Mara opens shop and books for Ben; the path of the session."""
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    answer = mara.fill(new, start=at(days).isoformat())
    assert answer.status_code == 303, answer.text
    page = mara.get(answer.location).text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))
