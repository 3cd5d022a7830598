"""Only the fields that a form has are stored, whatever else is sent with them."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Boolean, DateTime, Integer, Uuid

from coachhub.core.db import Base
from tests.access.routes import UNSAFE, address, sample, who_may
from tests.access.samples import arguments, form
from tests.access.table import PEOPLE
from tests.access.world import World
from tests.rows import everything, fingerprint, stored

POISON = "poison"
POISON_ID = UUID("deadbeef-0000-4000-8000-000000000000")
POISON_NUMBER = "98765"
POISON_TIME = "1999-09-09"
PARTS_BESIDE_A_FILE = 150
_TRACES = re.compile(
    # The number stands alone: keys, hashes and split seconds are long enough to hold it by chance.
    rf"{POISON}|{POISON_ID}|{POISON_TIME}|(?<![\w.]){POISON_NUMBER}(?!\w)"
)


@pytest.mark.parametrize("endpoint", UNSAFE)
def test_nothing_but_the_forms_fields_is_stored(world: World, endpoint: str) -> None:
    name = who_may(endpoint)
    wanted = form(world, endpoint, name)
    planted = {key: value for key, value in _columns().items() if key not in wanted}
    for some in _portions(planted, wanted):
        path = sample(world, endpoint, "POST", name)
        wanted = form(world, endpoint, name)
        answer = world.browser(name).post(path, {**some, **wanted})
        assert answer.status_code == 303
    assert not _TRACES.findall(everything(world.superuser))


@pytest.mark.parametrize("endpoint", ["clients.new", "clients.edit", "portal.details"])
def test_no_form_of_the_record_writes_the_remark(world: World, endpoint: str) -> None:
    name = who_may(endpoint)
    data = {**form(world, endpoint, name), "remark": POISON, "remark_sealed": POISON}
    assert world.browser(name).post(sample(world, endpoint, "POST", name), data).status_code == 303
    written = stored(world.superuser, "SELECT count(remark_sealed) AS n FROM client")
    assert written.n == 0


@pytest.mark.parametrize("person", ["coach", "other", "assistant"])
@pytest.mark.parametrize("endpoint", ["practices.members", "practices.roles"])
def test_nobody_grants_a_role_above_their_own(world: World, endpoint: str, person: str) -> None:
    name = str(PEOPLE[person])
    values = arguments(world, endpoint, "POST", name)
    if "member_id" in values:
        values["member_id"] = world.cast.members[name]
    data = {**form(world, endpoint, name), "roles": ["owner"]}
    before = fingerprint(world.superuser, world.cast.north)
    assert world.browser(name).post(address(world, endpoint, **values), data).status_code == 403
    assert fingerprint(world.superuser, world.cast.north) == before


@pytest.mark.parametrize("role", ["client", "operator", "OWNER", "owner,coach", "", "'"])
@pytest.mark.parametrize("endpoint", ["practices.members", "practices.roles"])
def test_there_are_no_roles_but_ours(world: World, endpoint: str, role: str) -> None:
    data = {**form(world, endpoint, "olga"), "roles": [role]}
    answer = world.browser("olga").post(sample(world, endpoint, "POST", "olga"), data)
    assert answer.status_code == 422


def test_a_coach_names_nobody_but_themselves(world: World) -> None:
    idris = world.browser("idris")
    for coach in ("mara", "nora", "olga", "tove", "cleo"):
        data = form(world, "clients.new", "idris") | {"coach_id": world.cast.members[coach]}
        assert idris.post("/app/north/clients/new", data).status_code == 422


@pytest.mark.parametrize("somebody", ["olga", "tove", "cleo"])
def test_only_coaches_of_the_practice_can_be_named(world: World, somebody: str) -> None:
    data = form(world, "clients.new", "tove") | {"coach_id": world.cast.members[somebody]}
    assert world.browser("tove").post("/app/north/clients/new", data).status_code == 422


def test_a_coach_hands_nobody_over(world: World) -> None:
    data = {"state": "on_hold", "coach_id": world.cast.members["nora"]}
    path = sample(world, "clients.engagement", "POST", "idris")
    assert world.browser("idris").post(path, data).status_code == 303
    sql = "SELECT count(*) AS n FROM engagement WHERE coach_id = :nora"
    assert stored(world.superuser, sql, nora=world.cast.members["nora"]).n == 0


def test_a_version_from_afar_is_a_conflict(world: World) -> None:
    for endpoint in ("clients.edit", "clients.remark", "practices.settings"):
        name = who_may(endpoint)
        data = {**form(world, endpoint, name), "version": POISON_NUMBER}
        answer = world.browser(name).post(sample(world, endpoint, "POST", name), data)
        assert answer.status_code == 409


def _portions(planted: dict[str, Any], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """All at once; beside a file as many as a request may have parts."""
    has_file = any(isinstance(value, tuple) for value in wanted.values())
    names, most = list(planted), PARTS_BESIDE_A_FILE if has_file else len(planted)
    return [
        {name: planted[name] for name in names[begin : begin + most]}
        for begin in range(0, len(names), most)
    ]


def _columns() -> dict[str, Any]:
    """Every column there is, with a value of its type that can be found again."""
    columns = (column for table in Base.metadata.tables.values() for column in table.columns)
    return {
        column.name: _poison(column.type)
        for column in columns
        if not isinstance(column.type, Boolean)
    }


def _poison(kind: object) -> str:
    if isinstance(kind, Uuid):
        return str(POISON_ID)
    if isinstance(kind, Integer):
        return POISON_NUMBER
    if isinstance(kind, DateTime):
        return f"{POISON_TIME}T00:00:00+00:00"
    return POISON
