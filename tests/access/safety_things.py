"""Answers and flags of clients, for requests that need some."""

from typing import TYPE_CHECKING
from uuid import UUID

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import ActionKind, Answer, Filler, FlagKind, FlagState, Level, Question

if TYPE_CHECKING:
    from tests.access.world import World

CALM = {
    question: Answer.YES if question is Question.REACHABLE else Answer.NO for question in Question
}


def answered(world: "World", name: str) -> None:
    """A client of North answers that all is well."""
    with world.inside(world.cast.north):
        client = db.session.get_one(Client, (world.cast.north, world.cast.clients[name]))
        safety.answer(client, CALM, filled_by=Filler.CLIENT, by=world.by, key=new_id())


def flag(
    world: "World", client_id: UUID, practice: str = "north", *, state: FlagState = FlagState.OPEN
) -> UUID:
    """A client has a flag: a caution that is open, or something urgent that came further."""
    practice_id = getattr(world.cast, practice)
    is_urgent = state != FlagState.OPEN
    with world.inside(practice_id):
        row = SafetyFlag(
            practice_id=practice_id,
            client_id=client_id,
            state=state,
            asked_by=world.cast.users["idris"] if state == FlagState.CLOSING else None,
        )
        if is_urgent:
            row.put(FlagKind.AFRAID, Level.URGENT)
        else:
            row.put(FlagKind.WATCHED, Level.CAUTION)
        db.session.add(row)
        db.session.flush()
        client = db.session.get_one(Client, (practice_id, client_id))
        done = clock.now()
        safety.note_action(client, ActionKind.SPOKE, done, "", by=world.by, key=new_id())
        return row.id


def foreign_flag(world: "World") -> UUID:
    """A flag of Ruth's at Harbour: always the same one."""
    ruth = world.cast.clients["ruth"]
    with world.inside(world.cast.harbour):
        found = safety.unclosed_flags(world.cast.harbour, ruth)
    return found[0].id if found else flag(world, ruth, "harbour")
