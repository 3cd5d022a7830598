"""A printed sheet with sample words, for the styleguide."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from flask import render_template

from coachhub.core import pdf
from coachhub.nocontact.rules import Day, PlanState, count
from coachhub.nocontact.words import MARK_WORDS, headline, path_words
from coachhub.practices.face import paper_colour
from coachhub.safety.services import help_lines
from coachhub.sessions.words import SECTION_WORDS

ZONE = "Europe/Berlin"
STARTS_AT = datetime(2027, 3, 16, 9, tzinfo=UTC)
WORDS = """I came to stop arguing in my head about the kitchen.
A clean home is how I rest. That part of me stays.
I say things twice. The second time, I can let go."""


def sheet(*, name: str, paper: str, days: Sequence[Day], times: int) -> bytes:
    """A summary on paper ("a4" or "letter"), each part as long as so many times the sample. Raises
    RenderFailed.
    """
    words = {
        "summary": SimpleNamespace(
            number=2,
            published_at=STARTS_AT,
            sections=[(section, "\n".join([WORDS] * times)) for section in SECTION_WORDS],
        ),
        "session": _session(STARTS_AT, name),
        "client": SimpleNamespace(called=name, zone=ZONE),
        "practice_name": "North Window",
        "logo": None,
        "logo_is_pale": False,
        "kept_colour": paper_colour(None),
        "paper": paper,
        "section_words": SECTION_WORDS,
        "emergency": help_lines(ZONE).emergency,
        "directory": help_lines(ZONE).directory,
        "number": 4,
        "course": _course(days),
        "headline": headline,
        "path_words": path_words,
        "mark_words": MARK_WORDS,
        "next_session": _session(STARTS_AT + timedelta(days=14), name),
    }
    return pdf.renderer().render(
        *(
            render_template("sessions/summary_pdf.html", pairs_weeks=in_pairs, **words)
            for in_pairs in (False, True)
        )
    )


def _course(days: Sequence[Day]) -> SimpleNamespace:
    return SimpleNamespace(
        plan=SimpleNamespace(state=PlanState.ACTIVE, days=len(days)),
        days=days,
        number=next(day.number for day in days if day.is_today),
        counts=count(days),
        today=STARTS_AT.date(),
    )


def _session(starts_at: datetime, name: str) -> SimpleNamespace:
    return SimpleNamespace(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        minutes=60,
        title="Single session",
        coach=SimpleNamespace(user=SimpleNamespace(name=name)),
    )
