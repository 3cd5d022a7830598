"""Tags and imports for the tests of the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from coachhub.clients import services as clients
from coachhub.clients.csv_file import read_sheet
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState, Hope
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.practices.models import Member
from tests.cast import ZONE, email_of

if TYPE_CHECKING:
    from tests.access.world import World


def tag(world: World, practice: str = "north") -> UUID:
    """Carla of North, or Ruth of Harbour, carries one more tag."""
    practice_id = getattr(world.cast, practice)
    client_id = world.cast.clients["carla" if practice == "north" else "ruth"]
    with world.inside(practice_id):
        client = db.session.get_one(Client, (practice_id, client_id))
        for earlier, is_on in clients.tags_beside(practice_id, client_id):
            if is_on:
                clients.take_off(client, earlier.id, by=world.by)
        clients.put_on(client, "evenings", by=world.by)
        beside = clients.tags_beside(practice_id, client_id)
        return next(tag.id for tag, is_on in beside if is_on)


def pin_taken_down(world: World, practice: str = "north") -> UUID:
    """Carla of North, or Ruth of Harbour, had a sentence pinned that was taken down."""
    practice_id = getattr(world.cast, practice)
    client_id = world.cast.clients["carla" if practice == "north" else "ruth"]
    with world.inside(practice_id):
        client = db.session.get_one(Client, (practice_id, client_id))
        row = clients.pin(client, "One evening at a time", key=new_id(), by=world.by)
        clients.take_down(client, by=world.by)
        return row.id


def hope_told(world: World, practice: str = "north") -> UUID:
    """Carla of North, or Ruth of Harbour, told what she hopes for."""
    practice_id = getattr(world.cast, practice)
    client_id = world.cast.clients["carla" if practice == "north" else "ruth"]
    with world.inside(practice_id):
        client = db.session.get_one(Client, (practice_id, client_id))
        return clients.tell_hope(client, Hope.MOVE_ON, 6, key=new_id(), by=world.by).id


def waiting_import(world: World, name: str | None = None, practice: str = "north") -> UUID:
    """A member, Idris for those who are none, has read a file and looks at it."""
    practice_id = getattr(world.cast, practice)
    member_id = world.cast.members.get(name or "idris", world.cast.members["idris"])
    file = f"name,e-mail\nSomebody,{email_of(world.fresh())}\n"
    with world.inside(practice_id):
        member = db.session.get_one(Member, (practice_id, member_id))
        return clients.keep_import(
            member,
            read_sheet(file.encode()),
            zone=ZONE,
            coaches={"": str(coach_for(world, name))},
            state=EngagementState.LEAD,
        ).id


def coach_for(world: World, name: str | None) -> UUID:
    """Whom this member may name as coach: coaches themselves, others Idris."""
    return world.cast.members[name if name in ("nora", "cleo") else "idris"]
