"""Tags and imports for the tests of the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core.db import db

if TYPE_CHECKING:
    from tests.access.world import World


def tag(world: World, practice: str = "north") -> UUID:
    """Carla of North, or Ruth of Harbour, carries one more tag."""
    practice_id = getattr(world.cast, practice)
    client_id = world.cast.clients["carla" if practice == "north" else "ruth"]
    with world.inside(practice_id):
        client = db.session.get_one(Client, (practice_id, client_id))
        for earlier in clients.tags_of(practice_id, [client_id])[client_id]:
            clients.take_off(client, earlier.id, by=world.by)
        clients.put_on(client, "evenings", by=world.by)
        return clients.tags_of(practice_id, [client_id])[client_id][0].id
