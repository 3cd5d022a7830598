"""Where a member arrives, and how much a page costs."""

import re

import pytest

from tests.cast import Cast
from tests.statements import counted

DESK = "/app/north/"


def test_an_assistant_finds_the_day_there_too(cast: Cast) -> None:
    answer = cast.browser("tove").get(DESK)
    assert answer.status_code == 200
    assert "The day" in answer.text


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(DESK).location == f"/login?next={DESK}"


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ben", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(DESK).status_code == code


def test_it_takes_no_form(cast: Cast) -> None:
    assert cast.browser("mara").post(DESK).status_code == 405


@pytest.mark.parametrize(
    ("who", "rooms"), [("mara", {"Clients", "Settings"}), ("idris", {"Clients"})]
)
def test_it_shows_the_rooms_one_may_enter(cast: Cast, who: str, rooms: set[str]) -> None:
    rail = cast.browser(who).get("/app/north/clients").text.split('<nav class="nav"')[1]
    rail = rail.split("</nav>")[0]
    assert {room for room in ("Clients", "Settings") if f">{room}<" in rail} == rooms


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/app/north/", "Today"),
        ("/app/north/availability/{mara}", "Calendar"),
        ("/app/north/settings", "Settings"),
        ("/app/north/settings/agreement", "Settings"),
        ("/app/north/session-types/new", "Settings"),
        ("/app/north/payments", "Payments"),
        ("/app/north/settings/payments", "Settings"),
        ("/app/north/clients/{ben}/sessions", "Clients"),
    ],
)
def test_the_rail_marks_the_room_one_is_in(cast: Cast, path: str, room: str) -> None:
    path = path.format(mara=cast.members["mara"], ben=cast.clients["ben"])
    rail = cast.browser("mara").get(path).text.split('<nav class="nav"')[1].split("</nav>")[0]
    marked = re.findall(r'aria-current="page">.*?nav__label">([^<]+)<', rail)
    assert marked == [room]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("mara", "/app/north/clients"),
        ("idris", "/app/north/clients?q=a&show=all&sort=newest"),
        ("mara", "/app/north/settings/members"),
        ("mara", "/app/north/settings/mail"),
        ("mara", DESK),
        ("mara", "/account/places"),
        ("ben", "/portal/north/today"),
    ],
)
def test_a_page_asks_the_database_little(cast: Cast, who: str, path: str) -> None:
    browser = cast.browser(who)
    browser.get(path)
    with counted(cast.app) as sent:
        browser.get(path)
    assert len(sent) <= 8, sent


@pytest.mark.parametrize("path", ["/app/north/clients", "/app/north/settings/mail"])
def test_more_rows_cost_no_more_statements(cast: Cast, path: str) -> None:
    mara = cast.browser("mara")
    mara.get(path)
    with counted(cast.app) as few:
        mara.get(path)
    for number in range(5):
        mara.fill("/app/north/clients/new", name=f"N {number}", email=f"n{number}@example.org")
    mara.get(path)
    with counted(cast.app) as many:
        mara.get(path)
    assert len(many) == len(few)
