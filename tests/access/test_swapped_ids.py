"""Each request that may change something, sent again with ids of another practice in it."""

from typing import Any
from uuid import UUID

import pytest

from tests.access.routes import UNSAFE, address, behind_sign_in
from tests.access.samples import arguments, form
from tests.access.world import World
from tests.rows import fingerprint, stored

SENDERS = ("mara", "idris", "tove", "carla")
IDS = (
    "client_id",
    "member_id",
    "invitation_id",
    "device_id",
    "template_key",
    "task_id",
    "entry_id",
    "coach_id",
    "type_id",
    "booking_id",
    "block_id",
    "summary_id",
    "import_id",
    "tag_id",
    "hope_id",
    "pin_id",
    "version_id",
    "flag_id",
    "plan_id",
    "wish_id",
    "event_id",
    "check_in_id",
)
INSIDE = [endpoint for endpoint in UNSAFE if endpoint in behind_sign_in("POST")]


@pytest.fixture(scope="module")
def foreign(world: World) -> dict[str, UUID]:
    """Something of Harbour's of each kind; that nothing changes it is what is tested."""
    return {key: world.foreign(key) for key in IDS}


@pytest.mark.parametrize("endpoint", INSIDE)
def test_nothing_of_harbour_changes(world: World, foreign: dict[str, UUID], endpoint: str) -> None:
    before, person = fingerprint(world.superuser, world.cast.harbour), _cleo(world)
    for name in SENDERS:
        values, browser = arguments(world, endpoint, "POST", name), world.browser(name)
        for swap in _swaps(values, foreign):
            data = {**form(world, endpoint, name), **_foreign_fields(world)}
            browser.post(address(world, endpoint, **{**values, **swap}), data)
    assert fingerprint(world.superuser, world.cast.harbour) == before
    assert _cleo(world) == person


def _swaps(values: dict[str, Any], foreign: dict[str, UUID]) -> list[dict[str, Any]]:
    """Another practice's id in our address, our id in the other's address, and both."""
    ids = {key: foreign[key] for key in values if key in foreign}
    place: dict[str, Any] = {"practice": "harbour"} if "practice" in values else {}
    return [{}, ids, place, {**ids, **place}]


def _foreign_fields(world: World) -> dict[str, object]:
    """Ids of Harbour in every field that could name one."""
    cast = world.cast
    return {
        "id": cast.clients["ruth"],
        "practice_id": cast.harbour,
        "client_id": cast.clients["ruth"],
        "member_id": cast.members["cleo"],
        "coach_id": cast.members["cleo"],
        "user_id": cast.users["cleo"],
        "practice": "harbour",
        "slug": "harbour",
    }


def _cleo(world: World) -> str:
    """Who she is, and where she is signed in."""
    sql = (
        "SELECT md5(string_agg(u::text || coalesce(d.ended_at::text, ''), '|' ORDER BY d.id)) "
        'FROM "user" u JOIN device d ON d.user_id = u.id WHERE u.id = :cleo'
    )
    return str(stored(world.superuser, sql, cleo=world.cast.users["cleo"]))
