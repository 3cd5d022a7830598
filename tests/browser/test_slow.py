"""What takes its time says so, can't be sent twice meanwhile, and is found again."""

import time

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

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
