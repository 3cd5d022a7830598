"""A day on the wall: where sessions stand, and which stand side by side."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, get_template_attribute
from hypothesis import given
from hypothesis import strategies as st

from coachhub.booking.models import Booking
from coachhub.booking.rules import Mark, hours, marks, minute_of
from coachhub.booking.services import Session
from coachhub.core.ids import new_id
from coachhub.core.web import i18n
from tests.visitor import BASE_URL

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2027, 3, 16)


def _at(clock: str, day: date = DAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def _marks(*spans: str) -> list[Mark]:
    pairs = [span.split("-") for span in spans]
    return marks([(_at(begin), _at(end)) for begin, end in pairs], DAY, BERLIN)


def test_a_session_stands_at_its_time() -> None:
    assert _marks("10:00-11:00") == [Mark(600, 660)]


def test_odd_minutes_are_set_outwards() -> None:
    assert _marks("13:02-13:27") == [Mark(780, 810)]


def test_the_shortest_can_still_be_read() -> None:
    assert _marks("10:00-10:05") == [Mark(600, 615)]


def test_what_goes_on_past_midnight_ends_with_the_day() -> None:
    night = [(_at("23:30"), _at("23:30") + timedelta(hours=1))]
    assert marks(night, DAY, BERLIN) == [Mark(23 * 60 + 30, 24 * 60)]


def test_sessions_at_the_same_time_stand_side_by_side() -> None:
    found = _marks("9:00-10:00", "9:30-10:30", "10:00-11:00", "11:00-12:00")
    assert [(mark.lane, mark.lanes) for mark in found] == [(0, 2), (1, 2), (0, 2), (0, 1)]


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((), range(9, 17)),
        (("10:00-11:00",), range(9, 17)),
        (("7:30-8:00",), range(7, 17)),
        (("18:00-19:30",), range(9, 20)),
        (("23:00-23:59",), range(9, 24)),
    ],
)
def test_the_hours_are_a_usual_days_and_what_is_outside_it(
    spans: tuple[str, ...], shown: range
) -> None:
    assert hours(_marks(*spans)) == shown


@pytest.mark.parametrize(("day", "minute"), [(15, 0), (16, 570), (17, 1440)])
def test_a_moment_of_another_day_is_at_the_edge(day: int, minute: int) -> None:
    moment = datetime(2027, 3, 16, 8, 30, tzinfo=UTC)
    there = {15: DAY + timedelta(days=1), 16: DAY, 17: DAY - timedelta(days=1)}[day]
    assert minute_of(moment, there, BERLIN) == minute


SPANS = st.lists(st.tuples(st.integers(0, 1380), st.integers(5, 180)), max_size=12)


@given(SPANS)
def test_no_two_stand_on_one_another(spans: list[tuple[int, int]]) -> None:
    midnight = _at("0:00")
    times = sorted(
        (midnight + timedelta(minutes=begin), midnight + timedelta(minutes=begin + length))
        for begin, length in spans
    )
    found = marks(times, DAY, BERLIN)
    for number, one in enumerate(found):
        assert 0 <= one.lane < one.lanes
        for other in found[:number]:
            apart = one.begins >= other.ends or other.begins >= one.ends
            assert apart or (one.lane != other.lane and one.lanes == other.lanes)


@pytest.mark.parametrize(("now", "unnamed"), [(None, []), (1009, ["17"]), (990, []), (600, ["10"])])
def test_no_hour_is_named_under_the_time_of_now(
    app: Flask, now: int | None, unnamed: list[str]
) -> None:
    day = SimpleNamespace(hours=range(9, 18), sessions=[])
    with app.test_request_context():
        i18n.speak("en", "UTC")
        drawn = get_template_attribute("components/ruler.html", "ruler")(day, "north", now=now)
    hours_drawn = re.findall(r'ruler__hour from-h(\d+)"[^>]*>(<span>)?', drawn)
    assert len(hours_drawn) == 10
    assert [hour for hour, name in hours_drawn if not name] == unnamed


@pytest.mark.parametrize(
    ("state", "now", "said"),
    [
        ("confirmed", "10:59", ""),
        ("confirmed", "11:00", "now"),
        ("pending_payment", "11:44", "now"),
        ("no_show", "11:44", ""),
        ("completed", "11:44", ""),
        ("confirmed", "11:45", "past"),
    ],
)
def test_a_session_goes_on_until_it_ends(app: Flask, state: str, now: str, said: str) -> None:
    held = SimpleNamespace(
        id=new_id(),
        starts_at=_at("11:00"),
        ends_at=_at("11:45"),
        client=None,
        title="Talk",
        state=state,
        coach_id=1,
    )
    session = Session(cast("Booking", held), "Mara")
    day = SimpleNamespace(hours=range(9, 18), sessions=[(session, Mark(11 * 60, 11 * 60 + 45))])
    with app.test_request_context(base_url=BASE_URL):
        i18n.speak("en", "UTC")
        ruler = get_template_attribute("components/ruler.html", "ruler")
        drawn = ruler(day, "north", past=_at(now))
    assert re.findall(r"ruler__item--(now|past)", drawn) == ([said] if said else [])
