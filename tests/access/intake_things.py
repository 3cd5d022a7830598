"""Intake notes for the tests of the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from coachhub.clients import services as clients
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from coachhub.intake.rules import NoteSection, Passage, trace_of

if TYPE_CHECKING:
    from tests.access.world import World


def note(world: World, client_id: UUID, practice: str = "north", *, final: bool = False) -> None:
    """Somebody's intake note is begun, and perhaps final."""
    practice_id = getattr(world.cast, practice)
    with world.inside(practice_id):
        row = clients.find_client(practice_id, client_id)
        assert row
        stored = intake.note_of(row.engagement)
        if not stored.row:
            typed = intake.Typed(Passage("She whispers"), trace_of(Passage()))
            stored = intake.write_note(
                row.engagement,
                {NoteSection.IMPRESSION: typed},
                sitting=new_id(),
                by=world.by,
                deliberately=True,
            )
        if final:
            intake.finalise(stored, seen=stored.trace, by=world.by)


def version(world: World, practice: str = "north", client_id: UUID | None = None) -> UUID:
    """A kept version of Carla's note, or of Ruth's in Harbour."""
    practice_id = getattr(world.cast, practice)
    client_id = client_id or world.cast.clients["carla" if practice == "north" else "ruth"]
    note(world, client_id, practice)
    with world.inside(practice_id):
        row = clients.find_client(practice_id, client_id)
        assert row
        kept = intake.note_of(row.engagement).row
        assert kept
        return intake.list_versions(kept, 1).rows[0].row.id
