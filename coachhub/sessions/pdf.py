"""A published summary as a sheet of paper."""

import base64
from typing import Any

from flask import render_template

from coachhub.booking import services as booking
from coachhub.booking.rules import BookingState
from coachhub.clients.models import Client
from coachhub.core import pdf
from coachhub.core.web import i18n
from coachhub.core.zones import country_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.words import MARK_WORDS, headline, path_words
from coachhub.practices import services as practices
from coachhub.practices.face import paper_colour
from coachhub.practices.models import Practice
from coachhub.safety import services as safety
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.words import SECTION_WORDS

LETTER_COUNTRIES = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
"""Where sheets are of that size, by the paper sizes of CLDR (supplemental/measurementData)."""


def beside(summary: SessionSummary) -> dict[str, Any]:
    """What the sheet says beside the summary, as it stands now: the next session after it and,
    if the client allows it, how their plan goes.
    """
    client = client_of(summary)
    coming = (one.booking for one in booking.coming(summary.practice_id, client.id))
    after = (
        one
        for one in coming
        if one.state == BookingState.CONFIRMED and one.starts_at >= summary.booking.ends_at
    )
    shows_plan = client.plan_in_summaries
    courses = nocontact.courses_of(summary.practice_id, client.id) if shows_plan else None
    return {
        "course": courses.live if courses else None,
        "headline": headline,
        "path_words": path_words,
        "mark_words": MARK_WORDS,
        "next_session": next(after, None),
    }


def client_of(summary: SessionSummary) -> Client:
    """Whom the summary is for. Raises LookupError if the session has no client."""
    client = summary.booking.client
    if client is None:
        raise LookupError(summary.id)
    return client


def paper_of(client: Client) -> str:
    """The size of the client's paper, by where they are."""
    return "letter" if country_of(client.zone) in LETTER_COUNTRIES else "a4"


def page_of(summary: SessionSummary, practice: Practice) -> tuple[str, ...]:
    """The page that is printed, in the client's language and zone: the summary, and how the plan
    and the next session stand when it is printed. A second time it has the plan's weeks in pairs,
    for where that saves a sheet.
    """
    client = client_of(summary)
    i18n.speak(client.locale, client.zone)
    help_lines = safety.help_lines(client.zone)
    words = {
        "summary": summary,
        "session": summary.booking,
        "number": booking.number_of(summary.booking),
        "client": client,
        "practice_name": practice.name,
        **_look(practice),
        "paper": paper_of(client),
        "section_words": SECTION_WORDS,
        "locale": client.locale,
        "emergency": help_lines.emergency,
        "directory": help_lines.directory,
        **beside(summary),
    }
    return tuple(
        render_template("sessions/summary_pdf.html", pairs_weeks=in_pairs, **words)
        for in_pairs in ((False, True) if words["course"] else (False,))
    )


def print_summary(summary: SessionSummary, practice: Practice) -> bytes:
    """The PDF. Raises RenderFailed."""
    return pdf.renderer().render(*page_of(summary, practice))


def _look(practice: Practice) -> dict[str, object]:
    """The practice's logo, if it has one, whether that is too pale for paper, and its colour."""
    face = practices.settings_of(practice.id)
    sent = base64.b64encode(face.logo).decode() if face.logo else None
    return {
        "logo": sent and f"data:image/png;base64,{sent}",
        "logo_is_pale": face.logo_lost == "day",
        "kept_colour": paper_colour(face.hue),
    }
