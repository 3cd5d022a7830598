"""Charts of so many a day, and of values told from time to time: what is drawn of them."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from coachhub.core.charts import Bars, Stem, bars_of, in_order, over_time
from config import Environment
from tests.visitor import MakeApp, Visitor

FIRST = date(2027, 3, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def drawn(days: int, *told: int) -> Bars:
    found = bars_of(map(day, told), FIRST, day(days - 1))
    assert found
    return found


def test_nothing_is_drawn_of_nothing() -> None:
    assert bars_of([], FIRST, day(20)) is None
    assert bars_of([day(-1), day(21)], FIRST, day(20)) is None


@pytest.mark.parametrize(
    ("days", "bars", "last"), [(1, 1, 0), (21, 21, 20), (45, 45, 44), (46, 7, 45), (90, 13, 89)]
)
def test_many_days_are_drawn_a_week_at_a_time(days: int, bars: int, last: int) -> None:
    chart = drawn(days, 0, days - 1)
    assert len(chart.bars) == bars
    assert (chart.bars[0].first, chart.bars[-1].last) == (FIRST, day(last))
    assert chart.total == 2
    assert all(one.last < other.first for one, other in pairwise(chart.bars))


def test_each_is_counted_at_its_day_and_empty_days_stay() -> None:
    chart = drawn(5, 0, 2, 2, 4, 9)
    assert [bar.count for bar in chart.bars] == [1, 0, 2, 0, 1]
    assert (chart.total, chart.days, chart.most) == (4, 3, 2)


@pytest.mark.parametrize(("count", "has_bricks"), [(1, True), (8, True), (9, False)])
def test_each_is_a_brick_as_long_as_one_can_count_them(count: int, *, has_bricks: bool) -> None:
    assert drawn(21, *[3] * count).has_bricks is has_bricks


def test_room_between_two_is_the_time_between_them() -> None:
    stems = over_time([Stem(day(30), 8), Stem(FIRST, 4), Stem(day(30), 6)])
    assert [(one.place, one.value) for one in stems.stems] == [(0, 4), (30, 8), (30, 6)]
    assert (stems.columns, stems.least, stems.most) == (31, 4, 8)
    assert over_time([Stem(FIRST, 4), Stem(FIRST, 5)]).columns == 7


def test_in_order_one_stands_beside_the_other() -> None:
    stems = in_order([Stem(day(9), 7, 4), Stem(FIRST, 3, 6), Stem(day(9), 5, 5)])
    assert [(one.place, one.before, one.value) for one in stems.stems] == [
        (0, 6, 3),
        (1, 4, 7),
        (2, 5, 5),
    ]
    assert stems.columns == 3
    assert stems.has_before


def test_as_many_bricks_are_drawn_as_there_were(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide").text
    bricks = re.findall(r'class="chart__brick" d="([^"]*)"', page)
    one, few, many, weeks = map(str, bricks)
    assert one.count("M") == 1
    assert few.count("M") == int(re.findall(r'label="Pauses: (\d+) times', page)[1])
    assert many.count("M") <= 21
    assert weeks.count("M") <= 13
