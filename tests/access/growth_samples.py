"""Valid requests to what is about tasks between sessions."""

from typing import Any

from coachhub.core import clock
from coachhub.growth.rules import Party
from tests.access.world import World
from tests.cast import ZONE

Args = dict[str, Any]
Data = dict[str, Any]


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _task(*, agreed: bool = False) -> Any:
    return lambda world, name: {**_carla(world, name), "task_id": world.task(agreed=agreed)}


def _own_task(*, agreed: bool = False) -> Any:
    return lambda world, _name: {"practice": "north", "task_id": world.task(agreed=agreed)}


def _entry(world: World, name: str | None) -> Args:
    task = _task(agreed=True)(world, name)
    return {**task, "entry_id": world.entry(task["task_id"])}


def _ended_task(world: World, name: str | None) -> Args:
    found = _task(agreed=True)(world, name)
    world.end_task(found["task_id"], Party.COACH)
    return dict(found)


def _own_ended_task(world: World, name: str | None) -> Args:
    found = _own_task(agreed=True)(world, name)
    world.end_task(found["task_id"], Party.CLIENT)
    return dict(found)


def _retired_template(world: World, _name: str | None) -> Args:
    template = world.template()
    world.retire_template(template)
    return {"practice": "north", "template_key": template}


def _template(world: World, _name: str | None) -> Args:
    return {"practice": "north", "template_key": world.template()}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("growth.library", "GET"): _north,
    ("growth.new_template", "GET"): _north,
    ("growth.edit_template", "GET"): _template,
    ("growth.retire", "POST"): _template,
    ("growth.put_back", "POST"): _retired_template,
    ("growth.tasks", "GET"): _carla,
    ("growth.choose", "GET"): _carla,
    ("growth.suggest", "GET"): _carla,
    ("growth.task", "GET"): _task(),
    ("growth.edit", "GET"): _task(),
    ("growth.take_back", "POST"): _task(),
    ("growth.stop", "POST"): _task(agreed=True),
    ("growth.reopen", "POST"): _ended_task,
    ("growth.answer", "POST"): _entry,
    ("growth.seen", "POST"): _entry,
    ("growth.unseen", "POST"): _entry,
    ("portal.tasks", "GET"): _north,
    ("portal.task", "GET"): _own_task(agreed=True),
    ("portal.fit_task", "GET"): _own_task(),
    ("portal.agree_task", "POST"): _own_task(),
    ("portal.decline_task", "POST"): _own_task(),
    ("portal.finish_task", "POST"): _own_task(agreed=True),
    ("portal.stop_task", "POST"): _own_task(agreed=True),
    ("portal.reopen_task", "POST"): _own_ended_task,
}

_PACE = {"rhythm": "a_week", "amount": "3", "minutes": "", "weekdays": []}
_WHAT = {
    "category": "joy",
    "more_categories": [],
    "kind": "habit",
    "difficulty": "1",
    "why": "",
}
_OWN = {"words": "Hum", "version": "1", "weeks": "", "days": "", "tags": []}
_WHEN = {
    "starts_on": "2027-03-15",
    **dict.fromkeys(("ends_on", "cue", "action", "small_version"), ""),
}


def _suggestion(_world: World, _name: str | None) -> Data:
    words = {"words": "Sing in the kitchen", "how_known": "", "version": "1"}
    return {**words, **_WHAT, **_PACE, **_WHEN, "knowingly": "y"}


FORMS: dict[str, Any] = {
    "growth.new_template": lambda _world, _name: {**_OWN, **_WHAT, **_PACE},
    "growth.edit_template": lambda _world, _name: {**_OWN, **_WHAT, **_PACE},
    "growth.suggest": _suggestion,
    "growth.edit": _suggestion,
    "growth.answer": lambda _world, _name: {"feedback": "You kept at it. What helped?"},
    "portal.task": lambda _world, _name: {
        "outcome": "done",
        "done_on": clock.today(ZONE).isoformat(),
        **dict.fromkeys(("reflection", "minutes", "mood_before", "mood_after"), ""),
        "verdict": "keep",
    },
    "portal.fit_task": lambda _world, _name: {
        "words": "Sing",
        "version": "1",
        **_PACE,
        **_WHEN,
    },
}
