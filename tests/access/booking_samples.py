"""Valid requests to what is about hours and sessions."""

from datetime import timedelta
from typing import Any

from tests.access.world import World
from tests.cast import ZONE, email_of

Args = dict[str, Any]
Data = dict[str, Any]


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _type(world: World, _name: str | None) -> Args:
    return {"practice": "north", "type_id": world.type()}


def _carla_with_something_to_book(world: World, name: str | None) -> Args:
    world.type()
    return _carla(world, name)


def _booking(world: World, _name: str | None) -> Args:
    return {"practice": "north", "booking_id": world.booking()}


def _coach(world: World, _name: str | None) -> Args:
    return {"practice": "north", "coach_id": world.cast.members["idris"]}


def _block(world: World, name: str | None) -> Args:
    return {**_coach(world, name), "block_id": world.block()}


def _retired_type(world: World, name: str | None) -> Args:
    found = _type(world, name)
    world.retire_type(found["type_id"])
    return found


def _removed_block(world: World, name: str | None) -> Args:
    found = _block(world, name)
    world.remove_block(found["block_id"])
    return found


def _guest(*, held: bool = False) -> Any:
    return lambda world, _name: {"practice": "north", "token": world.guest(held=held)}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("public.book", "GET"): _type,
    ("public.details", "GET"): _guest(held=True),
    ("public.guest", "GET"): _guest(),
    ("public.guest_move", "GET"): _guest(),
    ("public.guest_cancel", "GET"): _guest(),
    ("public.guest_calendar", "GET"): _guest(),
    ("booking.session_types", "GET"): _north,
    ("booking.new_type", "GET"): _north,
    ("booking.edit_type", "GET"): _type,
    ("booking.retire", "POST"): _type,
    ("booking.offer_again", "POST"): _retired_type,
    ("booking.availability", "GET"): _north,
    ("booking.coach_hours", "GET"): _coach,
    ("booking.blocks", "GET"): _coach,
    ("booking.unblock", "POST"): _block,
    ("booking.block_again", "POST"): _removed_block,
    ("booking.calendar", "GET"): _north,
    ("booking.session", "GET"): _booking,
    ("booking.move", "GET"): _booking,
    ("booking.cancel", "GET"): _booking,
    ("booking.complete", "POST"): _booking,
    ("booking.no_show", "POST"): _booking,
    ("booking.unsay", "POST"): _booking,
    ("booking.sessions", "GET"): _carla,
    ("booking.book", "GET"): _carla_with_something_to_book,
    ("portal.sessions", "GET"): _north,
    ("portal.book_session", "GET"): _type,
    ("portal.session", "GET"): _booking,
    ("portal.session_calendar", "GET"): _booking,
    ("portal.move_session", "GET"): _booking,
    ("portal.cancel_session", "GET"): _booking,
}

_TYPE = {
    "title": "A walk",
    "description": "",
    "minutes": "60",
    "price": "95",
    "place": "in_person",
    "audience": "public",
    "is_first_call": [],
    "buffer_minutes": "0",
    "free_hours": "24",
    "kept_percent": "50",
    "moves_allowed": "2",
    "version": "1",
}
_DAYS = {f"day_{number}": ["00:00", "00:00"] for number in range(7)}


def _start(world: World, _name: str | None) -> Data:
    return {"start": world.hour().isoformat()}


def _hours(world: World, _name: str | None) -> Data:
    rules = {"notice_hours": "0", "horizon_days": "365", "step_minutes": "60", "most_a_day": "24"}
    version = world.calendar_version("idris")
    return {**_DAYS, **rules, "zone": "UTC", "meeting_place": "", "version": version}


def _time_off(world: World, _name: str | None) -> Data:
    begin = world.hour()
    end = begin + timedelta(minutes=30)
    times = {"begins_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{end:%Y-%m-%dT%H:%M}"}
    return {**times, "note": ""}


FORMS: dict[str, Any] = {
    "public.book": _start,
    "public.details": lambda world, _name: {
        "name": "Somebody",
        "email": email_of(world.fresh()),
        "zone": ZONE,
        **dict.fromkeys(("phone", "note", "safe_contact"), ""),
        "accepts_terms": "y",
        "starts_early": "y",
    },
    "public.guest_move": _start,
    "public.guest_cancel": lambda _world, _name: {"reason": ""},
    "booking.new_type": lambda _world, _name: _TYPE,
    "booking.edit_type": lambda _world, _name: _TYPE,
    "booking.coach_hours": _hours,
    "booking.blocks": _time_off,
    "booking.move": _start,
    "booking.cancel": lambda _world, _name: {"reason": ""},
    "booking.book": _start,
    "portal.book_session": lambda world, name: {**_start(world, name), "starts_early": "y"},
    "portal.move_session": _start,
    "portal.cancel_session": lambda _world, _name: {"reason": ""},
}
