"""What was refused leads to where it is wrong; that goes as soon as it is mended."""

import re

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


def test_a_tag_without_a_name_leads_to_its_field(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients")
    page.get_by_role("link", name="Ben Test").click()
    page.get_by_text("Put a tag on").click()
    page.get_by_role("button", name="Put it on").click()
    expect(page.get_by_text("This is needed")).to_be_in_viewport()
    field = page.locator("#tags").get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("This is needed"))
