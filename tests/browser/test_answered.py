"""What is said of a missing choice goes as soon as one is made."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser


def _begin_anew(page: Page) -> None:
    """The check-in, without what another test left in its draft."""
    page.goto("/portal/north/plan/check-in")
    away = page.get_by_role("button", name="Throw it away")
    if away.is_visible():
        away.click()
        expect(away).to_be_hidden()


@pytest.mark.usefixtures("in_a_plan")
def test_a_choice_takes_its_mistake_away(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    _begin_anew(page)
    page.get_by_role("button", name="Save check-in").click()
    missing = page.get_by_text("This one question needs an answer.")
    expect(missing).to_have_count(2)
    page.get_by_label("None", exact=True).check()
    expect(missing).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.usefixtures("in_a_plan")
def test_what_else_is_wrong_stays_and_is_counted(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    _begin_anew(page)
    page.get_by_label("One line about the day").fill("long " * 120)
    page.get_by_role("button", name="Save check-in").click()
    expect(page.get_by_text("2 things need another look")).to_be_visible()
    page.get_by_label("None", exact=True).check()
    expect(page.get_by_text("One thing needs another look")).to_be_visible()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
