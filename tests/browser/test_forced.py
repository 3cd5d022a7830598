"""In the reader's own few colours: what is chosen is told, and what has no frame gets none."""

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import checks
from tests.browser.browsers import PHONE, Windows
from tests.browser.test_sessions import shop

__all__ = ["shop"]

pytestmark = pytest.mark.browser

EDGE = "(it) => getComputedStyle(it).borderTopColor"
OF_SIGN = """(it, sign) => {
  const { backgroundColor, borderTopWidth, borderTopColor } = getComputedStyle(it, sign);
  return borderTopWidth === "0px" ? backgroundColor : borderTopColor;
}"""
GROUND = "getComputedStyle(document.body).backgroundColor"


def of(one: Locator, what: str, sign: Any = None) -> str:
    return str(one.evaluate(what, sign))


def test_only_days_with_times_are_framed_and_the_chosen_one_is_told(
    windows: Windows, shop: UUID
) -> None:
    page = windows.open(forced_colors="active")
    page.goto(f"/p/north/book/{shop}")
    page.get_by_role("link", name="The next month").click()
    page.locator("#slots-earlier").wait_for()
    page.locator(".month__day--open").first.click()
    page.locator("#times[data-lands]").wait_for()
    chosen = page.locator(".month__day--open[aria-current]")
    expect(chosen).to_have_count(1)
    ground = page.evaluate(GROUND)
    assert of(page.locator(".month__day--open:not([aria-current])").first, EDGE) != ground
    page.get_by_role("link", name="The month before").click()
    page.locator("#slots-earlier").wait_for(state="detached")
    assert of(page.locator("span.month__day").first, EDGE) == ground
    page.go_back()
    page.locator(".slot").first.click()
    assert list(checks.marked(page)) == []


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_where_one_is_is_told_by_more_than_weight(windows: Windows, width: int) -> None:
    page = windows.open("mara", width=width, forced_colors="active")
    page.goto("/app/north/settings/members")
    ground = page.evaluate(GROUND)
    assert of(page.locator(".tabs__tab[aria-current]"), OF_SIGN, "::after") != ground
    page.goto("/app/north/clients")
    here = page.locator(":is(.nav, .bar) [aria-current]").filter(visible=True)
    assert of(here, OF_SIGN, "::before") != ground
    page.locator(".menu > summary").filter(visible=True).first.click()
    lit = page.locator(".menu[open] .look__choice[aria-pressed=true]")
    dark = page.locator(".menu[open] .look__choice[aria-pressed=false]").first
    assert of(lit, EDGE) != ground == of(dark, EDGE)
