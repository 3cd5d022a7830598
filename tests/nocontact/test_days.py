"""Civil dates: leap years, changing clocks, zones, pauses, limits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coachhub.nocontact.rules import (
    Span,
    after_pause,
    clock_changes,
    closes_at,
    end_of,
    has_ended,
    hours_of,
    is_late,
    is_length,
    lived_again,
    may_begin,
    may_check_in,
    may_correct,
    may_restart,
    most_to_extend,
    open_days,
    pause_of,
    paused_until,
    restarts_after,
    travelled,
)

BERLIN, NEW_YORK, LISBON = "Europe/Berlin", "America/New_York", "Europe/Lisbon"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-20", 21, "2026-04-09"),
        ("2026-01-01", 90, "2026-03-31"),
        ("2028-01-01", 90, "2028-03-30"),
        ("2028-02-29", 21, "2028-03-20"),
        ("2026-10-20", 30, "2026-11-18"),
    ],
)
def test_the_last_day(start: str, days: int, end: str) -> None:
    assert end_of(day(start), days) == day(end)
    assert Span(day(start), day(end)).days == days


@pytest.mark.parametrize(
    ("days", "fits"), [(20, False), (21, True), (45, True), (90, True), (91, False), (0, False)]
)
def test_from_21_to_90_days(days: int, *, fits: bool) -> None:
    assert is_length(days) == fits


@pytest.mark.parametrize(("ahead", "may"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_plan_begins_within_sixty_days(ahead: int, *, may: bool) -> None:
    today = day("2026-03-10")
    assert may_begin(today + timedelta(days=ahead), today) == may


@pytest.mark.parametrize(
    ("which", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-30", 24)]
)
def test_a_day_is_as_long_as_it_is(which: str, hours: int) -> None:
    assert hours_of(day(which), BERLIN) == hours


def test_a_plan_knows_when_the_clocks_change() -> None:
    plan = Span(day("2026-03-04"), day("2026-04-17"))
    assert clock_changes(plan, BERLIN) == [day("2026-03-29")]
    assert clock_changes(plan, "Asia/Tokyo") == []


@pytest.mark.parametrize(
    ("which", "zone", "instant"),
    [
        ("2026-03-10", BERLIN, "2026-03-11 02:00"),
        ("2026-03-28", BERLIN, "2026-03-29 01:00"),
        ("2026-10-24", BERLIN, "2026-10-25 02:00"),
        # At 03:00 the clocks go to 04:00 in Athens: there is no 03:00, and the day ends with it.
        ("2026-03-28", "Europe/Athens", "2026-03-29 01:00"),
        # At 04:00 they go back to 03:00: there are two, and the first one counts.
        ("2026-10-24", "Europe/Athens", "2026-10-25 00:00"),
        ("2026-03-10", NEW_YORK, "2026-03-11 07:00"),
    ],
)
def test_when_a_day_is_over(which: str, zone: str, instant: str) -> None:
    assert closes_at(day(which), zone) == at(instant)


@pytest.mark.parametrize(
    ("now", "zone", "days"),
    [
        ("2026-03-11 00:30", BERLIN, ["2026-03-10", "2026-03-11"]),
        ("2026-03-11 01:59", BERLIN, ["2026-03-10", "2026-03-11"]),
        ("2026-03-11 02:00", BERLIN, ["2026-03-11"]),
        ("2026-03-10 22:59", BERLIN, ["2026-03-10"]),
        ("2026-03-10 23:01", BERLIN, ["2026-03-10", "2026-03-11"]),
        ("2026-03-29 00:59", BERLIN, ["2026-03-28", "2026-03-29"]),
        ("2026-03-29 01:00", BERLIN, ["2026-03-29"]),
        ("2026-10-25 01:30", BERLIN, ["2026-10-24", "2026-10-25"]),
        ("2026-03-11 05:30", NEW_YORK, ["2026-03-10", "2026-03-11"]),
    ],
)
def test_before_three_yesterday_is_still_open(now: str, zone: str, days: list[str]) -> None:
    assert [str(one) for one in open_days(at(now), zone)] == days


@pytest.mark.parametrize(
    ("on", "may"),
    [
        ("2026-03-20", True),
        ("2026-03-21", False),
        ("2026-03-13", True),
        ("2026-03-12", False),
        ("2026-03-09", False),
    ],
)
def test_a_check_in_is_of_a_day_that_came_and_not_too_long_ago(on: str, *, may: bool) -> None:
    plan = Span(day("2026-03-10"), day("2026-04-10"))
    assert may_check_in(day(on), plan, at("2026-03-20 12:00"), BERLIN) == may


def test_a_check_in_is_not_before_the_plan() -> None:
    plan = Span(day("2026-03-19"), day("2026-04-10"))
    assert not may_check_in(day("2026-03-18"), plan, at("2026-03-20 12:00"), BERLIN)


def test_the_last_check_in_is_open_for_seven_days() -> None:
    plan = Span(day("2026-03-01"), day("2026-03-21"))
    assert may_check_in(day("2026-03-21"), plan, at("2026-03-28 12:00"), BERLIN)
    assert not may_check_in(day("2026-03-21"), plan, at("2026-03-29 12:00"), BERLIN)


def test_what_is_said_after_three_is_added_later() -> None:
    assert not is_late(day("2026-03-10"), at("2026-03-11 01:30"), BERLIN)
    assert is_late(day("2026-03-10"), at("2026-03-11 02:00"), BERLIN)


def test_a_plan_ends_after_its_grace() -> None:
    assert not has_ended(day("2026-03-21"), at("2026-03-22 01:59"), BERLIN)
    assert has_ended(day("2026-03-21"), at("2026-03-22 02:00"), BERLIN)


@pytest.mark.parametrize(
    ("now", "before", "after", "lost"),
    [
        # West, an evening is lived twice; no date is lost.
        ("2026-03-10 02:00", BERLIN, NEW_YORK, []),
        ("2026-03-10 20:00", BERLIN, "Asia/Tokyo", []),
        ("2026-03-10 12:00", BERLIN, LISBON, []),
        # Over the date line the rest of a date is gone.
        ("2026-05-02 18:00", "America/Los_Angeles", "Pacific/Auckland", ["2026-05-02"]),
        ("2026-05-02 08:00", "America/Los_Angeles", "Pacific/Auckland", []),
        (
            "2026-05-02 10:30",
            "Pacific/Pago_Pago",
            "Pacific/Kiritimati",
            ["2026-05-01", "2026-05-02"],
        ),
        ("2026-05-02 18:00", "Pacific/Auckland", "America/Los_Angeles", []),
    ],
)
def test_dates_lost_on_the_way(now: str, before: str, after: str, lost: list[str]) -> None:
    assert [str(one) for one in travelled(at(now), before, after)] == lost


KIRITIMATI = "Pacific/Kiritimati"


@pytest.mark.parametrize(
    ("now", "before", "after", "again"),
    [
        # Undone on the same date, and before three of the next.
        ("2026-03-10 12:00", KIRITIMATI, BERLIN, True),
        ("2026-03-10 20:00", KIRITIMATI, BERLIN, True),
        ("2026-03-11 01:30", KIRITIMATI, BERLIN, True),
        ("2026-03-10 12:00", KIRITIMATI, "Asia/Tokyo", True),
        # Over where one goes, or as open as it was where one is.
        ("2026-03-11 02:30", KIRITIMATI, BERLIN, False),
        ("2026-03-10 11:30", KIRITIMATI, "Pacific/Tongatapu", False),
        ("2026-03-10 12:00", BERLIN, KIRITIMATI, False),
    ],
)
def test_a_lost_date_is_there_again(now: str, before: str, after: str, *, again: bool) -> None:
    assert lived_again(day("2026-03-10"), at(now), before, after) == again


PLAN = Span(day("2026-03-01"), day("2026-03-30"))


@pytest.mark.parametrize(
    ("today", "reported", "resumed", "first", "last"),
    [
        ("2026-03-10", False, "2026-03-15", "2026-03-01", "2026-04-04"),
        ("2026-03-10", True, "2026-03-15", "2026-03-01", "2026-04-03"),
        ("2026-03-10", False, "2026-03-10", "2026-03-01", "2026-03-30"),
        ("2026-03-01", False, "2026-03-04", "2026-03-04", "2026-04-02"),
        ("2026-03-29", False, "2026-04-05", "2026-03-01", "2026-04-06"),
        ("2026-03-10", True, "2026-03-10", "2026-03-01", "2026-03-30"),
        # Forgotten, it ends where it was to end.
        ("2026-03-10", False, "2026-05-01", "2026-03-01", "2026-04-06"),
    ],
    ids=[
        "some days",
        "told of",
        "at once",
        "on day 1",
        "across the end",
        "never begun",
        "at its most",
    ],
)
def test_a_pause_moves_the_end(
    today: str, resumed: str, first: str, last: str, *, reported: bool
) -> None:
    pause = pause_of(day(today), 7, is_reported=reported)
    done = paused_until(pause, day(resumed))
    assert after_pause(PLAN, done) == Span(day(first), day(last))


@pytest.mark.parametrize(
    ("days", "at_review", "for_children", "most"),
    [
        (45, False, False, 45),
        (90, False, False, 0),
        (45, True, False, 30),
        (90, True, False, 30),
        (160, True, False, 20),
        (180, True, False, 0),
        (180, True, True, 30),
        (180, False, True, 0),
    ],
)
def test_how_far_a_run_may_grow(
    days: int, most: int, *, at_review: bool, for_children: bool
) -> None:
    assert most_to_extend(days, at_review=at_review, for_children=for_children) == most


@pytest.mark.parametrize(
    ("start", "days", "may"),
    [
        ("2026-03-13", 45, True),
        ("2026-03-13", 21, True),
        ("2026-03-13", 20, False),
        ("2026-03-13", 46, False),
        ("2026-03-12", 45, False),
        ("2026-03-21", 45, True),
        ("2026-03-22", 45, False),
    ],
)
def test_a_new_run(start: str, days: int, *, may: bool) -> None:
    run = Span(day("2026-03-01"), day("2026-04-14"))
    within = restarts_after(day("2026-03-12"), run, day("2026-03-14"))
    assert may_restart(day(start), days, within=within, run_days=45) == may


@pytest.mark.parametrize(
    ("slip", "days"),
    [("2026-02-28", 0), ("2026-03-01", 20), ("2026-03-14", 7), ("2026-04-15", 0)],
)
def test_a_slip_of_another_run_leads_to_no_new_one(slip: str, days: int) -> None:
    run = Span(day("2026-03-01"), day("2026-04-14"))
    within = restarts_after(day(slip), run, day("2026-03-14"))
    assert within.days == days
    assert within.first == day(slip) + timedelta(days=1)
    assert may_restart(within.first, 30, within=within, run_days=45) == bool(days)


@pytest.mark.parametrize(
    ("corrected", "may"),
    [
        ("2026-02-15", True),
        ("2026-02-14", False),
        ("2026-03-05", True),
        ("2026-03-15", True),
        ("2026-03-16", False),
        ("2026-03-21", False),
    ],
)
def test_a_start_is_corrected_within_a_fortnight(corrected: str, *, may: bool) -> None:
    today = day("2026-03-20")
    assert may_correct(day("2026-03-01"), day(corrected), today) == may


@pytest.mark.parametrize(("corrected", "may"), [("2026-03-05", True), ("2026-03-04", False)])
def test_a_start_is_corrected_to_a_day_after_the_runs_before(corrected: str, *, may: bool) -> None:
    closed = [
        Span(day("2026-02-20"), day("2026-03-04")),
        Span(day("2026-02-01"), day("2026-02-09")),
    ]
    assert may_correct(day("2026-03-10"), day(corrected), day("2026-03-20"), closed) == may
