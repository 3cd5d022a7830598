"""A published summary as a sheet of paper."""

import base64

from flask import render_template

from coachhub.core import pdf
from coachhub.core.web import i18n
from coachhub.practices import services as practices
from coachhub.practices.models import Practice
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.words import SECTION_WORDS

LETTER_PLACES = ("America/", "US/")


def page_of(summary: SessionSummary, practice: Practice) -> str:
    """The page that is printed, in the client's language and zone."""
    client = summary.booking.client
    if client is None:
        raise LookupError(summary.id)
    i18n.speak(client.locale, client.zone)
    logo = practices.settings_of(practice.id).logo
    return render_template(
        "sessions/summary_pdf.html",
        summary=summary,
        session=summary.booking,
        client=client,
        practice_name=practice.name,
        logo=f"data:image/png;base64,{base64.b64encode(logo).decode()}" if logo else None,
        paper="letter" if client.zone.startswith(LETTER_PLACES) else "a4",
        section_words=SECTION_WORDS,
        locale=client.locale,
    )


def print_summary(summary: SessionSummary, practice: Practice) -> bytes:
    """The PDF. Raises RenderFailed."""
    return pdf.renderer().render(page_of(summary, practice))
