"""The client list changes in place: what is typed stays, the address follows, back goes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import checks
from tests.browser.browsers import PHONE, Windows
from tests.cast import PASSWORD, email_of

pytestmark = pytest.mark.browser

LIST = "/app/north/clients"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(windows: Windows, request: pytest.FixtureRequest) -> Page:
    """Mara's list, with and without scripts."""
    opened = windows.open("mara", java_script_enabled=request.param)
    opened.goto(LIST)
    return opened


@pytest.fixture
def scripted(windows: Windows) -> Page:
    """Mara's list, marked: what is loaded anew loses the mark."""
    opened = windows.open("mara")
    opened.goto(LIST)
    opened.evaluate("document.documentElement.dataset.loaded = 'once'")
    return opened


def was_loaded_once(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.loaded") == "once")


@contextmanager
def without_a_connection(windows: Windows, page: Page) -> Iterator[None]:
    """Nothing is reached meanwhile, and the console complains of nothing else."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)
    # The library notes in the console what it could not fetch.
    assert all("Failed to fetch" in one for one in windows.complaints), windows.complaints
    windows.complaints.clear()


def test_a_search_finds_and_can_be_taken_back(page: Page) -> None:
    page.get_by_label("Find a client").fill("anna")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Ben Test")).to_have_count(0)
    expect(page.get_by_role("link", name="Anna Test")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?.*q=anna"))
    page.get_by_role("link", name=re.compile("^All")).click()
    expect(page).to_have_url(re.compile("q=anna.*show=all"))
    page.go_back()
    expect(page.get_by_role("link", name=re.compile("^Current"))).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.get_by_label("Find a client")).to_have_value("anna")


def test_typing_searches_and_keeps_its_place(scripted: Page) -> None:
    search = scripted.get_by_label("Find a client")
    search.press_sequentially("ben")
    expect(scripted.get_by_role("link", name="Anna Test")).to_have_count(0)
    expect(search).to_be_focused()
    expect(search).to_have_value("ben")
    expect(scripted.get_by_text("1 in all").first).to_be_attached()
    expect(scripted.locator("[data-hears=found]")).to_have_text("1 in all")
    assert was_loaded_once(scripted)


def test_a_filter_keeps_the_focus_and_the_search_knows_it(scripted: Page) -> None:
    everybody = scripted.get_by_role("link", name=re.compile("^All"))
    everybody.press("Enter")
    expect(scripted).to_have_url(re.compile("show=all"))
    expect(everybody).to_have_attribute("aria-current", "true")
    expect(everybody).to_be_focused()
    scripted.get_by_label("Sort").select_option("newest")
    expect(scripted).to_have_url(re.compile("sort=newest.*show=all|show=all.*sort=newest"))
    assert was_loaded_once(scripted)


def test_whoever_is_signed_out_meanwhile_comes_back_to_the_same_list(scripted: Page) -> None:
    scripted.context.clear_cookies()
    scripted.get_by_label("Find a client").fill("ben")
    expect(scripted.get_by_role("heading", name="Sign in")).to_be_visible()
    scripted.get_by_label("E-mail").fill(email_of("mara"))
    scripted.get_by_role("textbox", name="password").fill(PASSWORD)
    scripted.get_by_role("button", name="Sign in").click()
    expect(scripted).to_have_url(re.compile(f"{LIST}.*q=ben"))
    expect(scripted.get_by_role("link", name="Ben Test")).to_be_visible()
    expect(scripted.get_by_role("heading", name="Clients")).to_be_visible()


def test_a_failure_shows_its_page(scripted: Page) -> None:
    def fail(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.fulfill(status=503, body="<h1>Please wait</h1>", content_type="text/html")
        else:
            route.continue_()

    scripted.route("**/clients?*", fail)
    scripted.get_by_role("link", name=re.compile("^All")).click()
    expect(scripted).to_have_url(re.compile("show=all"))
    expect(scripted.get_by_role("link", name="Anna Test")).to_be_visible()
    assert not was_loaded_once(scripted)


def test_without_a_connection_it_says_that_the_list_is_as_it_was(
    windows: Windows, scripted: Page
) -> None:
    field = scripted.get_by_label("Find a client")
    words = scripted.get_by_text("The list is as it was: there seems to be no connection.")
    with without_a_connection(windows, scripted):
        field.fill("ann")
        expect(words).to_be_in_viewport()
        expect(scripted.get_by_role("link", name="Ben Test")).to_be_visible()
        assert [*checks.fits(scripted)] == []
    field.fill("anna")
    expect(scripted.get_by_role("link", name="Ben Test")).to_have_count(0)
    expect(words).to_be_hidden()


def test_without_a_connection_the_finder_says_that_nothing_was_looked_up(
    windows: Windows, scripted: Page
) -> None:
    scripted.keyboard.press("/")
    dialog = scripted.locator("#finder-dialog")
    expect(dialog.locator("[data-found]").first).to_be_visible()
    words = dialog.get_by_text("Nothing was looked up: there seems to be no connection.")
    with without_a_connection(windows, scripted):
        scripted.keyboard.type("b")
        expect(words).to_be_in_viewport()
    scripted.keyboard.type("en t")
    expect(dialog.get_by_role("link", name="Ben Test")).to_be_visible()
    expect(words).to_be_hidden()


def test_on_a_phone_each_client_is_three_lines(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(LIST)
    box = page.get_by_role("row").filter(has_text="Ben Test").bounding_box()
    assert box
    assert box["height"] < 100


BARE_ROW = """() => {
  const row = document.querySelector(".ledger tbody tr");
  row.innerHTML = '<td class="ledger__who">A</td><td></td><td data-label="Next">Mon</td>';
  return getComputedStyle(row.lastElementChild, "::before").content;
}"""


def test_on_a_phone_no_dot_stands_before_what_begins_a_line(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(LIST)
    before = page.evaluate(BARE_ROW)
    assert before != "none"
    assert "·" not in before
