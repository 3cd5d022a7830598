"""Times that nobody can mean are no errors of ours: pages show what is nearest, forms say so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coachhub.booking.rules import is_within_a_year, is_within_reach, nearest
from coachhub.core import clock
from tests.booking.scene import open_shop
from tests.cast import Cast
from tests.visitor import Visitor

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ABSURD = ["0001-01-01", "1999-12-31", "9999-12-31"]


@pytest.mark.parametrize(
    ("instant", "reach"),
    [
        (datetime.min.replace(tzinfo=UTC), "beyond"),
        (datetime(1999, 12, 31, 23, 59, tzinfo=UTC), "beyond"),
        (datetime(2000, 1, 1, tzinfo=UTC), "ours"),
        (NOW - timedelta(days=367), "ours"),
        (NOW - timedelta(days=365), "a year"),
        (NOW + timedelta(days=365), "a year"),
        (NOW + timedelta(days=367), "ours"),
        (NOW + timedelta(days=729), "ours"),
        (NOW + timedelta(days=732), "beyond"),
        (datetime.max.replace(tzinfo=UTC), "beyond"),
    ],
)
def test_what_is_within_reach(instant: datetime, reach: str) -> None:
    assert is_within_reach(instant, NOW) == (reach != "beyond")
    assert is_within_a_year(instant, NOW) == (reach == "a year")


def test_the_nearest_day() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    days = [date.min, date(2026, 11, 7), date.max]
    assert [nearest(day, first, last) for day in days] == [first, date(2026, 11, 7), last]


@pytest.mark.parametrize("day", ABSURD)
@pytest.mark.parametrize(
    ("name", "page"),
    [
        (None, "/p/north/book/{what}"),
        ("ben", "/portal/north/sessions/new/{what}"),
        ("mara", "/app/north/clients/{ben}/sessions/new"),
    ],
)
def test_the_picker_shows_the_nearest_month(
    cast: Cast, name: str | None, page: str, day: str
) -> None:
    what, browser = open_shop(cast), cast.browser(name)
    path = page.format(what=what, ben=cast.clients["ben"])
    today = clock.now()
    shown = today if day < f"{today:%Y}" else today + timedelta(days=60)
    for asked in (f"day={day}", f"month={day[:7]}"):
        answer = browser.get(f"{path}?{asked}&zone=UTC")
        assert answer.status_code == 200
        assert f"<h2>{shown:%B}" in answer.text


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Europe/Nowhere", "../etc/passwd", ""])
def test_a_zone_that_nobody_lives_in_is_the_coachs(cast: Cast, zone: str) -> None:
    answer = cast.browser(None).get(f"/p/north/book/{open_shop(cast)}", query_string={"zone": zone})
    assert answer.status_code == 200
    assert "UTC" in answer.text


@pytest.mark.parametrize("start", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_a_slot_that_is_none_is_asked_for_again(cast: Cast, start: str) -> None:
    what, guest = open_shop(cast), cast.browser(None)
    assert guest.fill(f"/p/north/book/{what}", start=start).status_code == 422


@pytest.mark.parametrize(
    ("week", "shown"), [("0001-01-01", "1999"), ("1999-12-31", "1999"), ("9999-12-31", None)]
)
def test_the_calendar_shows_the_nearest_week(cast: Cast, week: str, shown: str | None) -> None:
    answer = cast.browser("mara").get(f"/app/north/calendar?week={week}")
    last = clock.today("Europe/Berlin") + timedelta(days=730)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    assert answer.status_code == 200
    assert (shown or f"{sunday.year}") in answer.text


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("0001-01-01T00:00", "2026-01-01T00:00"),
        ("1999-12-31T00:00", "2026-01-01T00:00"),
        ("2026-01-01T00:00", "9999-12-31T23:59"),
    ],
)
def test_time_off_is_of_our_days(cast: Cast, begins: str, ends: str) -> None:
    mara: Visitor = cast.browser("mara")
    blocks = f"/app/north/availability/{cast.members['mara']}/blocks"
    answer = mara.fill(blocks, begins_at=begins, ends_at=ends)
    assert answer.status_code == 422
    assert "to two years ahead" in answer.text


def test_time_off_is_at_times(cast: Cast) -> None:
    blocks = f"/app/north/availability/{cast.members['mara']}/blocks"
    answer = cast.browser("mara").fill(blocks, begins_at="soon", ends_at="later")
    assert answer.status_code == 422
