"""What happens with a session's note and its summaries."""

from coachhub.sessions.services.notes import Block, Note, note_of, write_note
from coachhub.sessions.services.summaries import (
    MAIL,
    NothingWritten,
    ask_correction,
    draft_of,
    find_summary,
    first_words,
    note_download,
    publish,
    published_for,
    save_draft,
    signals,
    versions_of,
)

__all__ = [
    "MAIL",
    "Block",
    "Note",
    "NothingWritten",
    "ask_correction",
    "draft_of",
    "find_summary",
    "first_words",
    "note_download",
    "note_of",
    "publish",
    "published_for",
    "save_draft",
    "signals",
    "versions_of",
    "write_note",
]
