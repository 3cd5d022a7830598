"""What the demo offers, when its coaches work, and the sessions that were and will be."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import update

from coachhub.booking import services as booking
from coachhub.booking.models import Booking, BookingChange, Calendar, SessionType
from coachhub.booking.rules import Audience, BookingState, Place, Source, Window
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from coachhub.intake.rules import Passage, trace_of
from coachhub.ops.demo_scene import Scene
from coachhub.ops.demo_summaries import ANNAS_NOTE, ANNAS_SUMMARY, BENS_SUMMARY, CARLAS_SUMMARY
from coachhub.practices.rules import Role
from coachhub.practices.services import settings_of
from coachhub.sessions import services as sessions
from coachhub.sessions.models import SessionNote, SessionSummary
from coachhub.sessions.rules import Model, Section


class Offered(NamedTuple):
    """A kind of session; the price in cents."""

    title: str
    minutes: int
    price: int
    words: str
    audience: Audience = Audience.PUBLIC
    is_first: bool = False


DISCOVERY = Offered(
    "First call",
    25,
    0,
    "We find out whether we fit: what you hope for, what coaching can be and what it can’t.",
    is_first=True,
)
SINGLE = Offered("Single session", 60, 9500, "An hour for one question, with a summary after it.")
INTENSIVE = Offered("Intensive", 90, 14000, "For weeks in which much happens at once.")
CHECK_IN = Offered(
    "Check-in", 30, 5000, "Half an hour between two sessions.", audience=Audience.CLIENT
)
REVIEW = Offered(
    "Review", 60, 9500, "We look back together and decide what comes next.", Audience.CLIENT
)
OFFERED = (DISCOVERY, SINGLE, INTENSIVE, CHECK_IN, REVIEW)

HOURS = {
    "mara": [Window(day, 9 * 60, 12 * 60 + 30) for day in range(4)]
    + [Window(day, 14 * 60, 18 * 60) for day in range(5)],
    "idris": [Window(day, 13 * 60, 19 * 60) for day in (0, 2, 4)],
    "cleo": [Window(day, 8 * 60, 13 * 60) for day in range(5)],
}


class Held(NamedTuple):
    """A session: whose, what, in how many days (before the practice's today: negative), at which
    hour by the coach's clock.
    """

    client: str
    what: Offered
    days: int
    hour: int
    note: str = ""


PAST = (
    Held("ivo", SINGLE, -62, 10),
    Held("anna", DISCOVERY, -50, 10),
    Held("anna", SINGLE, -43, 11),
    Held("ivo", SINGLE, -41, 15),
    Held("carla", SINGLE, -36, 10),
    Held("anna", SINGLE, -29, 11),
    Held("ben", DISCOVERY, -27, 16),
    Held("ben", SINGLE, -20, 16),
    Held("greta", DISCOVERY, -19, 10),
    Held("carla", CHECK_IN, -15, 11),
    Held("anna", SINGLE, -14, 11),
    Held("ben", SINGLE, -7, 16, "The Sunday and what came after"),
    Held("greta", SINGLE, -6, 10),
    Held("ivo", REVIEW, -5, 15),
    Held("anna", SINGLE, -2, 11, "Whether to care less about tidiness"),
)
TODAY = (
    Held("mia", SINGLE, 0, 9, "The nights, and what helps at four"),
    Held("theo", CHECK_IN, 0, 16),
)
"""Whether they are over yet depends on when the demo is started."""
TO_COME = (
    Held("carla", SINGLE, 1, 10),
    Held("greta", SINGLE, 1, 15),
    Held("ben", SINGLE, 2, 16, "The letter I didn’t send"),
    Held("noor", DISCOVERY, 3, 11),
    Held("anna", REVIEW, 5, 11),
    Held("ben", CHECK_IN, 9, 16),
    Held("carla", SINGLE, 15, 10),
)
IDRISS_PAST = (
    Held("hannah", SINGLE, -30, 15, "What to do with the evenings"),
    Held("hannah", SINGLE, -16, 15),
    Held("deniz", DISCOVERY, -8, 16),
)
IDRISS_TO_COME = (
    Held("hannah", CHECK_IN, -1, 15, "The first week without looking"),  # how it went is yet to say
    Held("deniz", SINGLE, 0, 17, "Where to begin"),
    Held("hannah", SINGLE, 6, 15),
)
CLEOS_PAST = (Held("ruth", DISCOVERY, -40, 9), Held("ruth", SINGLE, -12, 9))
CLEOS_TO_COME = (Held("ruth", SINGLE, 2, 9, "The flat, and who stays in it"),)
WRITTEN_UP = (
    (Held("carla", CHECK_IN, -15, 11), CARLAS_SUMMARY),
    (Held("ben", SINGLE, -7, 16, "The Sunday and what came after"), BENS_SUMMARY),
    (PAST[-1], ANNAS_SUMMARY),
)


def tell(scene: Scene) -> None:
    """Offers, hours, and sessions: some of them written up."""
    types = _offer_all(scene, "mara", OFFERED)
    held = _hold_all(scene, "mara", types, PAST, (*TODAY, *TO_COME))
    _hold_all(scene, "idris", types, IDRISS_PAST, IDRISS_TO_COME)
    _write_note(scene, held[PAST[-1]])
    for one, words in WRITTEN_UP:
        _write_up(scene, held[one], words)


def tell_of_harbour(scene: Scene) -> None:
    """Cleo's practice, which is a small one."""
    types = _offer_all(scene, "cleo", (DISCOVERY, SINGLE))
    _hold_all(scene, "cleo", types, CLEOS_PAST, CLEOS_TO_COME)


def _offer_all(scene: Scene, owner: str, offered: Sequence[Offered]) -> dict[Offered, SessionType]:
    by = scene.member(owner, Role.OWNER)
    return {one: _offer(scene, one, by) for one in offered}


def _offer(scene: Scene, one: Offered, by: Actor) -> SessionType:
    values = {
        "title": one.title,
        "description": one.words,
        "minutes": one.minutes,
        "price": one.price,
        "place": Place.VIDEO,
        "audience": one.audience,
        "is_first_call": one.is_first,
    }
    return booking.offer_type(scene.practice_id, values, currency="EUR", by=by, key=new_id())


def _hold_all(
    scene: Scene,
    coach: str,
    types: dict[Offered, SessionType],
    past: Sequence[Held],
    to_come: Sequence[Held],
) -> dict[Held, Booking]:
    """The coach works, and has these sessions behind them and before them."""
    member, by = scene.members[coach], scene.member(coach)
    values = {"zone": member.user.zone, "meeting_place": f"https://meet.example.org/{coach}"}
    calendar = booking.set_hours(
        scene.practice_id, member.id, HOURS[coach], values, version=1, by=by
    )
    held = {one: _book(scene, calendar, types[one.what], one, by) for one in (*past, *to_come)}
    for one in past:
        booking.complete(held[one], by=by)
    for one, found in held.items():
        _date_back(scene, found, begun=scene.clients[one.client].created_at)
    return held


def _book(scene: Scene, calendar: Calendar, what: SessionType, one: Held, by: Actor) -> Booking:
    day = clock.today(settings_of(scene.practice_id).zone) + timedelta(days=one.days)
    found = booking.book_for(
        calendar,
        what,
        datetime.combine(day, time(one.hour), ZoneInfo(calendar.zone)),
        scene.clients[one.client],
        key=new_id(),
        source=Source.DESK,
        by=by,
        anywhere=True,
    )
    found.note = one.note
    return found


def _date_back(scene: Scene, found: Booking, begun: datetime) -> None:
    """It was booked six days before, or some days ago, once the client's record was begun; that
    it took place was said at its end.
    """
    then = min(found.starts_at, scene.moment(timedelta())) - timedelta(days=6)
    then = max(then, begun + timedelta(hours=3))
    for model, key, column in (
        (Booking, Booking.id, "created_at"),
        (Booking, Booking.id, "confirmed_at"),
        (BookingChange, BookingChange.booking_id, "at"),
    ):
        db.session.execute(
            update(model)
            .where(model.practice_id == scene.practice_id, key == found.id)
            .values({column: then})
        )
    db.session.execute(
        update(BookingChange)
        .where(
            BookingChange.practice_id == scene.practice_id,
            BookingChange.booking_id == found.id,
            BookingChange.state == BookingState.COMPLETED,
        )
        .values(at=found.ends_at)
    )


def _write_note(scene: Scene, found: Booking) -> None:
    """Right after the session."""
    empty = trace_of(Passage())
    typed = {
        heading: intake.Typed(Passage(words, shared), empty)
        for heading, (words, shared) in ANNAS_NOTE.items()
    }
    sessions.write_note(found, Model.EYES_OPEN, typed, by=scene.member("mara"))
    then = found.ends_at + timedelta(minutes=20)
    db.session.execute(
        update(SessionNote)
        .where(SessionNote.practice_id == scene.practice_id, SessionNote.booking_id == found.id)
        .values(created_at=then, saved_at=then)
    )


def _write_up(scene: Scene, found: Booking, told: dict[Section, str]) -> None:
    """The client got it on the same day."""
    coach = scene.member("mara")
    words = {**sessions.first_words(found), **told}
    draft = sessions.save_draft(found, words, version=0, by=coach)
    sessions.publish(draft, version=draft.version, by=coach)
    then = found.ends_at + timedelta(hours=1)
    db.session.execute(
        update(SessionSummary)
        .where(SessionSummary.practice_id == scene.practice_id, SessionSummary.id == draft.id)
        .values(created_at=then, published_at=then + timedelta(hours=2))
    )
