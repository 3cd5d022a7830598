"""What a member is, changed."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.rows import stored

STORED = "SELECT roles FROM member WHERE id = :id"


def _roles(cast: Cast, name: str = "tove") -> str:
    return f"/app/north/settings/members/{cast.members[name]}/roles"


def test_it_shows_what_a_member_is(cast: Cast) -> None:
    assert cast.browser("mara").form(_roles(cast, "mara"))["roles"] == ["owner", "coach"]


def test_it_changes_them_once_each(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("mara").fill(_roles(cast), roles=["coach", "assistant", "coach"])
    assert answer.status_code == 303
    row = stored(superuser, STORED, id=cast.members["tove"])
    assert row.roles == ["assistant", "coach"]


def test_the_last_owner_stays_one(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("mara").fill(_roles(cast, "mara"), roles=["coach"])
    assert answer.status_code == 422
    assert "A practice needs an owner" in answer.text
    assert stored(superuser, STORED, id=cast.members["mara"]).roles == ["coach", "owner"]


@pytest.mark.parametrize("roles", [[], ["client"], ["coach", "root"]])
def test_it_takes_roles_of_ours_only(cast: Cast, superuser: Engine, roles: list[str]) -> None:
    assert cast.browser("mara").fill(_roles(cast), roles=roles).status_code == 422
    assert stored(superuser, STORED, id=cast.members["tove"]).roles == ["assistant"]


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).post(_roles(cast), {"roles": ["owner"]}).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(_roles(cast)).location.startswith("/login?next=")


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("PUT", _roles(cast)).status_code == 405
