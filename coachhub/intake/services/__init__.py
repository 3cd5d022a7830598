"""What happens with a coach's intake notes."""

from coachhub.intake.services.addenda import (
    Addendum,
    NotFinal,
    add_addendum,
    list_addenda,
    mark,
    marked_words,
    note_copied,
)
from coachhub.intake.services.notes import (
    Changed,
    IsFinal,
    Note,
    NothingWritten,
    Typed,
    finalise,
    note_of,
    was_begun,
    write_note,
)
from coachhub.intake.services.versions import Version, find_version, list_versions

__all__ = [
    "Addendum",
    "Changed",
    "IsFinal",
    "NotFinal",
    "Note",
    "NothingWritten",
    "Typed",
    "Version",
    "add_addendum",
    "finalise",
    "find_version",
    "list_addenda",
    "list_versions",
    "mark",
    "marked_words",
    "note_copied",
    "note_of",
    "was_begun",
    "write_note",
]
