"""Words that were typed and not sent are not lost by a slip of the finger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows, questions

pytestmark = pytest.mark.browser

WORDS = "To sleep through the night again"


@pytest.fixture
def page(windows: Windows) -> Page:
    """Where Mara changes Ben's record, of which no draft is kept."""
    page = windows.open("mara")
    page.goto("/app/north/clients?q=ben")
    page.get_by_role("link", name="Ben Test").click()
    page.wait_for_url("**/clients/*")
    page.goto(f"{page.url}/edit")
    return page


@pytest.fixture
def asked(page: Page) -> list[str]:
    return questions(page)


def write(page: Page) -> None:
    field = page.locator("main textarea").first
    field.click()
    field.press_sequentially(WORDS)


def test_who_goes_elsewhere_is_asked(page: Page, asked: list[str]) -> None:
    write(page)
    page.get_by_role("link", name="Today").first.click()
    page.wait_for_url("**/north/")
    assert asked == ["beforeunload"]


def test_who_typed_nothing_or_took_it_back_is_not(page: Page, asked: list[str]) -> None:
    write(page)
    page.locator("main textarea").first.fill("")
    page.get_by_role("link", name="Today").first.click()
    page.wait_for_url("**/north/")
    assert asked == []


def test_who_sends_it_is_not(page: Page, asked: list[str]) -> None:
    write(page)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/clients/*")
    assert asked == []


def test_who_sends_another_form_is_asked(page: Page, asked: list[str]) -> None:
    write(page)
    page.locator("form[action$='/logout']").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/login**")
    assert asked == ["beforeunload"]


def test_the_way_back_leads_past_a_mistake(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients/new")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".mistakes")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Wen Zhou")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="Wen Zhou")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    expect(page.locator(".mistakes")).to_have_count(0)


@pytest.mark.usefixtures("in_a_plan")
def test_the_pause_never_asks(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    asked = questions(page)
    page.goto("/portal/north/plan/contact")
    write(page)
    page.get_by_role("button", name="I want to write").click()
    page.wait_for_url("**/urge")
    assert asked == []


@pytest.mark.usefixtures("in_a_plan")
def test_a_line_that_may_be_long_is_asked_about(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    asked = questions(page)
    page.goto("/portal/north/plan")
    page.goto(page.locator("a[href$='/end']").first.get_attribute("href") or "")
    line = page.get_by_label("A word about it")
    before = line.bounding_box()
    line.press_sequentially(WORDS)
    page.get_by_role("link", name="Tasks").last.click()
    page.wait_for_url("**/tasks")
    assert asked == ["beforeunload"]
    page.go_back()
    line.fill("A quiet day at the river. " * 8)
    after = line.bounding_box()
    assert before
    assert after
    assert after["height"] > 2 * before["height"]
    assert line.evaluate("line => line.scrollHeight <= line.clientHeight")


def test_a_finder_that_finds_the_session_over_leaves_the_page(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients/new")
    name = page.get_by_label("Name", exact=True)
    name.fill("Noor Example")
    page.context.clear_cookies()
    page.keyboard.press("Control+k")
    expect(page.locator("#finder-dialog").get_by_text("You have been signed out.")).to_be_visible()
    expect(page.locator("#finder-found")).to_be_empty()
    page.keyboard.press("Escape")
    expect(name).to_have_value("Noor Example")
