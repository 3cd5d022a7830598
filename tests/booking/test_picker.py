"""The picker has six weeks from this one on, shows a month's own times, and is light on its longest
day.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from coachhub.booking.picker import Day, Other, Picker
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.web import i18n
from tests.booking.scene import at, open_hours, open_shop
from tests.cast import Cast
from tests.visitor import AS_SCRIPT, Visitor

LIGHT = 30_000
"""Bytes of a page that is sent uncompressed, since its address has a query."""
_DAY = re.compile(r'class="month__day[^>]*>(\d+)<')
_TIME = re.compile(r'name="start" value="([^"]+)"')


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


@pytest.fixture
def shop(cast: Cast) -> str:
    """Where one books ten minutes at every fifth minute of the day, with either of two coaches."""
    what = open_shop(cast, minutes=10)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        for name in ("mara", "idris"):
            by = Actor(cast.users[name], "coach")
            open_hours(cast.north, cast.members[name], by, step_minutes=5)
        db.session.commit()
    return f"/p/north/book/{what}"


def test_the_longest_day_is_light_and_shown_by_its_parts(cast: Cast, shop: str) -> None:
    zone = "America/Argentina/Buenos_Aires"
    address = f"{shop}?coach={cast.members['idris']}&zone={zone}&day={at(5):%Y-%m-%d}"
    found: list[str] = []
    for part in ("", *(f"&from={hour}" for hour in range(4, 24, 4))):
        answer = cast.browser(None).get(address + part)
        assert len(answer.data) < LIGHT, part
        found += _TIME.findall(answer.text)
    assert len(found) == len(set(found)) == 24 * 12 - 1


@pytest.mark.parametrize("query", ["?zone=Asia/Tokyo", "?month={month}", "?zones=1", "?from=99"])
def test_each_page_of_a_picker_is_light(shop: str, app: Flask, query: str) -> None:
    answer = Visitor(app).get(shop + query.format(month=f"{at(28):%Y-%m}"))
    assert answer.status_code == 200
    assert len(answer.data) < LIGHT


def test_a_script_on_the_page_gets_the_times_alone(shop: str, app: Flask) -> None:
    guest = Visitor(app)
    whole, part = (guest.get(f"{shop}?zone=UTC", headers=headers) for headers in ({}, AS_SCRIPT))
    assert _TIME.findall(part.text) == _TIME.findall(whole.text)
    assert "<html" not in part.text
    assert "HX-Request-Type" in part.headers["Vary"]


@pytest.mark.parametrize(
    ("language", "names", "begin"),
    [("en-US", "Sun Mon", _sunday), ("en-GB", "Mon Tue", _monday), ("fr", "lun. mar.", _monday)],
)
def test_the_month_begins_with_this_week_as_the_reader_has_it(
    shop: str, app: Flask, language: str, names: str, begin: Callable[[date], date]
) -> None:
    today = clock.today("UTC")
    spoken = {"Accept-Language": language}
    page = Visitor(app).get(f"{shop}?zone=UTC&month={today:%Y-%m}", headers=spoken).text
    assert _days_of(page) == _six_weeks(max(begin(today), begin(today.replace(day=1))))
    assert " ".join(re.findall(r'<th scope="col">([^<]+)', page)[:2]) == names


def test_another_month_is_shown_whole_with_times_of_its_own(shop: str, app: Flask) -> None:
    month = (clock.today("UTC").replace(day=1) + timedelta(days=32)).replace(day=1)
    page = Visitor(app).get(f"{shop}?zone=UTC&month={month:%Y-%m}").text
    assert _days_of(page) == _six_weeks(_sunday(month))
    assert {time[:7] for time in _TIME.findall(page)} == {f"{month:%Y-%m}"}


@pytest.mark.parametrize(
    ("today", "title"),
    [
        (date(2026, 11, 9), "November 2026"),
        (date(2026, 11, 27), "November\u2009\u2013\u2009December 2026"),
        (date(2026, 12, 28), "December 2026\u2009\u2013\u2009January 2027"),
    ],
)
def test_it_is_called_by_the_months_of_most_days_shown(app: Flask, today: date, title: str) -> None:
    monday = _monday(today)
    days = [monday + timedelta(days=number) for number in range(42)]
    week = [Day(on, 1, "?", is_chosen=False, is_today=False) for on in days]
    picker = Picker(
        today.replace(day=1), [week], None, [], None, None, None, "UTC", Other("UTC", "", "", "")
    )
    with app.test_request_context():
        assert i18n.month_and_year(picker.month, picker.last_month) == title


def test_days_beside_the_month_can_be_chosen_and_are_told_apart(shop: str, app: Flask) -> None:
    month = (clock.today("UTC").replace(day=1) + timedelta(days=32)).replace(day=1)
    page = Visitor(app).get(f"{shop}?zone=UTC&month={month:%Y-%m}").text
    beside = re.findall(r'month__day--beside" href="[^"]*day=([\d-]+)', page)
    assert beside
    assert all(day[:7] != f"{month:%Y-%m}" for day in beside)
    named = re.findall(
        r'month__day--beside" href="[^"]*day=([\d-]+)[^>]*aria-label="([^"]*)"', page
    )
    assert all(f"{date.fromisoformat(day):%a, %b %-d}, " in label for day, label in named)
    assert len(named) == len(beside)
    in_it = page.count("month__day--open")
    assert f"{month:%B %Y}: {in_it} days have times." in page


def _days_of(page: str) -> list[int]:
    return [int(day) for day in _DAY.findall(page)]


def _six_weeks(first: date) -> list[int]:
    return [(first + timedelta(days=number)).day for number in range(42)]
