"""With what a summary begins, and nothing else of the private notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from coachhub.booking.models import Booking
from coachhub.intake import services as intake
from coachhub.intake.rules import NoteSection
from coachhub.sessions.rules import SECTION_OF, SECTION_OF_INTAKE, Section
from coachhub.sessions.services.notes import Note, note_of
from coachhub.sessions.services.summaries import versions_of


@dataclass(frozen=True)
class Beginning:
    """With what a summary begins, by section, and what of it comes from the intake note."""

    words: Mapping[Section, str]
    from_intake: frozenset[NoteSection] = frozenset()


def beginning_of(booking: Booking, note: Note) -> Beginning:
    """With what the next version begins: the version before it or, for the first, what the
    session's note marks as shared and what the client's intake note marks to be copied.
    """
    earlier = versions_of(booking)
    if earlier:
        return Beginning(dict(earlier[0].sections))
    marked = (
        intake.marked_words(booking.practice_id, booking.client_id) if booking.client_id else {}
    )
    gathered = _shared(note)
    for section, words in marked.items():
        gathered.setdefault(SECTION_OF_INTAKE[section], []).append(words)
    return Beginning(
        {section: "\n\n".join(words) for section, words in gathered.items()}, frozenset(marked)
    )


def first_words(booking: Booking) -> dict[Section, str]:
    """With what the next version begins, by section."""
    return dict(beginning_of(booking, note_of(booking)).words)


def _shared(note: Note) -> dict[Section, list[str]]:
    """What the note lets into a summary, by section; nothing else of it."""
    gathered: dict[Section, list[str]] = {}
    for heading in note.written:
        passage = note.passage(heading)
        if passage.is_marked:
            gathered.setdefault(SECTION_OF[heading], []).append(passage.words)
    return gathered
