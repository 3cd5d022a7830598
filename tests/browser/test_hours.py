"""Working hours change in place by keys alone; without script the page comes anew and keeps all."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import checks
from tests.browser.browsers import PHONE, Windows, questions
from tests.browser.test_keyboard import here

pytestmark = pytest.mark.browser

MARK = "window.isSamePage = true"
IS_SAME_PAGE = "window.isSamePage === true"


def _open(page: Page) -> None:
    page.goto("/app/north/availability")
    page.get_by_label("Link, number or address").fill("Kept words")


def test_rows_come_and_go_where_they_stand(windows: Windows) -> None:
    page = windows.open("idris", width=PHONE)
    _open(page)
    page.evaluate(MARK)
    page.get_by_role("button", name="Saturday: add a time").press("Enter")
    expect(page.get_by_label("Saturday, from")).to_be_focused()
    page.keyboard.type("0930AM")
    page.get_by_role("button", name="Saturday: add a time").press("Enter")
    expect(page.get_by_label("Saturday, time 2, from")).to_be_focused()
    assert [*checks.fits(page), *checks.accessible(page)] == []
    page.get_by_role("button", name="Saturday, time 2: take it away").press("Enter")
    expect(page.get_by_label("Saturday, from")).to_be_focused()
    expect(page.get_by_label("Saturday, from")).to_have_value("09:30")
    page.get_by_role("button", name="Saturday: take it away").press("Enter")
    expect(page.get_by_role("button", name="Saturday: add a time")).to_be_focused()
    ear = page.locator("[data-hears=days]")
    expect(ear).to_have_text("Saturday: a time was taken away. Nothing is saved yet.")
    page.get_by_role("button", name="Same until Friday").press("Enter")
    expect(ear).to_have_text("Tuesday to Friday are like Monday now. Nothing is saved yet.")
    assert here(page) == "Same until Friday"
    expect(page.get_by_label("Link, number or address")).to_have_value("Kept words")
    assert page.evaluate(IS_SAME_PAGE)


def test_without_script_the_page_keeps_what_was_typed(windows: Windows) -> None:
    page = windows.open("idris", java_script_enabled=False)
    _open(page)
    page.get_by_role("button", name="Sunday: add a time").click()
    expect(page.get_by_label("Sunday, from")).to_be_focused()
    expect(page.get_by_label("Link, number or address")).to_have_value("Kept words")
    page.get_by_label("Sunday, from").fill("17:00")
    page.get_by_label("Sunday, to").fill("09:00")
    page.get_by_label("Link, number or address").press("Enter")
    mistakes = page.locator(".mistakes")
    expect(mistakes).to_contain_text("Sunday: 5:00\xa0PM to 9:00\xa0AM: it must end after")
    expect(page.get_by_label("Sunday, from")).to_have_value("17:00")


@pytest.mark.parametrize("change", ["typed", "in place"])
def test_who_leaves_with_hours_unsaved_is_asked(windows: Windows, change: str) -> None:
    page = windows.open("idris")
    asked = questions(page)
    page.goto("/app/north/availability")
    if change == "typed":
        page.get_by_label("Monday, from").fill("10:15")
    else:
        page.get_by_role("button", name="Monday: take it away").click()
        expect(page.get_by_label("Monday, from")).to_have_count(0)
    page.get_by_role("link", name="Today").first.click()
    page.wait_for_url("**/north/")
    assert asked == ["beforeunload"]


def test_who_saves_hours_or_changed_nothing_is_not_asked(windows: Windows) -> None:
    page = windows.open("idris")
    asked = questions(page)
    page.goto("/app/north/availability")
    page.get_by_label("Monday, from").fill("10:15")
    page.get_by_role("button", name="Save the hours").last.click()
    expect(page.get_by_text("Saved. What is booked stays booked.")).to_be_visible()
    page.get_by_role("link", name="Today").first.click()
    page.wait_for_url("**/north/")
    assert asked == []
