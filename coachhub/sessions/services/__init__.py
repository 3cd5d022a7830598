"""What happens with a session's note and its summaries."""

from coachhub.sessions.services.beginnings import Beginning, beginning_of, first_words
from coachhub.sessions.services.figures import Figures, figures_since
from coachhub.sessions.services.happenings import happenings
from coachhub.sessions.services.notes import (
    Changed,
    Note,
    WrittenUp,
    list_notes,
    note_of,
    write_note,
)
from coachhub.sessions.services.summaries import (
    MAIL,
    NothingWritten,
    Papers,
    ask_correction,
    draft_of,
    find_summary,
    last_before,
    note_download,
    papers_of,
    publish,
    published_for,
    save_draft,
    signals,
    tells_client,
    versions_of,
)
from coachhub.sessions.services.words_before import Said, words_before

__all__ = [
    "MAIL",
    "Beginning",
    "Changed",
    "Figures",
    "Note",
    "NothingWritten",
    "Papers",
    "Said",
    "WrittenUp",
    "ask_correction",
    "beginning_of",
    "draft_of",
    "figures_since",
    "find_summary",
    "first_words",
    "happenings",
    "last_before",
    "list_notes",
    "note_download",
    "note_of",
    "papers_of",
    "publish",
    "published_for",
    "save_draft",
    "signals",
    "tells_client",
    "versions_of",
    "words_before",
    "write_note",
]
