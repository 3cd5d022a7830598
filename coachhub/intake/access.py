"""Whose intake note one may open: that of a client one coaches."""

from uuid import UUID

from flask import abort

from coachhub.clients.access import load_own_client
from coachhub.clients.services import Row
from coachhub.intake import services as intake
from coachhub.intake.models import IntakeNote
from coachhub.practices.access import Desk


def load_note(desk: Desk, client_id: UUID) -> tuple[Row, intake.Note, IntakeNote]:
    """The client and the note that is begun, for their coach alone: 404 while there is none."""
    row = load_own_client(desk, client_id)
    note = intake.note_of(row.engagement)
    if note.row is None:
        abort(404)
    return row, note, note.row


def load_version(
    desk: Desk, client_id: UUID, version_id: UUID
) -> tuple[Row, intake.Note, intake.Version]:
    """A version of the client's note, for their coach alone: 404 if there is none."""
    row, note, kept = load_note(desk, client_id)
    version = intake.find_version(kept, version_id)
    if version is None:
        abort(404)
    return row, note, version
