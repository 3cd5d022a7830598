"""Valid requests to what is about money."""

from typing import Any

from tests.access import payments_things as things
from tests.access.world import World

Args = dict[str, Any]


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _to_pay(world: World, _name: str | None) -> Args:
    return {"practice": "north", "token": things.guest_who_is_to_pay(world)}


def _guest(world: World, _name: str | None) -> Args:
    return {"practice": "north", "token": world.guest()}


def _own_to_pay(world: World, _name: str | None) -> Args:
    return {"practice": "north", "booking_id": things.session_to_pay_for(world)}


def _booking(world: World, _name: str | None) -> Args:
    return {"practice": "north", "booking_id": world.booking()}


def _paid(world: World, _name: str | None) -> Args:
    return {"practice": "north", "booking_id": things.paid_session(world)}


def _payment(world: World, _name: str | None) -> Args:
    return {"practice": "north", "payment_id": things.payment(world)}


ARGUMENTS: dict[tuple[str, str], Any] = {
    ("public.pay", "GET"): _to_pay,
    ("public.release", "POST"): _to_pay,
    ("public.receipt", "GET"): _guest,
    ("public.back", "GET"): _payment,
    ("portal.pay", "GET"): _own_to_pay,
    ("portal.release", "POST"): _own_to_pay,
    ("portal.receipt", "GET"): _booking,
    ("payments.payments", "GET"): _north,
    ("payments.export", "GET"): _north,
    ("payments.client", "GET"): _carla,
    ("payments.payment", "GET"): _booking,
    ("payments.mark_paid", "POST"): _booking,
    ("payments.unmark", "POST"): _paid,
    ("payments.refund", "GET"): _paid,
    ("payments.account", "GET"): _north,
    ("payments.open_account", "POST"): _north,
    ("payments.close_account", "POST"): _north,
}

FORMS: dict[str, Any] = {
    "payments.refund": lambda _world, _name: {"amount": "10", "reason": "As we agreed"},
}
