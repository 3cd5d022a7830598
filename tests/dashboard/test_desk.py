"""Where a member arrives, and how much a page costs."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.core.ids import new_id
from coachhub.core.web import i18n
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactKind
from coachhub.practices.rules import Role
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.nocontact.plans import (
    agreed_with,
    by_client,
    by_coach,
    client_of,
    draft_for,
    in_north,
    make_ready,
)
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
    ("who", "rooms"),
    [("mara", {"Clients", "Settings"}), ("idris", {"Clients"}), ("tove", {"Clients", "E-mail"})],
)
def test_it_shows_the_rooms_one_may_enter(cast: Cast, who: str, rooms: set[str]) -> None:
    rail = cast.browser(who).get("/app/north/clients").text.split('<nav class="nav"')[1]
    rail = rail.split("</nav>")[0]
    assert {room for room in ("Clients", "Settings", "E-mail") if f">{room}<" in rail} == rooms


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
        assert f"Ben Test {first} Berlin · Active" in head_of(cast, who)


def _slip(cast: Cast, *, led_to: str = "", is_shared: bool = True) -> None:
    """Ben agrees on a plan and tells of a slip on its first day."""

    def slip() -> None:
        ben = client_of(cast)
        make_ready(ben, by=by_coach(cast))
        plan = agreed_with(ben, by=by_client(cast))
        told = nocontact.EventDraft(
            plan.starts_on, ContactKind.BY_ME, is_shared=is_shared, led_to=led_to
        )
        nocontact.tell(plan, told, by=by_client(cast), key=new_id())

    in_north(cast, slip)


def test_the_list_shows_who_waits_first_with_their_plan_to_the_coach_alone(cast: Cast) -> None:
    _slip(cast)
    page = cast.browser("mara").get("/app/north/clients").text
    assert re.findall(r'ledger__who"><a href="[^"]+">([^<]+)<', page)[0] == "Ben Test"
    assert "Those who need you come first." in page
    assert "slip to answer" in page
    assert re.search(r"Day 1 of \d+ · 1 slip", page)
    for other in ("tove", "idris"):
        page = cast.browser(other).get("/app/north/clients?show=all").text
        for words in ("slip", "Day 1 of"):
            assert words not in page


def test_the_list_says_when_they_come_next(cast: Cast) -> None:
    open_shop(cast)
    book = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    cast.browser("mara").fill(book, start=at(4, 23).isoformat())
    with cast.app.test_request_context():
        i18n.speak("en", ZONE)
        first = " ".join(i18n.moment(at(4, 23)).split())
    for who in ("mara", "tove"):
        page = " ".join(cast.browser(who).get("/app/north/clients").text.split())
        assert f'data-label="Next session"><span class="nowrap">{first}<' in page


@pytest.mark.parametrize(("is_shared", "times"), [(True, 1), (False, 0)])
def test_today_quotes_what_is_shared_of_a_slip(cast: Cast, *, is_shared: bool, times: int) -> None:
    _slip(cast, led_to="The evening alone", is_shared=is_shared)
    page = cast.browser("mara").get("/app/north/").text
    assert "told you about a slip." in page
    assert page.count("The evening alone") == times


def test_the_day_opens_though_a_text_cannot_be_read(cast: Cast, superuser: Engine) -> None:
    _slip(cast, led_to="The evening alone")
    with superuser.begin() as connection:
        connection.execute(text("UPDATE contact_event SET led_to_sealed = '\\x00'"))
    page = cast.browser("mara").get("/app/north/")
    assert page.status_code == 200
    assert "told you about a slip." in page.text


def test_a_slip_that_waits_stands_in_the_head_for_the_coach_alone(cast: Cast) -> None:
    _slip(cast)
    assert head_of(cast, "mara").count("slip to answer") == 2
    for words in ("slip", "No-contact"):
        assert words not in head_of(cast, "tove")


def _past_session(cast: Cast, superuser: Engine) -> None:
    """A session with Ben was the day before yesterday, and nobody said how it went."""
    open_shop(cast)
    book = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    cast.browser("mara").fill(book, start=at(4, 23).isoformat())
    with superuser.begin() as connection:
        connection.execute(
            text(
                "UPDATE booking SET starts_at = :a, ends_at = :b, during = tstzrange(:a, :b, '[)')"
            ),
            {"a": at(-2), "b": at(-2, 11)},
        )


def test_the_head_says_first_what_the_list_says(cast: Cast, superuser: Engine) -> None:
    _slip(cast)
    assert "more" not in head_of(cast, "mara")
    _past_session(cast, superuser)
    assert "For you slip to answer and 1 more" in head_of(cast, "mara")
    assert "For you session to close" in head_of(cast, "tove")
    for who, way in (("mara", "/plan"), ("tove", "/bookings/")):
        list_of = cast.browser(who).get("/app/north/clients").text
        url = re.findall(r'ledger__why reach" href="([^"]+)"', list_of)[0]
        page = cast.browser(who).get(f"/app/north/clients/{cast.clients['ben']}").text
        assert way in url
        assert f'<dt>For you</dt><dd><a class="reach" href="{url}"' in page


def test_another_coach_finds_no_reasons_of_theirs_there(cast: Cast) -> None:
    _slip(cast)
    cast.join("frida", Role.OWNER, Role.COACH)
    head = head_of(cast, "frida")
    assert head
    assert "For you" not in head


def test_a_plan_that_is_prepared_has_its_line(cast: Cast) -> None:
    def prepare() -> None:
        make_ready(client_of(cast), by=by_coach(cast))
        draft_for(client_of(cast), by=by_coach(cast))

    in_north(cast, prepare)
    assert "Plan A draft, 30 days" in head_of(cast, "mara")
    assert "A draft" not in head_of(cast, "tove")
