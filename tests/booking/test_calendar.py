"""The calendar at the desk, a week at a time."""

import re

import pytest
import time_machine

from coachhub.accounts.models import User
from coachhub.core.db import db
from tests.booking.scene import at, book_with_ben, hours_of, open_shop
from tests.cast import Cast
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def test_the_week_of_the_calendar_begins_as_the_readers_do(cast: Cast, mara: Visitor) -> None:
    days = re.compile(r'<section id="day-([\d-]+)"')
    week = "/app/north/calendar?week=2027-03-18"
    assert days.findall(mara.get(week).text)[0] == "2027-03-14"
    with cast.app.app_context():
        db.session.get_one(User, cast.users["mara"]).locale = "en_GB"
        db.session.commit()
    assert days.findall(mara.get(week).text)[0] == "2027-03-15"


def test_an_empty_week_says_what_stands_there_and_where_to_begin(cast: Cast, mara: Visitor) -> None:
    first = mara.get("/app/north/calendar").text
    assert "Say first what people can book" in first
    assert not re.search(r'button--main" href="/app/north/clients">', first)
    open_shop(cast)
    empty = mara.get("/app/north/calendar").text
    assert "No session this week." in empty
    assert "Booked sessions appear here at their hours" in empty
    assert "ruler__now" not in empty
    book_with_ben(cast, mara)
    full = mara.get(f"/app/north/calendar?week={at(3).date()}").text
    assert "No session this week." not in full
    for page in (empty, full):
        assert re.search(r'<a class="button button--main" href="/app/north/clients">', page)


def test_who_may_not_offer_reads_who_may_and_sets_their_hours(cast: Cast) -> None:
    idris, hours = cast.browser("idris"), hours_of(cast, "idris")
    way = re.compile(rf'class="button button--main" href="{hours}">\s*Set your hours')
    page = idris.get("/app/north/calendar").text
    assert "can offer a session in its settings: ask Mara Test." in page
    assert way.search(page)
    idris.fill(hours)
    page = idris.get("/app/north/calendar").text
    assert "can offer a session in its settings: ask Mara Test." in page
    assert not way.search(page)


def test_days_that_are_over_and_had_nothing_are_one_line(cast: Cast, mara: Visitor) -> None:
    book_with_ben(cast, mara)
    week, idle = f"/app/north/calendar?week={at(3).date()}", "week__day--idle"
    assert mara.get(week).text.count(idle) < 6
    with time_machine.travel(at(30), tick=False):
        mara.be(cast.users["mara"])
        page = mara.get(week).text
    assert page.count(idle) == 6
    [days] = re.findall(r"Without a session: ([^<]+)\.</p>", page)
    assert days.count(",\xa0") == 6


def test_the_calendar_leads_to_the_week_of_any_day(mara: Visitor) -> None:
    page = mara.get("/app/north/calendar?week=2027-03-18").text
    assert 'type="date" name="week" value="2027-03-18"' in page
    assert 'id="day-2027-03-18"' in page


def test_the_calendar_parts_only_the_year_from_the_day_of_its_heading(mara: Visitor) -> None:
    page = mara.get("/app/north/calendar?week=2027-03-18").text
    assert "Week of Mar\xa014,\xa02027</h1>" in page


def test_who_sees_several_coaches_sees_whose_session_it_is(cast: Cast, mara: Visitor) -> None:
    book_with_ben(cast, mara)
    week = f"/app/north/calendar?week={at(3).date()}"
    whose = re.compile(r'ruler__about--with">([^<]+)</div>')
    assert whose.findall(cast.browser("tove").get(week).text) == ["Mara Test"]
    assert whose.findall(mara.get(week).text) == []
    assert whose.findall(cast.browser("idris").get(week).text) == []
