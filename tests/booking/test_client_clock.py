"""Where the client reads another clock than the coach, the desk says the time by both."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.web import i18n
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.nocontact.plans import in_north
from tests.visitor import Visitor

NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"
HERE = "/app/north"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def goes_by(cast: Cast) -> Callable[[str], None]:
    """Ben's clock."""

    def set_zone(zone: str) -> None:
        def write() -> None:
            db.session.get_one(Client, (cast.north, cast.clients["ben"])).zone = zone

        in_north(cast, write)

    return set_zone


@pytest.fixture
def sessions(cast: Cast, mara: Visitor) -> str:
    """Ben's sessions at the desk; one is booked, for tomorrow at ten."""
    open_shop(cast)
    path = f"{HERE}/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{path}/new", start=at(1).isoformat()).status_code == 303
    return path


def _session(mara: Visitor, sessions: str) -> str:
    found = re.search(rf"{HERE}/bookings/[0-9a-f-]{{36}}", mara.get(sessions).text)
    assert found
    return found[0]


def _there(cast: Cast, zone: str) -> str:
    """What Ben's clock says when the session begins."""
    with cast.app.test_request_context():
        i18n.speak("en", ZONE)
        return i18n.clock_beside(at(1), zone)


def test_the_picker_says_both_clocks(
    mara: Visitor, sessions: str, goes_by: Callable[[str], None]
) -> None:
    goes_by(NEW_YORK)
    for path in (f"{sessions}/new", f"{_session(mara, sessions)}/move"):
        page = mara.get(path).text
        assert "Ben is in New York" in page
        assert "your coach is in" not in page
        assert re.search(r"<b>[\d: APM\xa0]+</b><span>.*? New York</span>", page)


def test_times_in_the_client_s_night_are_marked(
    mara: Visitor, sessions: str, goes_by: Callable[[str], None]
) -> None:
    goes_by(NEW_YORK)
    for path in (f"{sessions}/new", f"{_session(mara, sessions)}/move"):
        page = mara.get(path).text
        slots = re.findall(r'value="([^"]+)"[^>]*><b>(.*?)</label>', page)
        assert slots
        for value, words in slots:
            hour = datetime.fromisoformat(value).astimezone(ZoneInfo(NEW_YORK)).hour
            assert ("at night for Ben" in words) == (hour not in range(7, 22)), value
        assert "The dark hours are night for Ben." in page


def test_whoever_books_for_themselves_is_told_of_their_own_night(
    cast: Cast, sessions: str, goes_by: Callable[[str], None]
) -> None:
    goes_by(NEW_YORK)
    page = cast.browser("ben").get("/portal/north/sessions").text
    book = re.search(r'href="(/portal/north/sessions/new/[^"]+)"', page)
    assert book
    page = cast.browser("ben").get(book[1]).text
    slots = re.findall(r'value="([^"]+)"[^>]*><b>(.*?)</b>', page)
    assert slots
    for value, words in slots:
        hour = datetime.fromisoformat(value).astimezone(ZoneInfo(NEW_YORK)).hour
        assert ("at night for you" in words) == (hour not in range(7, 22)), value
    assert "The dark hours are night for you." in page


def test_with_one_clock_it_says_one(mara: Visitor, sessions: str) -> None:
    page = mara.get(f"{sessions}/new").text
    assert "Ben is in" not in page
    assert "</b><span>" not in page
    assert 'class="clocks"' not in page


def test_what_holds_for_who_cancels_is_not_said_to_the_coach(mara: Visitor, sessions: str) -> None:
    assert "data-rule" not in mara.get(f"{sessions}/new").text


@pytest.mark.parametrize("zone", [NEW_YORK, TOKYO])
def test_a_session_is_said_by_both_clocks(
    cast: Cast, mara: Visitor, sessions: str, goes_by: Callable[[str], None], zone: str
) -> None:
    goes_by(zone)
    there = _there(cast, zone)
    week = f"{at(1):%Y-%m-%d}"
    pages = {
        "its line": sessions,
        "the client's head": sessions.removesuffix("/sessions"),
        "the calendar": f"{HERE}/calendar?week={week}",
    }
    for name, path in pages.items():
        assert there in mara.get(path).text, name
    city = there.rpartition(" ")[2]
    assert (
        f"for Ben ({'New York' if zone == NEW_YORK else city})"
        in mara.get(_session(mara, sessions)).text
    )


def test_the_other_day_is_named(cast: Cast) -> None:
    late = at(1, 20)
    with cast.app.test_request_context():
        i18n.speak("en", "UTC")
        assert i18n.clock_beside(late, TOKYO) == f"{at(2):%a} 5:00\xa0AM Tokyo"
        assert i18n.clock_beside(late, "Europe/Lisbon") in {"", "9:00\xa0PM Lisbon"}
        assert i18n.clock_beside(late, "UTC") == ""


@pytest.mark.parametrize(("zone", "is_told"), [(TOKYO, True), (ZONE, False), (NEW_YORK, False)])
def test_a_typed_time_at_night_is_said_to_be_one(
    sessions: str, mara: Visitor, goes_by: Callable[[str], None], zone: str, *, is_told: bool
) -> None:
    """16:00 UTC, by Mara's clock, is one in the morning in Tokyo, and day elsewhere."""
    goes_by(zone)
    begins = at(2, 16).astimezone(ZoneInfo(ZONE))
    typed = {"any-key": str(new_id()), "any-begins_at": f"{begins:%Y-%m-%dT%H:%M}"}
    assert mara.post(f"{sessions}/new", typed).status_code == 303
    assert ("That is at night for Ben: 1:00" in mara.get(sessions).text) == is_told
