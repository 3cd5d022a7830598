"""Valid requests to the pages of the intake note."""

from typing import Any

from coachhub.clients import services as clients
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from tests.access import intake_things
from tests.access.world import World


def _carla(world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _somebody(*, final: bool = False) -> Any:
    """A client of Idris's whose note is begun."""

    def make(world: World, _name: str | None) -> dict[str, Any]:
        client_id = world.client()
        intake_things.note(world, client_id, final=final)
        return {"practice": "north", "client_id": client_id}

    return make


def _begun(world: World, name: str | None) -> dict[str, Any]:
    intake_things.version(world)
    return _carla(world, name)


def _version(world: World, name: str | None) -> dict[str, Any]:
    return {**_carla(world, name), "version_id": intake_things.version(world)}


def _trace(world: World, _name: str | None) -> dict[str, Any]:
    """The trace of a note as `_somebody` begins it."""
    client_id = world.client()
    intake_things.note(world, client_id)
    with world.inside(world.cast.north):
        row = clients.find_client(world.cast.north, client_id)
        assert row
        return {"seen": intake.note_of(row.engagement).trace}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("sessions.notes", "GET"): _carla,
    ("intake.note", "GET"): _carla,
    ("intake.finalise", "GET"): _somebody(),
    ("intake.add", "POST"): _somebody(final=True),
    ("intake.mark", "POST"): _somebody(final=True),
    ("intake.versions", "GET"): _begun,
    ("intake.version", "GET"): _version,
}

FORMS: dict[str, Any] = {
    "intake.note": lambda _world, _name: {"impression": "She hums", "sitting": new_id()},
    "intake.finalise": _trace,
    "intake.add": lambda _world, _name: {"words": "Later: she sings", "key": new_id()},
    "intake.mark": lambda _world, _name: {"impression_marked": "y"},
}
