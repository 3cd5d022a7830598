"""States, policies and reminders."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from coachhub.booking.rules import (
    ENDED,
    LIVE,
    BookingState,
    Policy,
    cancelled_now,
    may_become,
    may_move,
    may_remind,
    reminder_at,
    terms,
)

S = BookingState
POSSIBLE = {
    (S.HELD, S.PENDING_PAYMENT),
    (S.HELD, S.CONFIRMED),
    (S.HELD, S.EXPIRED),
    (S.PENDING_PAYMENT, S.CONFIRMED),
    (S.PENDING_PAYMENT, S.EXPIRED),
    (S.PENDING_PAYMENT, S.CANCELLED_BY_COACH),
    (S.CONFIRMED, S.COMPLETED),
    (S.CONFIRMED, S.NO_SHOW),
    (S.CONFIRMED, S.CANCELLED_BY_CLIENT),
    (S.CONFIRMED, S.LATE_CANCELLED),
    (S.CONFIRMED, S.CANCELLED_BY_COACH),
    (S.EXPIRED, S.CONFIRMED),
    (S.COMPLETED, S.NO_SHOW),
    (S.NO_SHOW, S.COMPLETED),
}
START = datetime(2026, 3, 19, 14, tzinfo=UTC)
POLICY = Policy(free_hours=24, kept_percent=50, moves=2)


@pytest.mark.parametrize("cell", list(product(S, S)), ids=str)
def test_what_may_follow(cell: tuple[BookingState, BookingState]) -> None:
    assert may_become(*cell) == (cell in POSSIBLE)


def test_each_state_takes_the_time_or_does_not() -> None:
    assert set(S) == LIVE | ENDED
    assert not LIVE & ENDED


@pytest.mark.parametrize(
    ("before", "by_coach", "price", "outcome"),
    [
        (timedelta(hours=25), False, 9500, (S.CANCELLED_BY_CLIENT, 0, 9500)),
        (timedelta(hours=24), False, 9500, (S.CANCELLED_BY_CLIENT, 0, 9500)),
        (timedelta(hours=23, minutes=59), False, 9500, (S.LATE_CANCELLED, 4750, 4750)),
        (timedelta(hours=1), False, 9501, (S.LATE_CANCELLED, 4750, 4751)),
        (timedelta(hours=1), True, 9500, (S.CANCELLED_BY_COACH, 0, 9500)),
        (timedelta(hours=1), False, 0, (S.LATE_CANCELLED, 0, 0)),
    ],
)
def test_what_a_cancellation_costs(
    before: timedelta, price: int, outcome: tuple[BookingState, int, int], *, by_coach: bool
) -> None:
    found = cancelled_now(
        POLICY, price=price, starts_at=START, now=START - before, by_coach=by_coach
    )
    assert (found.state, found.kept, found.returned) == outcome
    assert found.kept + found.returned == price


def test_a_day_before_is_twenty_four_real_hours() -> None:
    """Over the change of 29 March a Berlin wall clock would say 23 or 25."""
    start = datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert POLICY.free_until(start) == datetime(2026, 3, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moved", "hours", "may"), [(0, 30, True), (1, 24, True), (2, 30, False), (0, 23, False)]
)
def test_who_may_still_move(moved: int, hours: int, *, may: bool) -> None:
    now = START - timedelta(hours=hours)
    assert may_move(POLICY, moved=moved, starts_at=START, now=now) == may


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        ("2026-03-19 15:00", "2026-03-18 15:00"),
        ("2026-03-19 08:00", "2026-03-18 08:00"),
        ("2026-03-19 07:59", "2026-03-17 20:00"),
        ("2026-03-19 21:00", "2026-03-18 20:00"),
        ("2026-03-19 23:30", "2026-03-18 20:00"),
        ("2026-03-30 02:30", "2026-03-28 20:00"),
    ],
)
def test_nobody_is_reminded_at_night(starts: str, reminded: str) -> None:
    """By the clock in New York, where the client is."""
    zone = ZoneInfo("America/New_York")
    start = datetime.fromisoformat(starts).replace(tzinfo=zone)
    found = reminder_at(start, "America/New_York").astimezone(zone)
    assert f"{found:%Y-%m-%d %H:%M}" == reminded


@pytest.mark.parametrize(
    ("starts", "now", "may"),
    [
        ("2026-03-19 15:00", "2026-03-18 15:00", True),
        ("2026-03-19 15:00", "2026-03-18 17:00", True),
        ("2026-03-19 15:00", "2026-03-18 17:01", False),
        ("2026-03-19 15:00", "2026-03-18 12:59", False),
        ("2026-03-19 15:00", "2026-03-19 15:00", False),
        ("2026-03-19 20:00", "2026-03-18 20:59", True),
        ("2026-03-19 20:00", "2026-03-18 21:00", False),
        ("2026-03-19 23:30", "2026-03-18 20:30", True),
        ("2026-03-19 23:30", "2026-03-18 21:30", False),
        ("2026-03-19 08:00", "2026-03-18 07:59", False),
        ("2026-03-19 08:00", "2026-03-18 08:00", True),
        ("2026-03-29 15:00", "2026-03-28 14:00", True),
        ("2026-03-29 15:00", "2026-03-28 17:00", False),
    ],
)
def test_a_reminder_goes_out_in_time_by_day_or_not_at_all(
    starts: str, now: str, *, may: bool
) -> None:
    """By the clock in Berlin, where the client is; the last two over the change to summer time."""
    zone = ZoneInfo("Europe/Berlin")
    start, then = (
        datetime.fromisoformat(one).replace(tzinfo=zone).astimezone(UTC) for one in (starts, now)
    )
    assert may_remind(start, "Europe/Berlin", then) is may


@pytest.mark.parametrize(
    ("hours", "price", "moved", "holds"),
    [
        (30, 9500, 0, (4750, False, True)),
        (30, 9500, 2, (4750, False, False)),
        (24, 9500, 0, (4750, False, True)),
        (23, 9500, 0, (4750, True, False)),
        (30, 0, 0, (0, False, True)),
        (23, 0, 0, (0, True, False)),
    ],
)
def test_what_holds_from_now_on(
    hours: int, price: int, moved: int, holds: tuple[int, bool, bool]
) -> None:
    now = START - timedelta(hours=hours)
    found = terms(POLICY, price=price, starts_at=START, now=now, moved=moved)
    assert (found.kept, found.is_late, found.may_move) == holds
    assert found.free_until == START - timedelta(hours=24)


@pytest.mark.parametrize("policy", [Policy(24, 0, 2), Policy(0, 50, 2)])
def test_where_nothing_is_ever_kept(policy: Policy) -> None:
    for hours in (30, 1):
        now = START - timedelta(hours=hours)
        assert terms(policy, price=9500, starts_at=START, now=now).kept == 0
