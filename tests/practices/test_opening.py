"""A practice of one's own: the second step of signing up."""

import pytest
from sqlalchemy import Engine, text

from tests.cast import Cast
from tests.rows import stored
from tests.visitor import MakeApp, Visitor

OPEN = "/signup/practice"
TYPED = {
    "name": "Hill House",
    "slug": "hill-house",
    "zone": "Europe/Lisbon",
    "currency": "EUR",
    "locale": "en",
}


def test_it_opens_a_practice_and_leads_to_its_face(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    answer = ben.fill(OPEN, **TYPED)
    assert (answer.status_code, answer.location) == (303, "/app/hill-house/settings/face?first=1")
    assert ben.get(answer.location).status_code == 200
    row = stored(superuser, "SELECT roles FROM member WHERE user_id = :u", u=cast.users["ben"])
    assert row.roles == ["coach", "owner"]


def test_it_is_empty_and_sees_nothing_of_others(cast: Cast) -> None:
    ben = cast.browser("ben")
    ben.fill(OPEN, **TYPED)
    page = ben.get("/app/hill-house/clients").text
    assert "Nobody here yet." in page
    assert not [name for name in ("Anna", "Carla", "Ruth") if name in page]


@pytest.mark.parametrize(
    ("before", "after"), [("UTC", "Europe/Lisbon"), ("Asia/Tokyo", "Asia/Tokyo")]
)
def test_who_has_no_place_yet_has_that_of_the_practice(
    cast: Cast, superuser: Engine, before: str, after: str
) -> None:
    with superuser.begin() as change:
        change.execute(
            text('UPDATE "user" SET zone = :z WHERE id = :u'), {"z": before, "u": cast.users["ben"]}
        )
    cast.browser("ben").fill(OPEN, **TYPED)
    row = stored(superuser, 'SELECT zone FROM "user" WHERE id = :u', u=cast.users["ben"])
    assert row.zone == after


def test_it_calls_money_and_the_address_by_name(cast: Cast) -> None:
    page = cast.browser("ben").get(OPEN).text
    assert ">Euro (EUR)</option>" in page
    assert "It comes after coachhub.test/p/ and stays" in page


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(OPEN).location == f"/login?next={OPEN}"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This is needed."),
        ("name", "x" * 61, "At most 60 letters"),
        ("slug", "", "This is needed."),
        ("slug", "ab", "small letters, digits and hyphens"),
        ("slug", "-abc", "small letters, digits and hyphens"),
        ("slug", "a/b/c", "small letters, digits and hyphens"),
        ("slug", "hïll", "small letters, digits and hyphens"),
        ("slug", "admin", "small letters, digits and hyphens"),
        ("slug", "../../etc", "small letters, digits and hyphens"),
        ("slug", "x" * 49, "At most 48 letters"),
        ("slug", "north", "Another practice has this address"),
        ("slug", "NORTH", "Another practice has this address"),
        ("zone", "Nowhere", "choose from what is offered"),
        ("currency", "BTC", "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, superuser: Engine, field: str, typed: str, message: str
) -> None:
    answer = cast.browser("ben").fill(OPEN, **{**TYPED, field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Hill House"' in answer.text or field == "name"
    assert stored(superuser, "SELECT count(*) AS n FROM practice").n == 2


def test_a_closed_installation_opens_none(make_app: MakeApp, cast: Cast) -> None:
    visitor = Visitor(make_app(signup_open=False))
    visitor.be(cast.users["ben"])
    assert visitor.get(OPEN).status_code == 404
    assert visitor.get("/signup").status_code == 404
