"""What is long takes little room where there is little, and is still told from its like."""

from itertools import pairwise
from typing import Any

import pytest

from tests.browser import checks, crowd
from tests.browser.browsers import DESK, PHONE, Windows

pytestmark = pytest.mark.browser

LINES = """one => Math.round(one.getBoundingClientRect().height
  / parseFloat(getComputedStyle(one).lineHeight))"""
ROWS = """form => new Set([...form.children].filter((one) => one.checkVisibility())
  .map((one) => Math.round(one.getBoundingClientRect().bottom))).size"""
HOUR = """([name, [list, from, to, more]]) => {
  const item = document.createElement("li");
  item.innerHTML = `<a class="ruler__item ${from} ${to} ${more}" href="#">
    <span class="ruler__who"></span><span class="ruler__about ruler__about--when">9:00-10:00</span>
    <span class="ruler__about ruler__about--more">A session for the long and slow work</span></a>`;
  item.querySelector(".ruler__who").textContent = name;
  document.querySelectorAll(".ruler__items")[list].append(item);
}"""
AN_HOUR = [2, "from-h9 from-m0", "to-h10 to-m0", ""]
SHORT = [
    [0, "from-h9 from-m0", "to-h9 to-m30", "ruler__item--slim"],
    [0, "from-h9 from-m30", "to-h9 to-m55", "ruler__item--slim lanes-2"],
    [0, "from-h9 from-m30", "to-h9 to-m55", "ruler__item--slim lane-1 lanes-2"],
]
NOW = """words => {
  const now = document.createElement("p");
  now.className = "ruler__now from-h9 from-m30";
  now.innerHTML = "<span></span>";
  now.firstChild.textContent = words;
  document.querySelector(".ruler").append(now);
  const line = parseFloat(getComputedStyle(now, "::after").width);
  const { right } = now.firstChild.getBoundingClientRect();
  return [now.getBoundingClientRect().right - line - right,
    document.querySelector(".ruler__item").getBoundingClientRect().left - right];
}"""
IS_WHOLE = """one => one.scrollHeight <= one.clientHeight + 1
  && one.getBoundingClientRect().bottom <= one.closest("a").getBoundingClientRect().bottom"""


def test_a_long_name_heads_a_phone_in_few_lines(windows: Windows, found: crowd.Crowd) -> None:
    page = windows.open("ursula", width=PHONE)
    page.goto(f"/app/{crowd.SLUG}/clients/{found.client}")
    assert page.locator(".person__name").evaluate(LINES) <= 3


def test_the_choices_over_a_list_share_a_line_on_a_phone(
    windows: Windows, found: crowd.Crowd
) -> None:
    assert found
    page = windows.open("ursula", width=PHONE)
    page.goto(f"/app/{crowd.SLUG}/clients")
    finder = page.locator("#finder")
    assert finder.locator("select").count() == 2
    assert finder.evaluate(ROWS) == 2
    page = windows.open("ursula", width=PHONE, java_script_enabled=False)
    page.goto(f"/app/{crowd.SLUG}/clients")
    assert page.get_by_role("button", name="Find", exact=True).is_visible()


TO_COME = "/app/north/calendar?week=2031-03-03"
"""Past days without a session are one line on a phone."""
NAMES = ["Anna Reinhardt-Holstein", "Anna Reinhardt-Falkenau"]
A_WALL = """() => document.querySelector(".ruler") || fetch("/app/north/calendar")
  .then((answer) => answer.text())
  .then((text) => new DOMParser().parseFromString(text, "text/html").querySelector(".ruler"))
  .then((ruler) => { document.querySelector("aside").append(document.adoptNode(ruler)) })"""
"""A day without sessions has no ruler on Today: the week's first stands there then."""
OVERLAP = """() => {
  const boxes = [...document.querySelectorAll(".ruler__item")]
    .map((one) => one.getBoundingClientRect());
  return boxes.some((one, here) => boxes.some((other, there) => here < there
    && one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1));
}"""


@pytest.mark.parametrize("name", NAMES)
def test_names_of_a_week_are_whole_enough_to_be_told_apart(windows: Windows, name: str) -> None:
    page = windows.open("mara", width=DESK)
    page.goto("/app/north/calendar")
    page.evaluate(HOUR, [name, AN_HOUR])
    assert page.locator(".ruler__who", has_text=name).evaluate(IS_WHOLE)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["/app/north/", TO_COME])
def test_names_of_short_sessions_are_whole_however_words_are_set(
    windows: Windows, path: str, width: int
) -> None:
    page = windows.open("mara", width=width, has_touch=width == PHONE)
    page.goto(path)
    page.evaluate(A_WALL)
    for place in SHORT:
        page.evaluate(HOUR, [NAMES[0], place])
    names = page.locator(".ruler__who", has_text=NAMES[0])
    for wide in (False, True):
        if wide:
            assert list(checks.spaced(page)) == []
            page.evaluate(checks.SPACED)
        assert [one.evaluate(IS_WHOLE) for one in names.all()] == [True] * len(SHORT)
        assert not page.evaluate(OVERLAP)
    if width == PHONE:
        boxes = [one.bounding_box() for one in page.locator(".ruler__item").all()]
        assert min(box["height"] for box in boxes if box) >= 44


def test_the_shortest_session_of_a_day_can_be_hit_on_a_phone(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE, has_touch=True)
    page.goto("/app/north/")
    page.evaluate(A_WALL)
    page.evaluate(HOUR, ["Anna", [0, "from-h9 from-m0", "to-h9 to-m15", "ruler__item--slim"]])
    assert page.locator(".ruler__hour span").first.is_visible()
    box = page.locator(".ruler__item", has_text="Anna").bounding_box()
    assert box
    assert box["height"] >= 44


@pytest.mark.parametrize("sessions", [[], [[2, *SHORT[0][1:]]]], ids=["none", "half an hour"])
def test_hours_are_of_one_height_where_words_fit(windows: Windows, sessions: list[Any]) -> None:
    page = windows.open("mara", width=DESK)
    page.goto("/app/north/calendar?week=2020-01-06")
    for one in sessions:
        page.evaluate(HOUR, ["Anna Reinhardt", one])
    hours = page.locator(".ruler").first.locator(".ruler__hour span").all()
    tops = [box["y"] for one in hours if (box := one.bounding_box())]
    heights = [after - before for before, after in pairwise(tops)]
    assert max(heights) - min(heights) <= 1


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("time", ["11:15\N{NO-BREAK SPACE}PM", "23:15"])
def test_the_time_of_now_is_crossed_by_nothing(windows: Windows, width: int, time: str) -> None:
    page = windows.open("mara", width=width)
    page.goto("/app/north/")
    page.evaluate(A_WALL)
    page.evaluate(HOUR, ["Anna", [0, *AN_HOUR[1:]]])
    from_line, from_session = page.evaluate(NOW, time)
    assert from_line >= 0
    assert from_session >= 0


def test_the_days_of_a_week_are_equally_wide(windows: Windows) -> None:
    page = windows.open("mara", width=DESK)
    page.goto("/app/north/calendar")
    names = page.locator(".week__name").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().width))"
    )
    assert max(names) - min(names) <= 1


def test_a_week_on_a_phone_says_first_when(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(TO_COME)
    assert page.get_by_text("nothing", exact=True).filter(visible=True).count() == 0
    page.evaluate(HOUR, ["Anna Reinhardt", AN_HOUR])
    when, who = (
        page.locator(f".ruler__item .{part}").bounding_box()
        for part in ("ruler__about--when", "ruler__who")
    )
    assert when
    assert who
    assert when["y"] + when["height"] <= who["y"]
