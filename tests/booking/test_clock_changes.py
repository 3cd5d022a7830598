"""Times typed by the clock, in the nights in which Berlin's clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from coachhub.core import clock
from coachhub.core.ids import new_id
from tests.booking.scene import open_shop
from tests.cast import Cast
from tests.visitor import Visitor

MARCH, OCTOBER, SUNDAY = 3, 10, 6


def _night(month: int) -> datetime:
    """02:00 of the next last Sunday of the month."""
    now = clock.now()
    days = (
        datetime(now.year, now.month, now.day, 2, tzinfo=UTC) + timedelta(n) for n in range(366)
    )
    return next(
        day
        for day in days
        if day > now and day.weekday() == SUNDAY and day.month == month and day.day >= 25
    )


def _wall(month: int, minutes: int) -> str:
    return f"{_night(month) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


@pytest.fixture
def mara(cast: Cast, superuser: Engine) -> Visitor:
    """She works in Berlin."""
    open_shop(cast)
    with superuser.begin() as connection:
        connection.execute(text("UPDATE calendar SET zone = 'Europe/Berlin'"))
    return cast.browser("mara")


def _new(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/sessions/new"


def _starts(superuser: Engine) -> datetime:
    with superuser.connect() as connection:
        found: datetime = connection.scalar(text("SELECT starts_at FROM booking"))
        return found.astimezone(UTC)


def test_a_time_that_clocks_skip_is_refused_at_its_field(cast: Cast, mara: Visitor) -> None:
    form = {"any-key": str(new_id()), "any-begins_at": _wall(MARCH, 30)}
    answer = mara.post(_new(cast), form)
    assert answer.status_code == 422
    assert 'href="#any-begins_at">Begins at: Clocks skip this time' in answer.text
    assert _wall(MARCH, 30) in answer.text


@pytest.mark.parametrize("minutes", [-90, -30])
def test_of_a_time_that_clocks_show_twice_one_is_chosen(
    cast: Cast, mara: Visitor, superuser: Engine, minutes: int
) -> None:
    form = {"any-key": str(new_id()), "any-begins_at": _wall(OCTOBER, 30)}
    asked = mara.post(_new(cast), form)
    assert asked.status_code == 422
    assert "show this time twice" in asked.text
    assert "AM (UTC+02:00)" in asked.text
    assert "AM (UTC+01:00)" in asked.text
    instant = _night(OCTOBER) + timedelta(minutes=minutes)
    chosen = mara.post(_new(cast), {**form, "any-which": instant.isoformat()})
    assert chosen.status_code == 303
    assert _starts(superuser) == instant


def test_another_choice_than_the_two_is_asked_for_again(cast: Cast, mara: Visitor) -> None:
    form = {"any-key": str(new_id()), "any-begins_at": _wall(OCTOBER, 30), "any-which": "soon"}
    assert mara.post(_new(cast), form).status_code == 422


@pytest.mark.parametrize(("begins", "ends", "field"), [(30, 60, "begins_at"), (-60, 30, "ends_at")])
def test_time_off_begins_and_ends_when_clocks_show_it(
    cast: Cast, mara: Visitor, begins: int, ends: int, field: str
) -> None:
    blocks = f"/app/north/availability/{cast.members['mara']}/blocks"
    times = {"begins_at": _wall(MARCH, begins), "ends_at": _wall(MARCH, ends)}
    answer = mara.fill(blocks, **times)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Clocks skip this time" in answer.text


def test_time_off_covers_both_times_that_clocks_show(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    blocks = f"/app/north/availability/{cast.members['mara']}/blocks"
    times = {"begins_at": _wall(OCTOBER, 0), "ends_at": _wall(OCTOBER, 30)}
    assert mara.fill(blocks, **times).status_code == 303
    with superuser.connect() as connection:
        lasts = connection.scalar(text("SELECT ends_at - begins_at FROM block"))
    assert lasts == timedelta(minutes=90)
