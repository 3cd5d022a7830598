"""What one types into a form is there again, whichever way one left, and nobody is asked."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.browsers import Windows, questions
from tests.browser.planned import ben_in_a_plan

pytestmark = pytest.mark.browser

WORDS = "The kettle, and then the stairs"
CHECK_IN = "/portal/north/plan/check-in"
LEFT = re.compile("is here, not sent yet")


@pytest.fixture(autouse=True)
def _in_a_plan(windows: Windows) -> Iterator[None]:
    """Ben, in one that began today."""
    with ben_in_a_plan(windows.site):
        yield


def _leave(page: Page, room: str) -> None:
    """By the bar at the thumb, with the last letter just typed."""
    with page.expect_request(lambda request: request.url.endswith("/draft")):
        page.get_by_role("link", name=room).locator("visible=true").first.click()
    page.wait_for_load_state()


def test_a_client_s_check_in_waits_for_them(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    asked = questions(page)
    page.goto(CHECK_IN)
    line = page.get_by_label("One line about the day")
    page.get_by_label("None", exact=True).check()
    line.press_sequentially(WORDS)
    _leave(page, "Tasks")
    assert asked == []
    page.goto(CHECK_IN)
    expect(page.get_by_text(LEFT)).to_be_in_viewport()
    expect(line).to_have_value(WORDS)
    expect(page.get_by_label("None", exact=True)).to_be_checked()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Thrown away.")).to_be_visible()
    expect(line).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(line).to_have_value(WORDS)
    page.get_by_role("button", name="Save check-in").click()
    expect(page.get_by_text("You have checked in for today")).to_be_visible()
    page.goto(CHECK_IN)
    expect(line).to_have_value(WORDS)
    expect(page.get_by_text(LEFT)).to_have_count(0)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_coach_s_answer_waits_for_them(windows: Windows) -> None:
    ben = windows.open("ben", width=390)
    ben.goto("/portal/north/plan/contact")
    ben.get_by_label("I wrote, called or went there").check()
    ben.get_by_role("button", name="Save what happened").click()
    page = windows.open("mara", width=390)
    asked = questions(page)
    page.goto("/app/north/")
    page.get_by_role("link", name="Answer the slip").click()
    page.wait_for_url("**/answer")
    address = page.url
    words = page.get_by_label("Your words")
    words.press_sequentially(WORDS)
    expect(page.get_by_text(re.compile(r"^Draft kept \d"))).to_be_visible()
    words.press_sequentially(", at nine")
    _leave(page, "Calendar")
    page.goto(address)
    expect(words).to_have_value(f"{WORDS}, at nine")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("reads it in the portal")).to_be_visible()
    assert asked == []


def test_what_cannot_be_kept_is_asked_about(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    asked = questions(page)
    page.goto(CHECK_IN)
    page.route("**/draft", lambda route: route.abort())
    page.get_by_label("One line about the day").press_sequentially(WORDS)
    expect(page.get_by_text("Not kept just now")).to_be_in_viewport()
    page.get_by_role("link", name="Tasks").locator("visible=true").first.click()
    page.wait_for_url("**/tasks")
    assert asked == ["beforeunload"]


def test_it_is_asked_about_too_while_it_is_tried_again(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    asked, tries = questions(page), list[Route]()
    page.goto(CHECK_IN)

    def answer_none(route: Route) -> None:
        tries.append(route)
        if len(tries) == 1:
            route.abort()

    page.route("**/draft", answer_none)
    page.get_by_label("One line about the day").press_sequentially(WORDS)
    expect(page.get_by_text("Not kept just now")).to_be_in_viewport()
    with page.expect_request("**/draft"):
        page.keyboard.press("Tab")
    page.get_by_role("link", name="Tasks").locator("visible=true").first.click()
    page.wait_for_url("**/tasks")
    assert asked == ["beforeunload"]


def test_two_windows_are_told(windows: Windows) -> None:
    one, other = windows.open("ben", width=390), windows.open("ben", width=390)
    for page in (one, other):
        page.goto(CHECK_IN)
    one.get_by_label("One line about the day").press_sequentially(WORDS)
    expect(one.get_by_text(re.compile(r"^Draft kept \d"))).to_be_visible()
    other.get_by_label("One line about the day").press_sequentially("The stairs")
    expect(other.get_by_text("in another window")).to_be_in_viewport()


def test_it_is_kept_when_a_phone_puts_the_page_away(windows: Windows) -> None:
    page = windows.open("ben", width=390)
    page.goto(CHECK_IN)
    page.get_by_label("One line about the day").press_sequentially(WORDS)
    with page.expect_response("**/draft"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.reload()
    expect(page.get_by_label("One line about the day")).to_have_value(WORDS)


def test_without_scripts_nothing_is_promised_and_what_was_left_is_there(
    windows: Windows,
) -> None:
    plain = windows.open("ben", width=390, java_script_enabled=False)
    plain.goto(CHECK_IN)
    expect(plain.get_by_text("Kept while you write.")).to_be_hidden()
    page = windows.open("ben", width=390)
    page.goto(CHECK_IN)
    page.get_by_label("One line about the day").press_sequentially(WORDS)
    expect(page.get_by_text(re.compile(r"^Draft kept \d"))).to_be_visible()
    plain.reload()
    expect(plain.get_by_text(LEFT)).to_be_visible()
    plain.get_by_role("button", name="Throw it away").click()
    expect(plain.get_by_label("One line about the day")).to_have_value("")
