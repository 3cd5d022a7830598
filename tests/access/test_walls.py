"""What another practice has looks like what isn't there; strangers are asked to sign in."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from tests.access.routes import address, behind_sign_in, sample
from tests.access.samples import arguments, form
from tests.access.table import rows
from tests.access.world import World
from tests.cast import PASSWORD, email_of
from tests.visitor import plain

IDS = ("client_id", "member_id", "invitation_id", "device_id")
INSIDE = [row for row in rows() if row[0] in behind_sign_in(row[1])]


def test_a_foreign_thing_is_like_a_missing_one(world: World) -> None:
    mara = world.browser("mara")
    for endpoint, method, values in _taking(world, *IDS):
        name = next(name for name in IDS if name in values)
        ids = (world.foreign(name), uuid4())
        foreign, missing = (
            mara.open(method, address(world, endpoint, **{**values, name: found})) for found in ids
        )
        assert (endpoint, foreign.status_code) == (endpoint, 404)
        # The page leads back to the address that was asked for, and has no other word of it.
        assert _but(foreign, ids[0]) == _but(missing, ids[1])


def _but(answer: TestResponse, asked: UUID) -> tuple[int, str, dict[str, str]]:
    """The answer without the id that was asked for."""
    status, text, headers = plain(answer)
    return status, text.replace(str(asked), "…"), headers


def test_a_foreign_practice_is_like_a_missing_one(world: World) -> None:
    mara = world.browser("mara")
    for endpoint, method, values in _taking(world, "practice"):
        foreign, missing = (
            mara.open(method, address(world, endpoint, **{**values, "practice": slug}))
            for slug in ("harbour", "nowhere")
        )
        assert (endpoint, foreign.status_code) == (endpoint, 404)
        assert plain(foreign) == plain(missing)


@pytest.mark.parametrize("endpoint", behind_sign_in("GET"))
def test_signing_in_leads_back(world: World, endpoint: str) -> None:
    name = "carla" if endpoint.startswith("portal") else "olga"
    path = sample(world, endpoint, "GET", name)
    stranger = world.browser(None)
    way = stranger.get(f"{path}?from=mail").location
    answer = stranger.post(way, {"email": email_of(name), "password": PASSWORD})
    assert answer.location == f"{path}?from=mail"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_script_of_a_stranger_is_told_without_a_page(world: World, method: str) -> None:
    for endpoint in behind_sign_in(method):
        path = sample(world, endpoint, method, None)
        answer = world.browser(None).open(method, path, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.text) == (401, "")
        assert answer.headers["HX-Redirect"].startswith("/login")


def test_a_refused_form_is_kept_from_the_reader_too(world: World) -> None:
    """A refusal comes before the form is looked at: it says nothing of what stands there."""
    nora = world.browser("nora")
    path = sample(world, "clients.edit", "POST", "nora")
    answer = nora.post(path, {**form(world, "clients.edit", "nora"), "version": "1"})
    assert answer.status_code == 403
    assert "Carla" not in answer.text


def _taking(world: World, *names: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The endpoints behind the sign-in that have one of these in their address."""
    for endpoint, method in INSIDE:
        values = arguments(world, endpoint, method, "mara")
        if set(names) & set(values):
            yield endpoint, method, values
