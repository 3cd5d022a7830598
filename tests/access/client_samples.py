"""Valid requests to what is noted of a client beside the record."""

from io import BytesIO
from typing import Any

from coachhub.core.ids import new_id
from tests.access import client_things
from tests.access.world import World
from tests.cast import email_of


def _carla(world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _tag(world: World, name: str | None) -> dict[str, Any]:
    return {**_carla(world, name), "tag_id": client_things.tag(world)}


def _taken_down(world: World, name: str | None) -> dict[str, Any]:
    return {**_carla(world, name), "pin_id": client_things.pin_taken_down(world)}


def _told(world: World, name: str | None) -> dict[str, Any]:
    return {**_carla(world, name), "hope_id": client_things.hope_told(world)}


def _told_by_them(world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north", "hope_id": client_things.hope_told(world)}


def _hope(_world: World, _name: str | None) -> dict[str, Any]:
    return {"hope": "move_on", "sureness": "6", "key": new_id()}


def _north(_world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north"}


def _import(world: World, name: str | None) -> dict[str, Any]:
    at_north = name if name in ("olga", "nora", "tove", "mara") else "idris"
    return {"practice": "north", "import_id": client_things.waiting_import(world, at_north)}


class _Kept(BytesIO):
    """A file that can be sent again: whoever has read it begins anew."""

    def close(self) -> None:
        self.seek(0)


def _file(world: World, name: str | None) -> dict[str, Any]:
    lines = f"name,e-mail\nSomebody,{email_of(world.fresh())}\n"
    return {
        "file": (_Kept(lines.encode()), "clients.csv"),
        "state": "lead",
        "coach_id": client_things.coach_for(world, name),
    }


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("clients.import_file", "GET"): _north,
    ("clients.import_sample", "GET"): _north,
    ("clients.export", "GET"): _north,
    ("clients.import_preview", "GET"): _import,
    ("clients.import_refused", "GET"): _import,
    ("clients.import_confirm", "POST"): _import,
    ("dashboard.happened", "GET"): _carla,
    ("clients.tag", "POST"): _carla,
    ("clients.untag", "POST"): _tag,
    ("clients.hope", "GET"): _carla,
    ("clients.bring_remark_back", "POST"): _carla,
    ("clients.step_back", "POST"): _carla,
    ("clients.take_back_hope", "POST"): _told,
    ("clients.pin", "GET"): _carla,
    ("clients.unpin", "POST"): _carla,
    ("clients.pin_again", "POST"): _taken_down,
    ("portal.hope", "GET"): lambda _world, _name: {"practice": "north"},
    ("portal.take_back_hope", "POST"): _told_by_them,
}

FORMS: dict[str, Any] = {
    "clients.import_file": _file,
    "clients.tag": lambda _world, _name: {"name": "evenings"},
    "clients.hope": _hope,
    "clients.bring_remark_back": lambda _world, _name: {"version": "1"},
    "clients.step_back": lambda _world, _name: {"last": "on_hold"},
    "clients.pin": lambda _world, _name: {"words": "One evening at a time", "key": new_id()},
    "portal.hope": _hope,
}
