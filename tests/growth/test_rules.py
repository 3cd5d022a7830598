"""How often, how far, and what may follow what."""

from datetime import date, timedelta
from itertools import product

import pytest

from coachhub.growth.library import TEMPLATES
from coachhub.growth.rules import (
    AMOUNT_AT_MOST,
    RHYTHMS,
    STORED,
    Act,
    Did,
    Kind,
    Outcome,
    Pace,
    Party,
    Rhythm,
    Tag,
    TaskState,
    asks_today,
    bits_of,
    following,
    is_a_lot,
    may_begin,
    span_at,
    state_on,
    times_done,
    weekdays_of,
)

S, A, P = TaskState, Act, Party
POSSIBLE = {
    (S.SUGGESTED, A.AGREE, P.CLIENT): S.AGREED,
    (S.SUGGESTED, A.DECLINE, P.CLIENT): S.STOPPED,
    (S.SUGGESTED, A.TAKE_BACK, P.COACH): S.STOPPED,
    (S.AGREED, A.FINISH, P.CLIENT): S.DONE,
    (S.AGREED, A.FINISH_PARTLY, P.CLIENT): S.PARTLY,
    (S.AGREED, A.STOP, P.CLIENT): S.STOPPED,
    (S.AGREED, A.STOP, P.COACH): S.STOPPED,
}
MONDAY = date(2027, 3, 15)


@pytest.mark.parametrize("cell", list(product(sorted(STORED), Act, Party)), ids=str)
def test_what_follows(cell: tuple[TaskState, Act, Party]) -> None:
    assert following(*cell) == POSSIBLE.get(cell)


@pytest.mark.parametrize(
    ("state", "starts_in", "seen"),
    [
        (S.AGREED, 1, S.AGREED),
        (S.AGREED, 0, S.ACTIVE),
        (S.AGREED, -1, S.ACTIVE),
        (S.SUGGESTED, -1, S.SUGGESTED),
        (S.DONE, -1, S.DONE),
    ],
)
def test_agreed_is_active_from_its_first_day(
    state: TaskState, starts_in: int, seen: TaskState
) -> None:
    assert state_on(state, MONDAY + timedelta(days=starts_in), MONDAY) == seen


def pace(rhythm: Rhythm, amount: int = 1, days: tuple[int, ...] = (), weeks: int = 6) -> Pace:
    ends_on = MONDAY + timedelta(weeks=weeks)
    return Pace(rhythm, amount, bits_of(days), MONDAY, ends_on)


def did(*days: int, outcome: Outcome = Outcome.DONE) -> list[Did]:
    return [Did(MONDAY + timedelta(days=day), outcome) for day in days]


@pytest.mark.parametrize(
    ("what", "today", "first", "last", "target"),
    [
        (pace(Rhythm.A_WEEK, 3), 2, 0, 6, 3),
        (pace(Rhythm.A_WEEK, 3), 7, 7, 13, 3),
        (pace(Rhythm.WEEKDAYS, days=(0, 3)), 5, 0, 6, 2),
        (pace(Rhythm.EVERY_WEEKS, 2), 13, 0, 13, 1),
        (pace(Rhythm.EVERY_WEEKS, 2), 14, 14, 27, 1),
        (pace(Rhythm.ENTRIES, 5), 20, 0, 42, 5),
        (pace(Rhythm.ONCE), 20, 0, 42, 1),
        (pace(Rhythm.A_WEEK, 3), -3, 0, 6, 3),
    ],
)
def test_the_stretch_that_counts(
    what: Pace, today: int, first: int, last: int, target: int
) -> None:
    span = span_at(what, MONDAY + timedelta(days=today))
    days = (span.first - MONDAY).days, span.last and (span.last - MONDAY).days
    assert (*days, span.target) == (first, last, target)


@pytest.mark.parametrize("what", [Rhythm.A_WEEK, Rhythm.WEEKDAYS, Rhythm.EVERY_WEEKS])
@pytest.mark.parametrize("start", [date.min, date.max])
def test_a_stretch_stays_within_the_calendar(what: Rhythm, start: date) -> None:
    task = Pace(what, 2, bits_of([0]), start, None)
    assert asks_today(task, [], date.max) is (what is not Rhythm.WEEKDAYS)
    assert (span_at(task, date.max).last or date.min) <= date.max


@pytest.mark.parametrize(
    ("ahead", "may"), [(-31, False), (-30, True), (0, True), (366, True), (367, False)]
)
def test_a_task_begins_within_reach(ahead: int, *, may: bool) -> None:
    assert may_begin(MONDAY + timedelta(days=ahead), MONDAY) is may


def test_a_part_counts_and_not_today_does_not() -> None:
    entries = [*did(0), *did(1, outcome=Outcome.PARTLY), *did(2, outcome=Outcome.NOT_TODAY)]
    assert times_done(entries, span_at(pace(Rhythm.A_WEEK, 3), MONDAY)) == 2


def test_a_new_week_begins_at_nothing() -> None:
    next_week = MONDAY + timedelta(days=7)
    assert times_done(did(0, 6), span_at(pace(Rhythm.A_WEEK, 3), next_week)) == 0


@pytest.mark.parametrize(
    ("what", "entries", "today", "asks"),
    [
        (pace(Rhythm.A_WEEK, 2), [], 0, True),
        (pace(Rhythm.A_WEEK, 2), did(0), 0, False),
        (pace(Rhythm.A_WEEK, 2), did(0), 1, True),
        (pace(Rhythm.A_WEEK, 2), did(0, 1), 6, False),
        (pace(Rhythm.A_WEEK, 2), did(0, 1), 7, True),
        (pace(Rhythm.A_WEEK, 2), [], -1, False),
        (pace(Rhythm.A_WEEK, 2), [], 43, False),
        (pace(Rhythm.WEEKDAYS, days=(2,)), [], 1, False),
        (pace(Rhythm.WEEKDAYS, days=(2,)), [], 2, True),
        (pace(Rhythm.ENTRIES, 2), did(0, 3), 5, False),
        (pace(Rhythm.ONCE), [], 43, True),
        (pace(Rhythm.ONCE), did(1, outcome=Outcome.NOT_TODAY), 2, True),
    ],
)
def test_what_asks_to_be_done_today(
    what: Pace, entries: list[Did], today: int, *, asks: bool
) -> None:
    assert asks_today(what, entries, MONDAY + timedelta(days=today)) == asks


@pytest.mark.parametrize(
    ("difficulties", "a_lot"),
    [([1] * 5, False), ([1] * 6, True), ([3, 3, 1], False), ([3, 3, 3], True), ([], False)],
)
def test_more_than_one_should_carry(difficulties: list[int], *, a_lot: bool) -> None:
    assert is_a_lot(difficulties) == a_lot


@pytest.mark.parametrize("days", [[], [0], [6], [0, 2, 6], list(range(7))])
def test_weekdays_come_back(days: list[int]) -> None:
    assert weekdays_of(bits_of(days)) == days


def test_forty_templates_come_along() -> None:
    assert len(TEMPLATES) == 40
    assert len({str(template.words) for template in TEMPLATES.values()}) == 40
    assert all(str(template.why) for template in TEMPLATES.values())


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_is_whole(template: object) -> None:
    found = TEMPLATES[template.key]  # type: ignore[attr-defined]
    assert 1 <= len(found.categories) <= 3
    assert found.rhythm in RHYTHMS[found.kind]
    assert 1 <= found.amount <= AMOUNT_AT_MOST.get(found.rhythm, 1)
    assert found.difficulty in (1, 2, 3)
    assert (found.kind is Kind.ONE_OFF) <= bool(found.days)


def test_every_complaint_finds_a_task() -> None:
    assert {tag for template in TEMPLATES.values() for tag in template.tags} == set(Tag)


@pytest.mark.parametrize(("tag", "at_least"), [(Tag.SELFISH, 3), (Tag.HARPING, 3)])
def test_a_complaint_finds_several(tag: Tag, at_least: int) -> None:
    assert sum(tag in template.tags for template in TEMPLATES.values()) >= at_least
