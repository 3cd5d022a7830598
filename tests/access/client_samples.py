"""Valid requests to what is noted of a client beside the record."""

from typing import Any

from coachhub.core.ids import new_id
from tests.access import client_things
from tests.access.world import World


def _carla(world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _tag(world: World, name: str | None) -> dict[str, Any]:
    return {**_carla(world, name), "tag_id": client_things.tag(world)}


def _hope(_world: World, _name: str | None) -> dict[str, Any]:
    return {"hope": "move_on", "sureness": "6", "key": new_id()}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("clients.tag", "POST"): _carla,
    ("clients.untag", "POST"): _tag,
    ("clients.hope", "GET"): _carla,
    ("clients.pin", "GET"): _carla,
    ("clients.unpin", "POST"): _carla,
    ("portal.hope", "GET"): lambda _world, _name: {"practice": "north"},
}

FORMS: dict[str, Any] = {
    "clients.tag": lambda _world, _name: {"name": "evenings"},
    "clients.hope": _hope,
    "clients.pin": lambda _world, _name: {"words": "One evening at a time", "key": new_id()},
    "portal.hope": _hope,
}
