"""What changes in place is said for the ear, once, and the focus stays where one was."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.crowd import SLUG
from tests.workers import eventually

pytestmark = pytest.mark.browser

ASKS = 'id="pdf" hx-get="/part" hx-select="#pdf" hx-swap="outerHTML" hx-trigger="every 100ms"'
WAITS = f"<div {ASKS}><p>The PDF is being made</p></div>"
MADE = '<p id="pdf" data-says="The PDF is ready."><a href="#">The PDF</a></p>'
SUMS = '<p data-says="27 sessions"></p>'
PUT_IN = """(waits) => {
  const main = document.querySelector("main");
  main.insertAdjacentHTML("beforeend", `<p role="status" data-hears="pdf"></p>${waits}`);
  window.heard = [];
  const ear = main.querySelector("[data-hears=pdf]");
  new MutationObserver(() => window.heard.push(ear.textContent))
    .observe(ear, { childList: true, characterData: true, subtree: true });
  htmx.process(main.querySelector("#pdf"));
}"""

LISTEN = """addEventListener("load", () => {
  window.heard = [];
  const told = (changes) => changes.flatMap(({ addedNodes }) => [...addedNodes]);
  new MutationObserver((changes) => window.heard.push(...told(changes).map((one) => one.innerText)))
    .observe(document.querySelector("main [role=status]"), { childList: true });
})"""


def test_what_was_saved_is_said_on_the_page_that_follows(windows: Windows) -> None:
    page = windows.open("mara")
    page.add_init_script(LISTEN)
    page.goto("/app/north/settings")
    page.get_by_role("button", name="Save").first.click()
    notice = page.locator("main [role=status] .notice")
    expect(notice).to_have_count(1)
    eventually(lambda: page.evaluate("window.heard.length") > 0)
    assert page.evaluate("window.heard") == [notice.inner_text()]


def test_what_was_being_made_is_said_once(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients")
    answers = [WAITS, WAITS, MADE]
    page.route("**/part", lambda route: _answer(route, answers))
    page.get_by_label("Find a client").focus()
    page.evaluate(PUT_IN, WAITS)
    expect(page.get_by_role("link", name="The PDF")).to_be_visible()
    expect(page.locator("[data-hears=pdf]")).to_have_text("The PDF is ready.")
    assert page.evaluate("window.heard") == ["The PDF is ready."]
    expect(page.get_by_label("Find a client")).to_be_focused()
    assert answers == [MADE]


def test_what_is_found_is_said_and_what_vanished_gives_the_focus_on(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients")
    ear = page.locator("[data-hears=found]")
    expect(ear).to_have_attribute("role", "status")
    page.get_by_label("Find a client").press_sequentially("qqq")
    expect(ear).to_contain_text("Nobody fits.")
    page.get_by_role("link", name="Anna Test").wait_for(state="detached")
    page.get_by_label("Find a client").fill("")
    expect(ear).to_contain_text("in all")
    page.get_by_role("link", name="Anna Test").focus()
    page.evaluate("htmx.ajax('GET', '/app/north/clients?q=qqq', {target: '#found'})")
    expect(ear).to_contain_text("Nobody fits.")
    expect(page.locator("#found")).to_be_focused()


@pytest.mark.parametrize("path", ["settings/mail", "tasks"])
def test_what_was_heard_is_not_read_a_second_time(windows: Windows, path: str) -> None:
    page = windows.open("mara")
    page.clock.install()
    page.goto(f"/app/north/{path}")
    ear = page.locator("[data-hears=found]")
    page.get_by_role("searchbox", name="Find").last.press_sequentially("qqq")
    expect(ear).to_contain_text("Nothing fits.")
    page.clock.fast_forward("00:11")
    expect(ear).to_have_text("")
    expect(page.get_by_text("Nothing fits.")).to_have_count(1)


@pytest.mark.usefixtures("found")
def test_turning_pages_says_the_page_and_a_search_what_it_comes_to(windows: Windows) -> None:
    def add_up(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=SUMS + answer.text())

    page = windows.open("ursula")
    page.goto(f"/app/{SLUG}/clients?show=all")
    page.route("**/clients?*", add_up)
    ear = page.locator("[data-hears=found]")
    page.get_by_role("link", name="Next").click()
    expect(ear).to_have_text(re.compile(r"^Page 2 of \d"))
    expect(page.locator("#found")).to_be_focused()
    page.get_by_label("Find a client").fill("0")
    expect(ear).to_have_text("27 sessions")


def _answer(route: Route, answers: list[str]) -> None:
    answer = answers.pop(0) if answers[1:] else answers[0]
    body = f"<!doctype html><html lang=en><title>Part</title>{answer}"
    route.fulfill(status=200, content_type="text/html", body=body)


OVERLAPS = """() => [...document.querySelectorAll(".way .icon, .button .icon")].flatMap((icon) => {
  const mark = icon.getBoundingClientRect();
  const words = document.createRange();
  return [...icon.parentElement.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .filter((node) => {
      words.selectNodeContents(node);
      return [...words.getClientRects()].some((line) =>
        line.left < mark.right - 1 && mark.left < line.right - 1
          && line.top < mark.bottom - 1 && mark.top < line.bottom - 1);
    })
    .map((node) => node.data.trim());
})"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_icon_stands_on_its_words(windows: Windows, width: int) -> None:
    page = windows.open("mara", width=width)
    for path in ("/app/north/availability", "/app/north/tasks?page=2"):
        page.goto(path)
        assert page.evaluate(OVERLAPS) == []
        assert page.locator(".way .icon").count()
