"""What the demo offers, when its coaches work, and the sessions that were and will be."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update

from coachhub.booking import services as booking
from coachhub.booking.models import Booking, BookingChange, Calendar, SessionType
from coachhub.booking.rules import Audience, Place, Source, Window
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.ops.demo_scene import Scene
from coachhub.practices.rules import Role
from coachhub.sessions import services as sessions
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
    "We find out whether we fit: what you hope for, what coaching can be and what it can't.",
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
}


class Held(NamedTuple):
    """A session: whose, what, in how many days (before today: negative), at which hour (UTC)."""

    client: str
    what: Offered
    days: int
    hour: int
    note: str = ""


PAST = (
    Held("ivo", SINGLE, -62, 9),
    Held("anna", DISCOVERY, -50, 9),
    Held("anna", SINGLE, -43, 10),
    Held("ivo", SINGLE, -41, 14),
    Held("carla", SINGLE, -36, 9),
    Held("anna", SINGLE, -29, 10),
    Held("ben", DISCOVERY, -27, 15),
    Held("ben", SINGLE, -20, 15),
    Held("greta", DISCOVERY, -19, 9),
    Held("carla", CHECK_IN, -15, 10),
    Held("anna", SINGLE, -14, 10),
    Held("ben", SINGLE, -7, 15, "The Sunday and what came after"),
    Held("greta", SINGLE, -6, 9),
    Held("ivo", REVIEW, -5, 14),
    Held("anna", SINGLE, -2, 10, "Whether to care less about tidiness"),
)
TO_COME = (
    Held("carla", SINGLE, 1, 9),
    Held("greta", SINGLE, 1, 14),
    Held("ben", SINGLE, 2, 15, "The letter I didn't send"),
    Held("noor", DISCOVERY, 3, 10),
    Held("anna", REVIEW, 5, 10),
    Held("ben", CHECK_IN, 9, 15),
    Held("carla", SINGLE, 15, 9),
)

ANNAS_NOTE = {
    "eyes_complaint": (
        "“You keep at it. Can you not sit down while a glass is on the table?”",
        True,
    ),
    "eyes_true": ("That I correct people who are guests. Not that I like order.", True),
    "eyes_change": ("Care less about tidiness.", False),
    "eyes_gain": ("Quiet at the table. She looked out of the window when she said it.", False),
    "eyes_give_up": (
        "Saturday mornings. Radio, windows open, everything back in its place. Nine out of ten.",
        True,
    ),
    "eyes_never_again": (
        "No. At once, and louder than everything before. My guess: she knew before she came.",
        False,
    ),
    "eyes_decision": ("Not right for me. Say it once, then let it go: that one is.", True),
}
ANNAS_SUMMARY = {
    Section.RECAP: "I came to stop arguing in my head about the kitchen.\n"
    "A clean home is how I rest. That part of me stays.\n"
    "I say things twice. The second time, I can let go.",
    Section.WENT_WELL: "Two evenings with Lena from the choir. One Sunday kept quiet on purpose.",
    Section.ACTIONS: "Say it once, then put the kettle on\n"
    "Saturday morning with the radio, for nobody but me\n"
    "Write the five things I won't trade where I see them",
}


def tell(scene: Scene) -> None:
    """Offers, hours, sessions with notes, and Anna's summary."""
    owner = scene.member("mara", Role.OWNER)
    types = {one: _offer(scene, one) for one in OFFERED}
    for name, windows in HOURS.items():
        member = scene.members[name]
        values = {"zone": member.user.zone, "meeting_place": f"https://meet.example.org/{name}"}
        booking.set_hours(scene.practice_id, member.id, windows, values, version=1, by=owner)
    calendar = booking.calendar_of(scene.practice_id, scene.members["mara"].id)
    if calendar is None:
        raise LookupError("mara")
    held = {one: _book(scene, calendar, types[one.what], one) for one in (*PAST, *TO_COME)}
    for one in PAST:
        _took_place(scene, held[one])
    _write_up(scene, held[PAST[-1]])


def _offer(scene: Scene, one: Offered) -> SessionType:
    values = {
        "title": one.title,
        "description": one.words,
        "minutes": one.minutes,
        "price": one.price,
        "place": Place.VIDEO,
        "audience": one.audience,
        "is_first_call": one.is_first,
    }
    owner = scene.member("mara", Role.OWNER)
    return booking.offer_type(scene.practice_id, values, currency="EUR", by=owner, key=new_id())


def _book(scene: Scene, calendar: Calendar, what: SessionType, one: Held) -> Booking:
    day = scene.moment(timedelta(days=-one.days)).astimezone(UTC)
    found = booking.book_for(
        calendar,
        what,
        datetime(day.year, day.month, day.day, one.hour, tzinfo=UTC),
        scene.clients[one.client],
        key=new_id(),
        source=Source.DESK,
        by=scene.member("mara"),
        anywhere=True,
    )
    found.note = one.note
    return found


def _took_place(scene: Scene, found: Booking) -> None:
    booking.complete(found, by=scene.member("mara"))
    before = found.starts_at - timedelta(days=6)
    for model in (Booking, BookingChange):
        key = Booking.id if model is Booking else BookingChange.booking_id
        stamp = "created_at" if model is Booking else "at"
        db.session.execute(
            update(model)
            .where(model.practice_id == scene.practice_id, key == found.id)
            .values({stamp: before})
        )


def _write_up(scene: Scene, found: Booking) -> None:
    coach = scene.member("mara")
    blocks = {
        heading: sessions.Block(words, shared) for heading, (words, shared) in ANNAS_NOTE.items()
    }
    sessions.write_note(found, Model.EYES_OPEN, blocks, version=0, by=coach)
    words = {**sessions.first_words(found), **ANNAS_SUMMARY}
    draft = sessions.save_draft(found, words, version=0, by=coach)
    sessions.publish(draft, version=draft.version, by=coach)
