"""Whoever uses no mouse gets everywhere, sees where they are and is never sent back to the top."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows
from tests.browser.test_notes import FIRST
from tests.browser.test_sessions import shop

__all__ = ["shop"]

pytestmark = pytest.mark.browser

MOST_STEPS = 80
HERE = """() => {
  const it = document.activeElement;
  const marks = [it, it.parentElement, it.nextElementSibling].filter(Boolean).map(getComputedStyle);
  const isSeen = marks.some((one) => one.outlineStyle !== "none" && one.outlineWidth !== "0px");
  const sign = it.querySelector("[aria-label], title");
  const named = document.getElementById(it.getAttribute("aria-labelledby")?.split(" ")[0]);
  const words = it.getAttribute("aria-label") || named?.innerText
    || it.labels?.[0]?.innerText || it.innerText
    || sign?.getAttribute("aria-label") || sign?.textContent || "";
  return { tag: it.localName, isSeen, words: words.trim() };
}"""


def here(page: Page) -> str:
    """The words of what has the focus, which is to be seen."""
    found = page.evaluate(HERE)
    assert found["tag"] != "body", f"the focus is lost, or no way is left on {page.url}"
    assert found["isSeen"], f"nobody sees that the focus is at {found}"
    return str(found["words"])


def walk_to(page: Page, words: str) -> None:
    """Tab on until there; each step is to be seen."""
    passed: list[str] = []
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        passed.append(here(page))
        if passed[-1].startswith(words):
            return
    pytest.fail(f"no way to {words!r}: {passed}")


def press(page: Page, words: str) -> None:
    """Walk to a link or a button and press Enter."""
    walk_to(page, words)
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """Walk to a field and type."""
    walk_to(page, label)
    page.keyboard.type(words)


def test_a_guest_books(windows: Windows, shop: UUID) -> None:
    page = windows.open()
    page.goto(f"/p/north/book/{shop}")
    press(page, "The next month")
    page.wait_for_url("**month=**")
    day = page.locator(".month__day--open").first.inner_text().split()[0]
    press(page, day)
    page.wait_for_url("**day=**")
    time = page.locator(".slot").nth(1).inner_text()
    walk_to(page, page.locator(".slot").first.inner_text())
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert here(page) == time
    press(page, "Continue with this time")
    page.wait_for_url("**/details**")
    write(page, "Your name", "Kim Tan")
    press(page, "Book for")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    press(page, "E-mail:")
    assert here(page).startswith("E-mail")
    page.keyboard.type(f"kim-{shop.hex[-8:]}@example.net")
    walk_to(page, "I have read")
    page.keyboard.press("Space")
    press(page, "Book for")
    expect(page.get_by_text("confirmed")).to_be_visible()


def test_a_coach_writes_a_note(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients")
    press(page, "Anna Test")
    page.wait_for_url("**/clients/*-*")
    press(page, "Notes")
    page.wait_for_url("**/notes")
    press(page, "Write the intake note")
    page.wait_for_url("**/intake")
    write(page, FIRST, "By keys alone")
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=20_000)
    assert page.evaluate("document.activeElement.localName") == "textarea"


def test_the_finder_opens_and_gives_the_focus_back(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients")
    walk_to(page, "Import from a file")
    page.keyboard.press("/")
    expect(page.locator("#finder-dialog")).to_be_visible()
    assert here(page) == "Find people and pages"
    page.keyboard.type("calendar")
    expect(page.locator("#finder-found [data-found]").first).to_contain_text("Calendar")
    page.keyboard.press("ArrowDown")
    assert here(page).startswith("Calendar")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert here(page) == "Import from a file"
    page.keyboard.press("/")
    page.keyboard.type("calendar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar**")
