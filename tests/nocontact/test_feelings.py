"""How the days felt: what is computed of the check-ins' numbers, and who gets to see it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import (
    Chart,
    ContactAnswer,
    Feeling,
    Felt,
    Party,
    Span,
    Trend,
    charts_of,
)
from tests.cast import Cast
from tests.nocontact.plans import PORTAL, by_client, desk_of, in_north, today
from tests.statements import counted
from tests.visitor import Visitor

FIRST = date(2026, 3, 4)
NO: None = None
"""A day without a word."""


def mood(*values: int | None) -> Chart:
    """The chart of a client who said this from the first day on."""
    days = [FIRST + timedelta(days=place) for place in range(len(values))]
    felt = [Felt(day, True, value) for day, value in zip(days, values, strict=True)]
    [chart] = charts_of(felt, Span(FIRST, days[-1]), Party.CLIENT)
    return chart


def means(chart: Chart) -> list[list[tuple[int, float]]]:
    return [[(one.place, round(one.mean, 1)) for one in piece] for piece in chart.stretches]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5], []),
        ([5, 5, 5], []),
        ([3, 4, 5, 8], [[(3, 5.0)]]),
        ([3, 4, 5, 8, NO, 6], [[(3, 5.0), (4, 5.0), (5, 5.2)]]),
        ([1, 1, 1, 1, 1, 1, 1, 8], [[(3, 1), (4, 1), (5, 1), (6, 1), (7, 2)]]),
        ([4, 4, 4, 4, *[NO] * 7, 9], [[(3, 4), (4, 4), (5, 4), (6, 4)]]),
        ([4, 4, 4, NO, NO, NO, 4, NO, 8, 8, 8], [[(6, 4)], [(10, 7)]]),
    ],
    ids=["one", "too few", "enough", "a day left out", "seven days only", "silence", "two pieces"],
)
def test_a_mean_wants_enough_of_seven_days_and_too_few_part_it(
    values: Sequence[int | None], expected: list[list[tuple[int, float]]]
) -> None:
    assert means(mood(*values)) == expected


@pytest.mark.parametrize("days", [1, 7, 21, 90])
def test_each_told_day_is_a_point_however_long_it_goes(days: int) -> None:
    chart = mood(*(place % 11 for place in range(days)))
    assert [point.place for point in chart.points] == list(range(days))
    assert sum(map(len, chart.stretches)) == max(0, days - 3)


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        ([4] * 7, [6] * 7, Trend.HIGHER),
        ([6] * 7, [4] * 7, Trend.LOWER),
        ([5] * 7, [5, 5, 5, 5, 6, 6, 6], Trend.SAME),
        ([4, 4, 4, 4, NO, NO, NO], [6, NO, 6, 6, NO, NO, 6], Trend.HIGHER),
        ([4, 4, 4, NO, NO, NO, NO], [6] * 7, None),
        ([4] * 7, [6, 6, 6, NO, NO, NO, NO], None),
        ([], [6] * 7, None),
    ],
)
def test_where_it_goes_is_said_with_four_values_in_both_weeks(
    before: list[int | None], last: list[int | None], expected: Trend | None
) -> None:
    assert mood(*before, *last).trend == expected


def test_what_is_private_and_what_lies_outside_is_in_no_chart_of_the_coach() -> None:
    felt = [
        Felt(FIRST, True, 4, 2),
        Felt(FIRST + timedelta(days=1), False, 0, 1, 1),
        Felt(FIRST + timedelta(days=9), True, 10),
    ]
    span = Span(FIRST, FIRST + timedelta(days=5))
    own, coachs = (charts_of(felt, span, party) for party in (Party.CLIENT, Party.COACH))
    assert [(one.feeling, list(one.values.values())) for one in own] == [
        (Feeling.MOOD, [4, 0]),
        (Feeling.ENERGY, [2, 1]),
        (Feeling.SLEEP, [1]),
    ]
    assert [(one.feeling, list(one.values.values())) for one in coachs] == [
        (Feeling.MOOD, [4]),
        (Feeling.ENERGY, [2]),
    ]


def told(cast: Cast, *days: nocontact.CheckInDraft) -> None:
    def tell() -> None:
        live = nocontact.live_plan(cast.north, cast.clients["ben"])
        assert live
        for day in days:
            nocontact.check_in(live, day, by=by_client(cast))

    in_north(cast, tell)


def said(ago: int, **other: Any) -> nocontact.CheckInDraft:
    day = today() - timedelta(days=ago)
    return nocontact.CheckInDraft(day, ContactAnswer.NONE, **other)


def dots(page: str, title: str) -> int:
    """How many days the drawing of a feeling shows."""
    [drawing] = re.findall(rf'<svg[^>]*aria-label="{title}: .*?</svg>', page, re.DOTALL)
    [days] = re.findall(r'class="chart__days" d="([^"]*)"', drawing)
    return str(days).count("M")


def test_the_day_of_a_slip_is_marked_in_the_drawing_of_moods(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    told(running, *(said(ago, mood=5, sleep=2) for ago in (3, 2)))
    assert "chart__slip" not in ben.get(PORTAL).text
    ben.fill(f"{PORTAL}/contact", what="by_me", happened_on=str(today() - timedelta(days=1)))
    for page in (ben.get(PORTAL).text, mara.get(desk_of(running)).text):
        [line, _key] = re.findall(r'class="chart__slip" d="([^"]*)"', page)
        assert line == "M8.5 0V11"


def test_each_week_is_summed_up_beside_its_days(running: Cast, ben: Visitor) -> None:
    told(running, *(said(ago) for ago in (6, 5, 2)))
    ben.fill(f"{PORTAL}/contact", what="by_me", happened_on=str(today() - timedelta(days=1)))
    sums = re.findall(r'<td class="path__sum">(.*?)</td>', ben.get(PORTAL).text, re.DOTALL)
    assert [re.findall(r"<span>([^<]+)</span>", one) for one in sums] == [
        ["2\u00a0kept", "5\u00a0not\u00a0reported"],
        ["1\u00a0kept", "1\u00a0slip"],
        [],
        [],
        [],
    ]


def test_the_light_stays_on_today_once_it_is_told(running: Cast, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me")
    page = ben.get(PORTAL).text
    says = re.findall(r'<span class="visually-hidden">(Day [^<]*)</span>\s*<svg[^>]*--now', page)
    assert len(says) == 1
    assert says[0].endswith(": slip, today")


def test_client_and_coach_see_the_days_that_are_theirs_to_see(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    open_days = [said(ago, mood=value, sleep=2) for ago, value in ((6, 4), (5, 7), (4, 5), (2, 6))]
    told(running, *open_days, said(1, is_shared=False, mood=0, sleep=1, energy=3))
    own, coachs = ben.get(PORTAL).text, mara.get(desk_of(running)).text
    assert "Between 0 and 7 on 5 days." in own
    assert "So-so on 4 days, low on 1 day." in own
    assert "Good on 1 day." in own
    assert dots(own, "Mood") == 5
    assert "Between 4 and 7 on 4 days." in coachs
    assert "In the last seven days 5.5 on average; it is too early to say" in coachs
    assert "So-so on 4 days." in coachs
    assert dots(coachs, "Mood") == 4
    assert "Energy" not in coachs
    table = coachs.partition('class="chart-table"')[2].partition("</table>")[0]
    assert table.count("<tr>") == 5
    assert not re.search(r"<td>\s*0\s*</td>", table)


def test_without_a_number_there_is_no_chart_and_none_costs_a_statement(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    told(running, said(1))
    pages = [(mara, desk_of(running)), (ben, PORTAL)]
    before = []
    for who, page in pages:
        assert "How the days felt" not in who.get(page).text
        with counted(running.app) as sent:
            who.get(page)
        before.append(len(sent))
    told(running, *(said(ago, mood=ago) for ago in range(1, 7)))
    for (who, page), most in zip(pages, before, strict=True):
        assert "How the days felt" in who.get(page).text
        with counted(running.app) as sent:
            who.get(page)
        assert len(sent) == most
