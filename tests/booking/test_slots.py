"""Free times, across clock changes and around what is taken."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coachhub.booking.rules import Busy, Hours, Offer, Window, free_slots, is_repeated

EVERY_DAY = [Window(day, 9 * 60, 17 * 60) for day in range(7)]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def hours(zone: str, windows: Sequence[Window] = EVERY_DAY, **more: Any) -> Hours:
    wide = {"notice_hours": 0, "horizon_days": 20_000, "step_minutes": 60, "most_a_day": 24}
    return Hours(zone, windows, **{**wide, **more})


def local(zone: str, day: date, windows: Sequence[Window], **more: int) -> list[str]:
    """The wall times that are offered on a day, for an hour each."""
    found = free_slots(
        hours(zone, windows, **more), Offer(60), [], first=day, last=day, now=LONG_AGO
    )
    return [f"{one.astimezone(ZoneInfo(zone)):%H:%M%z}" for one in found]


def at_night(begins: int, ends: int) -> list[Window]:
    return [Window(day, begins, ends) for day in range(7)]


@pytest.mark.parametrize(
    ("zone", "day", "times"),
    [
        ("Europe/Berlin", date(2026, 3, 28), ["01:00+0100", "02:00+0100", "03:00+0100"]),
        ("Europe/Berlin", date(2026, 3, 29), ["01:00+0100", "03:00+0200"]),
        (
            "Europe/Berlin",
            date(2026, 10, 25),
            ["01:00+0200", "02:00+0200", "02:00+0100", "03:00+0100"],
        ),
        ("America/New_York", date(2026, 3, 8), ["01:00-0500", "03:00-0400"]),
        (
            "America/New_York",
            date(2026, 11, 1),
            ["01:00-0400", "01:00-0500", "02:00-0500", "03:00-0500"],
        ),
        ("Asia/Kathmandu", date(2026, 3, 29), ["01:00+0545", "02:00+0545", "03:00+0545"]),
        ("Pacific/Apia", date(2011, 12, 30), []),
        ("Pacific/Apia", date(2011, 12, 31), ["01:00+1400", "02:00+1400", "03:00+1400"]),
        ("UTC", date(2028, 2, 29), ["01:00+0000", "02:00+0000", "03:00+0000"]),
    ],
)
def test_wall_hours_across_clock_changes(zone: str, day: date, times: list[str]) -> None:
    assert local(zone, day, at_night(60, 240)) == times


def test_half_an_hour_s_change_on_lord_howe() -> None:
    zone = "Australia/Lord_Howe"
    skipped = local(zone, date(2026, 10, 4), at_night(60, 240), step_minutes=30)
    assert "02:00+1030" not in skipped
    assert "02:30+1100" in skipped
    repeated = local(zone, date(2026, 4, 5), at_night(60, 240), step_minutes=30)
    assert [one for one in repeated if one.startswith("01:30")] == ["01:30+1100", "01:30+1030"]


def test_a_change_at_midnight_in_beirut() -> None:
    assert local("Asia/Beirut", date(2026, 3, 29), at_night(0, 120)) == ["01:00+0300"]


def test_the_coach_s_wall_clock_holds_for_visitors_elsewhere() -> None:
    """New York 10:00 is 16:00 in Berlin on 4 Mar 2026, 15:00 on 18 Mar, 16:00 on 1 Apr."""
    ten = [Window(day, 600, 660) for day in range(7)]
    seen = []
    for day in (date(2026, 3, 4), date(2026, 3, 18), date(2026, 4, 1)):
        [slot] = free_slots(
            hours("America/New_York", ten), Offer(60), [], first=day, last=day, now=LONG_AGO
        )
        seen.append(f"{slot.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}")
    assert seen == ["16:00", "15:00", "16:00"]


@pytest.mark.parametrize(
    ("zone", "instant", "repeated"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30, tzinfo=UTC), False),
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), False),
        ("Europe/Berlin", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), False),
        ("UTC", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), False),
    ],
)
def test_what_the_clock_shows_twice(zone: str, instant: datetime, *, repeated: bool) -> None:
    assert is_repeated(instant, zone) == repeated


MONDAY = date(2027, 3, 15)
NINE = datetime(2027, 3, 15, 9, tzinfo=UTC)


def offered(busy: list[Busy], offer: Offer | None = None, **more: Any) -> list[int]:
    """The hours of Monday that are free in UTC."""
    found = free_slots(
        hours("UTC", **more), offer or Offer(60), busy, first=MONDAY, last=MONDAY, now=LONG_AGO
    )
    return [one.hour for one in found]


def taken(begin: float, end: float, *, is_session: bool = True) -> Busy:
    return Busy(
        NINE + timedelta(hours=begin - 9), NINE + timedelta(hours=end - 9), is_session=is_session
    )


ALL = list(range(9, 17))


@pytest.mark.parametrize(
    ("busy", "free"),
    [
        ([], ALL),
        ([taken(9, 10)], ALL[1:]),
        ([taken(9, 10.25)], ALL[2:]),
        ([taken(8, 9)], ALL),
        ([taken(16.5, 18)], ALL[:-1]),
        ([taken(17, 18)], ALL),
        ([taken(10, 11), taken(10.5, 12)], [9, 12, 13, 14, 15, 16]),
        ([taken(12, 13), taken(9, 10)], [10, 11, 13, 14, 15, 16]),
        ([taken(0, 24)], []),
    ],
)
def test_what_is_taken_is_not_offered(busy: list[Busy], free: list[int]) -> None:
    assert offered(busy) == free


def test_the_rest_after_a_session_must_be_free_too() -> None:
    assert offered([taken(11, 12)], Offer(60, buffer_minutes=15)) == [9, 12, 13, 14, 15, 16]


def test_a_session_ends_within_the_hours_and_its_rest_need_not() -> None:
    assert offered([], Offer(120, buffer_minutes=60)) == ALL[:-1]


def test_a_day_takes_so_many_sessions() -> None:
    two = [taken(9, 10), taken(10, 11)]
    assert offered(two, most_a_day=2) == []
    assert offered(two, most_a_day=3) == ALL[2:]
    assert offered([*two[:1], taken(10, 11, is_session=False)], most_a_day=2) == ALL[2:]


@pytest.mark.parametrize(
    ("notice", "first"),
    [(0, 9), (1, 10), (2, 11), (24, None)],
)
def test_notice_is_given(notice: int, first: int | None) -> None:
    found = free_slots(
        hours("UTC", notice_hours=notice), Offer(60), [], first=MONDAY, last=MONDAY, now=NINE
    )
    assert (found[0].hour if found else None) == first


def test_nothing_is_offered_past_the_horizon() -> None:
    last = MONDAY + timedelta(days=9)
    found = free_slots(
        hours("UTC", horizon_days=2), Offer(60), [], first=MONDAY, last=last, now=NINE
    )
    assert found[-1] == NINE + timedelta(days=2)


@pytest.mark.parametrize("seed", range(25))
def test_it_agrees_with_looking_at_each_time_by_itself(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # times for a test
    zone = random.choice(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    first = date(2026, random.choice([3, 4, 10, 11]), 1)
    last = first + timedelta(days=30)
    begin = datetime(first.year, first.month, 1, tzinfo=UTC)
    busy = []
    for _number in range(60):
        start = begin + timedelta(minutes=random.randrange(30 * 24 * 60))
        busy.append(Busy(start, start + timedelta(minutes=random.randrange(1, 200))))
    offer = Offer(random.choice([25, 60, 90]), random.choice([0, 15]))
    windows = [Window(day, random.randrange(600), 900) for day in range(7)]
    plan = hours(zone, windows, step_minutes=30)
    found = set(free_slots(plan, offer, busy, first=first, last=last, now=LONG_AGO))
    possible = set(free_slots(plan, offer, [], first=first, last=last, now=LONG_AGO))
    long = timedelta(minutes=offer.minutes + offer.buffer_minutes)
    free = {one for one in possible if all(b.ends <= one or b.begins >= one + long for b in busy)}
    assert found == free
