"""What is long takes little room where there is little, and is still told from its like."""

import pytest

from tests.browser import crowd
from tests.browser.browsers import DESK, PHONE, Windows

pytestmark = pytest.mark.browser

LINES = """one => Math.round(one.getBoundingClientRect().height
  / parseFloat(getComputedStyle(one).lineHeight))"""
ROWS = """form => new Set([...form.children].filter((one) => one.checkVisibility())
  .map((one) => Math.round(one.getBoundingClientRect().bottom))).size"""
HOUR = """name => {
  const item = document.createElement("li");
  item.innerHTML = `<a class="ruler__item from-h9 from-m0 to-h10 to-m0" href="#">
    <span class="ruler__who"></span><span class="ruler__about">9:00-10:00</span></a>`;
  item.querySelector(".ruler__who").textContent = name;
  document.querySelectorAll(".week .ruler__items")[2].append(item);
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


@pytest.mark.parametrize("name", ["Anna Reinhardt-Holstein", "Anna Reinhardt-Falkenau"])
def test_names_of_a_week_are_whole_enough_to_be_told_apart(windows: Windows, name: str) -> None:
    page = windows.open("mara", width=DESK)
    page.goto("/app/north/calendar")
    page.evaluate(HOUR, name)
    assert page.locator(".ruler__who", has_text=name).evaluate(IS_WHOLE)
