"""A plan day by day, and what counts as a slip."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask

from coachhub.nocontact.rules import (
    DEFAULTS,
    SLIPS_BY_DEFAULT,
    ContactKind,
    Counts,
    Kind,
    Mark,
    Outcome,
    Reason,
    Rule,
    RuleKey,
    Span,
    Told,
    count,
    days_to_return,
    is_slip,
    kind_fits,
    outcomes,
    path_of,
    silent_days,
    strip_of,
)
from coachhub.nocontact.words import week_words

START = date(2026, 3, 4)


def on(number: int) -> date:
    """The date of a plan's day."""
    return START + timedelta(days=number - 1)


def told(
    reported: tuple[int, ...] = (),
    slips: tuple[int, ...] = (),
    paused: tuple[int, int] | None = None,
    travel: tuple[int, ...] = (),
) -> Told:
    pauses = [Span(on(paused[0]), on(paused[1]))] if paused else []
    return Told({on(n) for n in reported}, {on(n) for n in slips}, pauses, {on(n) for n in travel})


def marks(what: Told, today: int, days: int = 6) -> list[Mark]:
    return [day.mark for day in path_of(Span(START, on(days)), what, on(today))]


def test_only_a_day_that_is_over_is_kept() -> None:
    assert marks(told(reported=(1, 2, 4)), today=4) == [
        Mark.KEPT,
        Mark.KEPT,
        Mark.NOT_REPORTED,
        Mark.TODAY,
        Mark.TO_COME,
        Mark.TO_COME,
    ]


def test_a_slip_is_one_whatever_else_was_told() -> None:
    assert marks(told(reported=(1, 2), slips=(2, 3)), today=3, days=3) == [
        Mark.KEPT,
        Mark.SLIP,
        Mark.SLIP,
    ]


def test_a_slip_in_a_paused_time_is_none() -> None:
    assert marks(told(slips=(2,), paused=(2, 3)), today=5, days=3) == [
        Mark.NOT_REPORTED,
        Mark.PAUSED,
        Mark.PAUSED,
    ]


def test_a_date_lost_on_the_way_is_not_unreported() -> None:
    assert marks(told(reported=(1,), travel=(1, 2)), today=4, days=3) == [
        Mark.KEPT,
        Mark.TRAVEL,
        Mark.NOT_REPORTED,
    ]


@pytest.mark.parametrize(
    ("what", "mark"),
    [
        (told(), Mark.ENDED),
        (told(reported=(3,)), Mark.KEPT),
        (told(slips=(3,)), Mark.SLIP),
        (told(paused=(3, 3)), Mark.PAUSED),
        (told(travel=(3,)), Mark.TRAVEL),
    ],
)
def test_the_day_it_was_ended_on_counts_for_what_was_told(what: Told, mark: Mark) -> None:
    ended = replace(what, ended_on=on(3))
    assert marks(ended, today=3, days=3)[:2] == [Mark.NOT_REPORTED] * 2
    days = path_of(Span(START, on(3)), ended, on(4))
    assert days[-1].mark is mark
    assert count(days).not_reported == 2


def test_paused_days_are_not_counted() -> None:
    days = path_of(Span(START, on(8)), told(paused=(3, 5)), on(7))
    assert [day.number for day in days] == [1, 2, 2, 2, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "what", [told(), told(reported=(4,)), told(slips=(4,)), told(paused=(4, 4))]
)
def test_today_is_the_same_day_whatever_was_told_of_it(what: Told) -> None:
    days = path_of(Span(START, on(6)), what, on(4))
    assert [day.number for day in days if day.is_today] == [days[3].number]
    assert strip_of(days).today == (31, 7)
    assert strip_of(path_of(Span(START, on(6)), what, on(7))).today is None


def test_what_the_days_come_to() -> None:
    days = path_of(Span(START, on(21)), told(reported=(1, 2, 4, 6), slips=(4,)), on(6))
    assert count(days) == Counts(kept=2, slips=1, not_reported=2)


@pytest.mark.parametrize(
    ("reported", "slips", "today", "after"),
    [
        ((1, 2, 3), (2,), 4, 1),
        ((1, 2, 4), (2,), 5, 2),
        ((1, 2, 3), (2,), 3, 1),
        ((1, 2), (2,), 4, None),
        ((1, 2, 3), (), 4, None),
        ((1, 2, 3, 5, 6), (2, 5), 7, 1),
    ],
)
def test_after_how_many_days_one_was_back(
    reported: tuple[int, ...], slips: tuple[int, ...], today: int, after: int | None
) -> None:
    days = path_of(Span(START, on(21)), told(reported, slips), on(today))
    assert days_to_return(days) == after


@pytest.mark.parametrize(
    ("what", "today", "silent"),
    [
        (told(reported=(1,)), 6, 4),
        (told(reported=(1, 5)), 6, 0),
        (told(reported=(1,), paused=(3, 4)), 7, 3),
        (told(reported=(1,), travel=(4,)), 6, 3),
        (told(), 1, 0),
        (told(reported=(6,)), 6, 0),
        (told(slips=(3,)), 6, 2),
    ],
)
def test_how_long_nothing_was_told(what: Told, today: int, silent: int) -> None:
    assert silent_days(path_of(Span(START, on(21)), what, on(today))) == silent


K, R = ContactKind, RuleKey
SLIPS = {K.REACHED_OUT, K.BY_ME, K.REPLY_OFF_TOPIC, K.VIA_OTHERS}


@pytest.mark.parametrize("kind", ContactKind)
def test_what_is_a_slip_unless_agreed_otherwise(kind: ContactKind) -> None:
    rules = [Rule(key, is_on=True, counts_as_slip=key in SLIPS_BY_DEFAULT) for key in DEFAULTS]
    assert is_slip(kind, rules) == (kind in SLIPS)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (R.NO_WRITING, K.BY_ME),
        (R.NO_WRITING, K.REACHED_OUT),
        (R.NO_MEETING, K.BY_ME),
        (R.NO_MEETING, K.REACHED_OUT),
        (R.NO_REPLYING, K.REPLY_OFF_TOPIC),
        (R.NO_REPLYING, K.REACHED_OUT),
        (R.NO_NEWS, K.VIA_OTHERS),
        (R.NO_MESSENGERS, K.VIA_OTHERS),
        (R.NO_LOOKING, K.CHECKING),
    ],
)
def test_a_rule_is_one_while_it_is_on_and_counts(key: RuleKey, kind: ContactKind) -> None:
    for is_on, counts in product((True, False), repeat=2):
        rules = [Rule(key, is_on=is_on, counts_as_slip=counts)]
        assert is_slip(kind, rules) == (is_on and counts)


@pytest.mark.parametrize("kind", [K.BY_THEM, K.ENCOUNTER, K.ALLOWED])
def test_what_others_do_is_never_a_slip(kind: ContactKind) -> None:
    assert not is_slip(kind, [Rule(key, is_on=True, counts_as_slip=True) for key in RuleKey])


@pytest.mark.parametrize("reason", [None, *Reason])
def test_which_kind_a_plan_may_be(reason: Reason | None) -> None:
    duties = {Reason.CHILDREN, Reason.LEGAL_OR_MONEY}
    for asked in (True, False):
        assert kind_fits(Kind.FULL, reason, asked_to_stop=asked) == (reason is None)
        fits = reason in duties if asked else reason is not None
        assert kind_fits(Kind.LIMITED, reason, asked_to_stop=asked) == fits


def test_talking_is_not_offered_where_contact_is_barred() -> None:
    assert Outcome.OPEN_TO_TALK in outcomes(contact_is_barred=False)
    assert Outcome.OPEN_TO_TALK not in outcomes(contact_is_barred=True)
    assert Outcome.NOT_REVIEWED not in outcomes(contact_is_barred=False)


def test_a_strip_draws_each_mark_in_one_line() -> None:
    days = path_of(Span(START, on(9)), told(reported=(1, 2, 4), slips=(4,)), on(5))
    drawn = strip_of(days)
    lines = dict(drawn.lines)
    assert [mark.value for mark in lines] == ["kept", "not_reported", "slip", "today", "to_come"]
    assert lines[Mark.KEPT] == "M7 7h0M15 7h0"
    assert drawn.today == (39, 7)
    assert lines[Mark.TO_COME].count("M") == 4


def test_a_strip_whose_days_stand_close_has_smaller_dots() -> None:
    strips = [strip_of(path_of(Span(START, on(days)), told(), on(1))) for days in (45, 60, 90)]
    assert [strip.is_close for strip in strips] == [False, True, False]


@pytest.mark.parametrize(("days", "height"), [(21, 14), (49, 14), (63, 14), (64, 28), (90, 28)])
def test_a_strip_goes_on_in_a_second_row_after_nine_weeks(days: int, height: int) -> None:
    drawn = strip_of(path_of(Span(START, on(days)), told(), on(1)))
    assert drawn.height == height
    assert drawn.width <= 430


@pytest.mark.parametrize(("days", "first"), [(64, 35), (90, 49), (120, 42)])
def test_its_rows_are_even(days: int, first: int) -> None:
    [(_mark, drawn)] = strip_of(path_of(Span(START, on(days)), told(), START - timedelta(1))).lines
    assert len(re.findall(r" 7h", drawn)) == first


def test_no_days_are_no_drawing() -> None:
    assert strip_of([]).lines == []


def test_a_week_says_how_many_days_it_was_paused(app: Flask) -> None:
    days = path_of(Span(START, on(7)), told(reported=(1, 2), slips=(3,), paused=(4, 7)), on(8))
    with app.test_request_context():
        [week] = week_words(days)
    parts = [unicodedata.normalize("NFKC", part) for part in week]
    assert parts == ["2 kept", "1 slip", "4 paused"]
