"""What takes its time says so, can't be sent twice meanwhile, and is found again."""

import re
import time

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser

IMPORT = "/app/north/clients/import"
FILE: FilePayload = {
    "name": "c.csv",
    "mimeType": "text/csv",
    "buffer": b"name,e-mail\nSlow,slow@example.org\n",
}
SLOW, SOON = 1.5, 700
WATCH = """(soon) => {
  const place = document.querySelector("[data-slow-place]");
  new MutationObserver(() => {
    sessionStorage.said = document.querySelector("[data-slow-said]").textContent;
    sessionStorage.seen = place.checkVisibility();
  }).observe(place, {attributes: true});
  const send = [...document.querySelectorAll("button")].find((one) => one.closest("[data-slow]"));
  setTimeout(() => send.click(), soon);
  return place.checkVisibility();
}"""
"""Keeps what was shown for the next page, since none can be asked while it waits for another; and
presses once more in that time."""


@pytest.fixture
def page(windows: Windows) -> Page:
    opened = windows.open("mara")
    opened.goto(IMPORT)
    opened.set_input_files("input[type=file]", files=FILE)
    return opened


def slow_down(page: Page) -> list[str]:
    """What is sent takes its time; what was."""
    sent: list[str] = []

    def wait(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            time.sleep(SLOW)
        route.continue_()

    page.route(f"**{IMPORT}", wait)
    return sent


def test_a_file_on_its_way_is_shown_and_said_and_sent_once(page: Page) -> None:
    sent = slow_down(page)
    assert page.evaluate(WATCH, SOON) is False
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Look it over")).to_be_visible()
    assert page.evaluate("sessionStorage.said") == "The file is being read"
    assert page.evaluate("sessionStorage.seen") == "true"
    assert len(sent) == 1


def test_whoever_leaves_finds_the_file_again(page: Page) -> None:
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Look it over")).to_be_visible()
    there = page.url
    page.goto("/app/north/")
    page.goto(IMPORT)
    page.get_by_role("link", name="Look at its lines").click()
    expect(page).to_have_url(there)


CLIENTS = "/app/north/clients"


def slow_file(page: Page) -> list[Route]:
    """Each time the list is asked for as a file, that waits until a test lets it go on."""
    asked: list[Route] = []
    page.route(f"**{CLIENTS}.csv*", lambda route: asked.append(route))  # noqa: PLW0108 - playwright marks it
    page.goto(f"{CLIENTS}?show=all")
    return asked


def ask_for_file(page: Page) -> tuple[Locator, Locator, Locator]:
    """Press the way to a file; it, what is shown while it is made, and what where it fails."""
    way = page.get_by_role("link", name="Export as CSV")
    part = page.locator("[data-slow]", has=way)
    expect(part.locator("[data-slow-place]")).to_be_hidden()
    way.click()
    return way, part.locator("[data-slow-place]"), part.locator("[data-slow-failed]")


def test_a_file_that_is_made_says_so_and_comes_once(windows: Windows) -> None:
    page = windows.open("mara")
    asked = slow_file(page)
    way, making, failed = ask_for_file(page)
    expect(making).to_contain_text("The file is being made")
    expect(page.get_by_role("status").filter(has_text="The file is being made")).to_have_count(1)
    way.click()
    assert len(asked) == 1
    with page.expect_download() as coming:
        asked[0].continue_()
    assert coming.value.suggested_filename == "clients.csv"
    assert "north" not in coming.value.url  # made of what came, not asked for again
    assert coming.value.path().read_text("utf-8-sig").count("\n") > 1
    expect(making).to_be_hidden()
    expect(failed).to_be_hidden()
    expect(way).to_be_focused()


def test_a_file_that_does_not_come_can_be_asked_for_again(windows: Windows) -> None:
    page = windows.open("mara")
    asked = slow_file(page)
    way, making, failed = ask_for_file(page)
    asked[0].abort()
    expect(failed).to_contain_text("did not come")
    expect(making).to_be_hidden()
    way.click()
    expect(failed).to_be_hidden()
    with page.expect_download():
        asked[1].continue_()


def test_whoever_breaks_off_gets_no_file(windows: Windows) -> None:
    page = windows.open("mara")
    slow_file(page)
    _way, making, failed = ask_for_file(page)
    expect(making).to_be_visible()
    with page.expect_event("requestfailed"):
        page.keyboard.press("Escape")
    expect(making).to_be_hidden()
    expect(failed).to_be_hidden()


def test_whose_session_is_over_signs_in_and_is_here_again(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto(f"{CLIENTS}?show=all")
    page.context.clear_cookies()
    page.get_by_role("link", name="Export as CSV").click()
    expect(page).to_have_url(re.compile(r"/login\?next=/app/north/clients(\?|%3F)show"))
