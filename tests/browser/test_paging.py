"""Whoever turns the pages of a list stays at the list: it is in sight, and one goes on in it."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.planned import ben_in_a_long_plan

pytestmark = pytest.mark.browser

IS_IN_SIGHT = """(list) => {
  const { left, top } = list.getBoundingClientRect();
  const hit = document.elementFromPoint(left + 4, top + 4);
  return top >= 0 && top < innerHeight / 3 && (list.contains(hit) || hit.contains(list));
}"""
"""Near the upper edge, and nothing that sticks lies over it."""
IS_WITHIN = """(list) => {
  const here = document.activeElement;
  return here !== list && list.closest("section, div").contains(here);
}"""


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def ben(windows: Windows) -> Iterator[UUID]:
    """In a plan of which much was told."""
    with ben_in_a_long_plan(windows.site) as client_id:
        yield client_id


def _turn(page: Page, of: str) -> None:
    """To the next page of a list, which is there, and the keyboard goes on in it."""
    page.locator(f'.pager__ways a[rel=next][href$="#{of}"]').click()
    page.wait_for_url(f"**#{of}")
    place = page.locator(f"#{of}")
    expect(place).to_be_focused()
    assert place.evaluate(IS_IN_SIGHT)
    assert place.evaluate("(place) => getComputedStyle(place).outlineStyle") == "none"
    page.keyboard.press("Tab")
    assert place.evaluate(IS_WITHIN)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_list_of_a_plan_lands_at_itself(
    windows: Windows, ben: UUID, *, scripts: bool, width: int
) -> None:
    desk = f"/app/north/clients/{ben}/plan"
    for name, address in (("ben", "/portal/north/plan"), ("mara", desk)):
        page = windows.open(name, width=width, java_script_enabled=scripts)
        page.goto(address)
        _turn(page, "check-ins")
        _turn(page, "contact")
        expect(page).to_have_url(re.compile(r"\?(?=.*page=2)(?=.*contact=2).*#contact$"))
        page.close()


def test_what_to_see_of_a_client_lands_at_it(windows: Windows, ben: UUID) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(f"/app/north/clients/{ben}/happenings")
    page.get_by_role("navigation", name="What to see").get_by_role("link", name="Plan").click()
    page.wait_for_url("**about=plan*")
    place = page.get_by_role("heading", name="All that happened")
    expect(place).to_be_focused()
    assert place.evaluate(IS_IN_SIGHT)
