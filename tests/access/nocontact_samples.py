"""Valid requests to the pages of plans, at the desk and in the portal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from coachhub.nocontact.rules import PlanState
from tests.access import nocontact_things as things
from tests.access.world import World
from tests.nocontact.plans import RATIONALE, today

Args = dict[str, Any]
S = PlanState


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _carla_without(world: World, name: str | None) -> Args:
    things.plan(world, S.SCHEDULED)
    return _carla(world, name)


def _desk(state: PlanState = S.ACTIVE) -> Any:
    return lambda world, name: {**_carla(world, name), "plan_id": things.plan(world, state)}


def _own(state: PlanState = S.ACTIVE) -> Any:
    return lambda world, _name: {"practice": "north", "plan_id": things.plan(world, state)}


def _with(make: Callable[[World], tuple[UUID, UUID]], key: str, *, desk: bool) -> Any:
    def arguments(world: World, name: str | None) -> Args:
        plan_id, other = make(world)
        place = _carla(world, name) if desk else {"practice": "north"}
        return {**place, "plan_id": plan_id, key: other}

    return arguments


def _running(world: World, _name: str | None) -> Args:
    things.plan(world)
    return {"practice": "north"}


def _draft(_world: World, _name: str | None) -> Args:
    return {
        "kind": "full",
        "reason": "",
        "length": "30",
        "other_days": "",
        "starts_on": str(today() + timedelta(days=1)),
        "already_since": "",
        "rationale": RATIONALE,
        "version": "1",
    }


def _rules(_world: World, _name: str | None) -> Args:
    chosen = ["no_writing"]
    return {"rules_on": chosen, "rules_slip": chosen, "own_rules": "", "version": "1"}


_EVENT = _with(things.event, "event_id", desk=True)
_CHECK_IN = _with(things.check_in, "check_in_id", desk=True)
_WISH = _with(things.wish, "wish_id", desk=False)

ARGUMENTS: dict[tuple[str, str], Any] = {
    ("nocontact.plan", "GET"): _carla_without,
    ("nocontact.new_plan", "GET"): _carla_without,
    ("nocontact.one_plan", "GET"): _desk(),
    ("nocontact.edit_plan", "GET"): _desk(S.DRAFT),
    ("nocontact.edit_rules", "GET"): _desk(S.DRAFT),
    ("nocontact.take_back", "POST"): _desk(S.PROPOSED),
    ("nocontact.withdraw", "POST"): _desk(S.PROPOSED),
    ("nocontact.change", "GET"): _desk(),
    ("nocontact.pause", "POST"): _desk(),
    ("nocontact.resume", "POST"): _desk(S.PAUSED),
    ("nocontact.extend", "POST"): _desk(),
    ("nocontact.begin_on", "POST"): _desk(S.SCHEDULED),
    ("nocontact.end", "POST"): _desk(),
    ("nocontact.review", "GET"): _desk(S.REVIEW_DUE),
    ("nocontact.answer", "GET"): _EVENT,
    ("nocontact.overrule", "POST"): _EVENT,
    ("nocontact.reply", "GET"): _CHECK_IN,
    ("programs.propose_prepared", "GET"): _carla_without,
    ("programs.propose", "GET"): _desk(S.DRAFT),
    ("portal.plan", "GET"): _running,
    ("portal.how_it_works", "GET"): _north,
    ("portal.check_in", "GET"): _running,
    ("portal.last_days", "GET"): _running,
    ("portal.tell_contact", "GET"): _running,
    ("portal.agree_plan", "POST"): _own(S.PROPOSED),
    ("portal.ask_plan_change", "GET"): _own(S.PROPOSED),
    ("portal.withdraw_plan", "POST"): _own(S.PROPOSED),
    ("portal.end_plan", "GET"): _own(),
    ("portal.pause_plan", "GET"): _own(),
    ("portal.resume_plan", "POST"): _own(S.PAUSED),
    ("portal.agree_wish", "POST"): _WISH,
    ("portal.decline_wish", "POST"): _WISH,
    ("portal.urge", "GET"): _north,
    ("portal.begin_urge", "POST"): _north,
}

FORMS: dict[str, Any] = {
    "nocontact.new_plan": _draft,
    "nocontact.edit_plan": _draft,
    "nocontact.edit_rules": _rules,
    "nocontact.pause": lambda _world, _name: {"pause_days": "3", "pause_reason": "The flu"},
    "nocontact.extend": lambda _world, _name: {
        "more_days": "5",
        "more_words": "Some days more would be good",
    },
    "nocontact.begin_on": lambda _world, _name: {
        "new_start": str(today() + timedelta(days=5)),
        "start_words": "A wedding",
    },
    "nocontact.end": lambda _world, _name: {"end_reason": ""},
    "nocontact.review": lambda _world, _name: {"outcome": "keep_distance", "review_words": ""},
    "nocontact.answer": lambda _world, _name: {
        "decision": "continue",
        "words": "Thank you for telling it",
        **dict.fromkeys(("more", "run_start", "run_days"), ""),
    },
    "nocontact.overrule": lambda _world, _name: {"counts": "y", "overruling": "About the keys"},
    "nocontact.reply": lambda _world, _name: {"reaction": "read", "reply": ""},
    "programs.propose": lambda _world, _name: {"without_tasks": "Sleep first"},
    "portal.check_in": lambda _world, _name: {
        "on_day": str(today()),
        "contact": "none",
        "mood": "5",
        "energy": "2",
        "sleep": "2",
        "did_else": "",
        "line": "",
    },
    "portal.last_days": lambda _world, _name: {},
    "portal.tell_contact": lambda _world, _name: {
        "what": "by_them",
        "happened_on": str(today()),
        "felt": "5",
        **dict.fromkeys(("led_to", "needs", "note"), ""),
    },
    "portal.agree_plan": lambda _world, _name: {"version": "1", "starts_on": ""},
    "portal.ask_plan_change": lambda _world, _name: {"version": "1", "words": "Rather 21 days"},
    "portal.end_plan": lambda _world, _name: {"leave_words": ""},
    "portal.pause_plan": lambda _world, _name: {"pause_days": "3", "pause_words": ""},
}
