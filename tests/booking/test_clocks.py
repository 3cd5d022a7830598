"""Two clocks stand to one scale, whatever the zones and the night of a change of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.booking.clocks import WIDTH, Clocks, two_clocks
from coachhub.booking.rules import is_night
from coachhub.core.web import i18n

FIRST, LAST = datetime(2026, 1, 1), datetime(2028, 1, 1)  # noqa: DTZ001 (as Hypothesis wants them)
BERLIN, NEW_YORK, KATHMANDU = "Europe/Berlin", "America/New_York", "Asia/Kathmandu"


def _clocks(
    app: Flask,
    first: datetime,
    last: datetime,
    *,
    here: str,
    there: str,
    is_own_night: bool = False,
) -> Clocks:
    with app.test_request_context():
        i18n.speak("en_GB", "UTC")
        return two_clocks(
            [first, last], 60, here=here, there=there, whose="Ben", is_own_night=is_own_night
        )


def _named(clocks: Clocks) -> list[list[str]]:
    return [[tick.name for tick in one.ticks if tick.name] for one in (clocks.here, clocks.there)]


def test_what_is_an_afternoon_here_is_a_morning_there(app: Flask) -> None:
    first, last = (datetime(2027, 1, 14, hour, tzinfo=UTC) for hour in (9, 15))
    clocks = _clocks(app, first, last, here=BERLIN, there=NEW_YORK)
    assert _named(clocks) == [
        ["09:00", "11:00", "13:00", "15:00", "17:00"],
        ["03:00", "05:00", "07:00", "09:00", "11:00"],
    ]
    assert [(one.whose) for one in (clocks.here, clocks.there)] == ["You, Berlin", "Ben, New York"]
    assert [(night.x, night.width) for night in clocks.there.nights] == [(0, WIDTH // 2)]
    assert clocks.says == "10:00 in Berlin is 04:00 in New York."
    assert clocks.dark == "The dark hours are night for Ben."


def test_who_comes_is_told_of_their_own_night_and_no_other(app: Flask) -> None:
    noon = datetime(2027, 1, 14, 12, tzinfo=UTC)
    clocks = _clocks(app, noon, noon, here=NEW_YORK, there=BERLIN, is_own_night=True)
    assert clocks.here.nights == []
    assert (clocks.dark, clocks.night) == ("", "")
    early = datetime(2027, 1, 14, 9, tzinfo=UTC)
    clocks = _clocks(app, early, early, here=NEW_YORK, there=BERLIN, is_own_night=True)
    [night] = clocks.here.nights
    assert night.x == 0
    assert clocks.there.nights == ()
    assert clocks.dark == "The dark hours are night for you."
    assert clocks.night == "night for you, 22:00 to 07:00"


def test_a_session_is_as_wide_as_it_is_long(app: Flask) -> None:
    noon = datetime(2027, 1, 14, 12, tzinfo=UTC)
    clocks = _clocks(app, noon, noon, here=BERLIN, there=NEW_YORK)
    first, second = (tick.x for tick in clocks.here.ticks[:2])
    assert clocks.width == second - first


def test_another_day_is_named_at_its_midnight(app: Flask) -> None:
    evening = datetime(2027, 1, 14, 19, tzinfo=UTC)
    clocks = _clocks(app, evening, evening, here=BERLIN, there="Asia/Tokyo")
    assert "Fri" in _named(clocks)[1]
    assert "Fri 04:00 in Tokyo" in clocks.says


def test_full_hours_of_a_zone_between_stand_between(app: Flask) -> None:
    noon = datetime(2027, 1, 14, 12, tzinfo=UTC)
    clocks = _clocks(app, noon, noon, here=BERLIN, there=KATHMANDU)
    here, there = ([tick.x for tick in one.ticks] for one in (clocks.here, clocks.there))
    quarter = WIDTH / 8 / 4
    assert [x - quarter for x in there] == pytest.approx(here[: len(there)], abs=0.01)


@pytest.mark.parametrize(("day", "hours"), [(28, 23), (27, 24)])
def test_the_night_of_a_change_is_as_long_as_it_is(app: Flask, day: int, hours: int) -> None:
    midnight = datetime(2027, 3, day, tzinfo=UTC) - timedelta(hours=1)
    last = midnight + timedelta(hours=hours - 1)
    clocks = _clocks(app, midnight, last, here=BERLIN, there=NEW_YORK)
    assert clocks.ends - clocks.begins == timedelta(hours=hours)
    assert len(clocks.here.ticks) == hours + 1


@pytest.mark.parametrize(
    ("hour", "is_so"), [(21, False), (22, True), (0, True), (6, True), (7, False)]
)
def test_when_it_is_night(hour: int, *, is_so: bool) -> None:
    assert is_night(datetime(2027, 1, 14, hour, tzinfo=UTC), "UTC") is is_so


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    hours=st.integers(0, 23),
    here=st.timezone_keys(),
    there=st.timezone_keys(),
)
def test_all_times_lie_on_the_rulers(
    app: Flask, first: datetime, hours: int, here: str, there: str
) -> None:
    first = first.replace(minute=0, second=0, microsecond=0)
    last = first + timedelta(hours=hours)
    clocks = _clocks(app, first, last, here=here, there=there)
    assert clocks.begins <= first
    assert last + timedelta(hours=1) <= clocks.ends
    for ruler in (clocks.here, clocks.there):
        places = [tick.x for tick in ruler.ticks]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= WIDTH
