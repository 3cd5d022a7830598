"""Where a person belongs: practices and portals."""

import pytest

from coachhub.practices.rules import Role
from tests.cast import Cast

PLACES = "/account/places"


@pytest.mark.parametrize(
    ("who", "place"),
    [("mara", "/app/north/"), ("cleo", "/app/harbour/"), ("ben", "/portal/north/today")],
)
def test_with_one_place_it_leads_there(cast: Cast, who: str, place: str) -> None:
    answer = cast.browser(who).get(PLACES)
    assert (answer.status_code, answer.location) == (303, place)


def test_one_person_may_work_here_and_be_a_client_there(cast: Cast) -> None:
    cast.join("ruth", Role.COACH)
    ruth = cast.browser("ruth")
    page = ruth.get(PLACES)
    assert page.status_code == 200
    assert 'href="/app/north/"' in page.text
    assert 'href="/portal/harbour/today"' in page.text
    assert ">Coach</p>" in page.text
    assert ">Your portal as a client</p>" in page.text
    assert ruth.get("/app/north/clients").status_code == 200
    assert ruth.get("/portal/harbour/today").status_code == 200


def test_one_person_may_be_a_client_where_they_work(cast: Cast) -> None:
    cast.join("ben", Role.ASSISTANT)
    ben = cast.browser("ben")
    assert ben.get("/app/north/clients").status_code == 200
    assert ben.get("/portal/north/today").status_code == 200


def test_without_a_place_it_says_so(cast: Cast) -> None:
    cast.browser("mara").post(f"/app/north/clients/{cast.clients['ben']}/portal/closure")
    page = cast.browser("ben").get(PLACES)
    assert page.status_code == 200
    assert "You belong to no practice at the moment." in page.text


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(PLACES).location == f"/login?next={PLACES}"


def test_it_takes_no_form(cast: Cast) -> None:
    assert cast.browser("mara").post(PLACES).status_code == 405
