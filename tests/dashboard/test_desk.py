"""Where a member arrives, and how much a page costs."""

import re

import pytest

from coachhub.core.web import i18n
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.nocontact.plans import agreed_with, by_client, by_coach, client_of, in_north, make_ready
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


def head_of(cast: Cast, who: str) -> str:
    """What stands above the pages about Ben, the line that stays included."""
    page = cast.browser(who).get(f"/app/north/clients/{cast.clients['ben']}").text
    head = page.partition('<div class="person">')[2].partition('<nav class="tabs"')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", head).split())


def test_the_head_says_where_the_work_stands_and_when_they_come(cast: Cast) -> None:
    assert "Engagement Active" in head_of(cast, "mara")
    assert "Next session" not in head_of(cast, "mara")
    open_shop(cast)
    book = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    for days in (9, 4):
        cast.browser("mara").fill(book, start=at(days, 23).isoformat())
    with cast.app.test_request_context():
        i18n.speak("en", ZONE)
        first = " ".join(i18n.moment(at(4, 23)).split())
    for who in ("mara", "tove"):
        assert f"Next session {first}" in head_of(cast, who)
        assert f"Active · {first}" in head_of(cast, who)


def test_a_slip_that_waits_stands_in_the_head_for_the_coach_alone(cast: Cast) -> None:
    def slip() -> None:
        ben = client_of(cast)
        make_ready(ben, by=by_coach(cast))
        plan = agreed_with(ben, by=by_client(cast))
        draft = nocontact.CheckInDraft(plan.starts_on, ContactAnswer.BY_ME)
        nocontact.check_in(plan, draft, by=by_client(cast))

    in_north(cast, slip)
    assert head_of(cast, "mara").count("1 slip to answer") == 2
    for words in ("slip", "No-contact"):
        assert words not in head_of(cast, "tove")
