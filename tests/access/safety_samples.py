"""Valid requests to the pages of safety, at the desk and in the portal."""

from typing import Any

from coachhub.core import clock
from coachhub.safety.rules import FlagState
from tests.access.safety_things import CALM, answered, flag
from tests.access.world import World

Args = dict[str, Any]


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _flag(state: FlagState) -> Any:
    def make(world: World, _name: str | None) -> Args:
        client_id = world.client()
        found = flag(world, client_id, state=state)
        return {"practice": "north", "client_id": client_id, "flag_id": found}

    return make


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _after_answering(world: World, _name: str | None) -> Args:
    for name in ("carla", "ben"):
        answered(world, name)
    return {"practice": "north"}


def _answers(_world: World, _name: str | None) -> Args:
    return {question.value: answer for question, answer in CALM.items()}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("safety.overview", "GET"): _carla,
    ("safety.fill_in", "GET"): _carla,
    ("safety.acknowledge", "POST"): _carla,
    ("safety.note_action", "GET"): _carla,
    ("safety.set_hold", "GET"): _carla,
    ("safety.lift_hold", "GET"): _carla,
    ("safety.discuss", "POST"): _flag(FlagState.OPEN),
    ("safety.close", "GET"): _flag(FlagState.ACKNOWLEDGED),
    ("safety.confirm", "POST"): _flag(FlagState.CLOSING),
    ("safety.send_back", "POST"): _flag(FlagState.CLOSING),
    ("portal.safety_questions", "GET"): _north,
    ("portal.rather_talk", "POST"): _north,
    ("portal.safety_answered", "GET"): _after_answering,
    ("portal.more", "GET"): _north,
    ("portal.help_page", "GET"): _north,
    ("portal.manifest", "GET"): _north,
    ("portal.worker", "GET"): _north,
    ("portal.offline", "GET"): _north,
}

FORMS: dict[str, Any] = {
    "safety.fill_in": _answers,
    "safety.note_action": lambda _world, _name: {
        "kind": "spoke",
        "done_at": clock.now().strftime("%Y-%m-%dT%H:%M"),
        "note": "",
    },
    "safety.set_hold": lambda _world, _name: {"reason": "I have seen the order"},
    "safety.lift_hold": lambda _world, _name: {"reason": "It ended in spring"},
    "safety.close": lambda _world, _name: {"ending": "settled", "reason": "They moved"},
    "portal.safety_questions": _answers,
}
