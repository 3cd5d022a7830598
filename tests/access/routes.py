"""The routes of the application, as the tests of the walls walk them."""

from typing import Any

from flask import url_for

from tests.access.samples import arguments
from tests.access.table import PEOPLE, cells, rows
from tests.access.world import World


def address(world: World, endpoint: str, **values: Any) -> str:
    """The path of an endpoint."""
    host = world.app.config["TRUSTED_HOSTS"][0]
    with world.app.test_request_context(base_url=f"https://{host}"):
        return url_for(endpoint, **values)


def sample(world: World, endpoint: str, method: str, name: str | None) -> str:
    """The path of a valid request of this person."""
    return address(world, endpoint, **arguments(world, endpoint, method, name))


def behind_sign_in(method: str) -> list[str]:
    """The endpoints that ask strangers to sign in."""
    return [
        cell.endpoint
        for cell in cells()
        if cell.method == method and cell.person == "stranger" and cell.expected == "login"
    ]


SIGNED = {"payments.hear"}
"""Endpoints that take nothing but what a machine has signed; they have tests of their own."""

UNSAFE = [endpoint for endpoint, method in rows() if method == "POST" and endpoint not in SIGNED]
"""The endpoints that take a form or a press of a button."""


def who_may(endpoint: str, method: str = "POST") -> str | None:
    """The first person of the table whom the endpoint serves."""
    return next(
        PEOPLE[cell.person]
        for cell in cells()
        if (cell.endpoint, cell.method) == (endpoint, method) and cell.expected in ("200", "303")
    )
