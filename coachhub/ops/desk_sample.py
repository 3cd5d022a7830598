"""What a coach writes in, and a week of theirs, with sample words, for the styleguide."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, TextAreaField

from coachhub.booking.services import Session, week_of
from coachhub.core.ids import new_id
from coachhub.core.web.forms import Form, TraceField
from coachhub.intake.rules import NoteSection, Passage
from coachhub.intake.words import SECTION_WORDS
from coachhub.sessions.rules import HEADINGS, Model
from coachhub.sessions.words import HEADING_WORDS

COPIED_AT = datetime(2027, 3, 2, 15, 54, tzinfo=UTC)
WORDS = """He said: I left before I was left.
I hear that he is proud of it, and that it wears him out."""


class Written(Form):
    """Words, a mark and a trace under each name, as the forms of both notes have them."""


for _names, _mark, _label in (
    (NoteSection, "marked", "copy to summary draft"),
    (HEADINGS[Model.GROW], "shared", "share in the summary"),
):
    for _name in _names:
        setattr(Written, _name, TextAreaField())
        setattr(Written, f"{_name}_{_mark}", BooleanField(_label))
        setattr(Written, f"{_name}_seen", TraceField())


def note(name: str) -> dict[str, Any]:
    """An intake note in its states, with a name as long as names get."""
    at_length = f"{name}, {name} and whoever came with her"
    form = Written(story=WORDS, story_marked=True, ending=at_length, complaints=name)
    form["complaints"].errors = ["This needs another look, since it says two things at once."]
    return {
        "note": form,
        "note_words": SECTION_WORDS,
        "note_theirs": {NoteSection.ENDING: Passage(WORDS, is_marked=False)},
        "note_passages": {
            NoteSection.STORY: Passage(WORDS, is_marked=True),
            NoteSection.ENDING: Passage(at_length, is_marked=False),
        },
        "note_copied_at": COPIED_AT,
    }


def hour(name: str) -> dict[str, Any]:
    """The note of a session in its states, and of a session with somebody whose name is long."""
    _empty, written, collided, wrong = HEADINGS[Model.GROW]
    form = Written(data={written: WORDS, f"{written}_shared": True, collided: name, wrong: name})
    form[wrong].errors = ["This needs another look, since it says two things at once."]
    starts_at = datetime(2027, 3, 10, 8, tzinfo=UTC)
    return {
        "hour": SimpleNamespace(
            client=SimpleNamespace(called=name),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            minutes=60,
            title="Single session",
        ),
        "hour_form": form,
        "hour_words": {one: HEADING_WORDS[one] for one in HEADINGS[Model.GROW]},
        "hour_theirs": {collided: Passage(WORDS, is_marked=False)},
    }


def week(name: str) -> dict[str, Any]:
    """A week with one session that goes on, two at a time, and two days without any."""
    monday = date(2027, 3, 1)
    now = datetime(2027, 3, 4, 10, 50, tzinfo=UTC)
    sessions = [
        _session("Ben Adler", now.replace(day=1, hour=9, minute=0), 60),
        _session(name, now.replace(day=3, hour=14, minute=0), 30),
        _session("Mia Sommer", now.replace(hour=10, minute=30), 60),
        _session(name, now.replace(hour=12, minute=0), 90),
        _session("Ben Adler", now.replace(day=5, hour=9, minute=0), 60),
        _session(name, now.replace(day=5, hour=9, minute=30), 60, state="pending_payment"),
        _session("Mia Sommer", now.replace(day=6, hour=11, minute=0), 30),
    ]
    dates = [monday + timedelta(days=number) for number in range(7)]
    days = week_of(sessions, dates, ZoneInfo("UTC"))
    return {
        "week_days": days,
        "week_idle": [day.on for day in days if not day.sessions and day.on < now.date()],
        "week_now": now,
    }


def _session(name: str, starts_at: datetime, minutes: int, *, state: str = "confirmed") -> Session:
    booking: Any = SimpleNamespace(
        id=new_id(),
        coach_id=new_id(),
        client=SimpleNamespace(name=name, zone="America/New_York"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        title="Single session",
        state=state,
    )
    return Session(booking, coach_name="Mara Holm")
