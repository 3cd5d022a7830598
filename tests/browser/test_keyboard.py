"""Whoever uses no mouse gets everywhere, sees where they are and is never sent back to the top."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices import services as practices
from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.test_notes import FIRST
from tests.browser.test_plans import ben
from tests.browser.test_sessions import book, cards, shop
from tests.nocontact.plans import agreed_with

__all__ = ["ben", "cards", "shop"]

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("width", [PHONE, DESK])
MOST_STEPS = 80
HERE = """() => {
  const it = document.activeElement;
  const marks = [it, it.parentElement, it.nextElementSibling].filter(Boolean).map(getComputedStyle);
  const isRinged = marks.some((one) => one.outlineStyle !== "none" && one.outlineWidth !== "0px");
  const sign = it.querySelector("[aria-label], title");
  const named = document.getElementById(it.getAttribute("aria-labelledby")?.split(" ")[0]);
  const words = it.getAttribute("aria-label") || named?.innerText
    || it.labels?.[0]?.innerText || it.innerText.replace(/^[A-Z]\\n/, "")
    || sign?.getAttribute("aria-label") || sign?.textContent || "";
  const box = it.getClientRects()[0] ?? it.getBoundingClientRect();
  const lies = (one) => {
    const { position, zIndex } = getComputedStyle(one);
    return /sticky|fixed/.test(position) || (position === "absolute" && zIndex > 0);
  };
  const isCover = (one) => one && !one.contains(it) && (lies(one) || isCover(one.parentElement));
  const isUncovered = ([across, down]) => {
    const [x, y] = [box.left + box.width * across, box.top + box.height * down];
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && !isCover(hit);
  };
  const points = [[0.1, 0.1], [0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0.9, 0.9]].map(isUncovered);
  const isSeen = box.height < 200 ? points.every(Boolean) : points.some(Boolean);
  return { tag: it.localName, isRinged, isSeen, words: words.trim() };
}"""
"""Where the focus is, without an initial in its frame. What is not very tall is to be seen whole,
and nothing that sticks or floats lies over it."""


NEXT_FRAME = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


def here(page: Page) -> str:
    """The words of what has the focus, which is to be seen."""
    found = page.evaluate(HERE)
    if not found["isSeen"]:  # what scrolls to it may be drawn with the next frame
        page.evaluate(NEXT_FRAME)
        found = page.evaluate(HERE)
    assert found["tag"] != "body", f"the focus is lost, or no way is left on {page.url}"
    assert found["isRinged"], f"nobody sees that the focus is at {found}"
    assert found["isSeen"], f"something lies over what has the focus: {found} on {page.url}"
    return str(found["words"])


def walk_to(page: Page, words: str, *, back: bool = False) -> None:
    """Tab on until there, or back; each step is to be seen."""
    passed: list[str] = []
    for _step in range(MOST_STEPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        passed.append(here(page))
        if passed[-1].startswith(words):
            return
    pytest.fail(f"no way to {words!r}: {passed}")


def walk_within(page: Page, words: str) -> None:
    """Tab on in an open dialog; from its end to its beginning by the browser's own bar."""
    for _step in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body") and here(page) == words:
            return
    pytest.fail(f"no way to {words!r}")


def press(page: Page, words: str) -> None:
    """Walk to a link or a button and press Enter."""
    walk_to(page, words)
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """Walk to a field and type."""
    walk_to(page, label)
    page.keyboard.type(words)


def live(windows: Windows, client_id: UUID) -> None:
    """A plan holds for the client, and its first day is today."""
    site = windows.site
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        client = db.session.get_one(Client, (practice.id, client_id))
        agreed_with(client, by=Actor(site.people["mara"], "coach"))
        db.session.commit()


def choose_a_time(page: Page, shop: UUID, which: int) -> None:
    """Of the first day with times of the next month."""
    page.goto(f"/p/north/book/{shop}")
    press(page, "The next month")
    page.wait_for_url("**month=**")
    page.locator("#slots-earlier").wait_for()
    press(page, page.locator(".month__day--open").first.get_attribute("aria-label") or "")
    page.wait_for_url("**day=**")
    page.locator("#times[data-lands]").wait_for()
    time = page.locator(".slot").nth(which).inner_text()
    walk_to(page, page.locator(".slot").first.inner_text())
    page.keyboard.press("Space")
    for _step in range(which):
        page.keyboard.press("ArrowDown")
    assert here(page) == time
    press(page, "Continue with")
    page.wait_for_url("**/details**")


def tick_what_is_asked(page: Page) -> None:
    """What holds and, of a session within fourteen days, that it is wished for so soon."""
    for words in ("I have read", "I want this session"):
        if page.get_by_label(words).count():
            walk_to(page, words)
            page.keyboard.press("Space")


def test_a_guest_books(windows: Windows, shop: UUID) -> None:
    page = windows.open()
    choose_a_time(page, shop, 1)
    write(page, "Your name", "Kim Tan")
    press(page, "Book for")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    press(page, "E-mail:")
    assert here(page).startswith("E-mail")
    page.keyboard.type(f"kim-{shop.hex[-8:]}@example.net")
    tick_what_is_asked(page)
    press(page, "Book for")
    expect(page.get_by_text("confirmed")).to_be_visible()


@BOTH
@pytest.mark.usefixtures("cards")
def test_a_guest_pays(windows: Windows, shop: UUID, *, width: int) -> None:
    page = windows.open(width=width)
    choose_a_time(page, shop, 3 if width == PHONE else 4)
    write(page, "Your name", "Paz Ley")
    write(page, "E-mail", f"paz-{shop.hex[-8:]}@example.net")
    tick_what_is_asked(page)
    press(page, "Continue to payment")
    page.wait_for_url("**/pay")
    press(page, "Pay €95.00")
    page.wait_for_url(f"{windows.site.stripe}/**")
    press(page, "Pay 95.00 EUR")
    expect(page.get_by_text("€95.00 paid")).to_be_visible()


@BOTH
def test_a_client_tells_of_the_day(windows: Windows, ben: UUID, *, width: int) -> None:
    live(windows, ben)
    page = windows.open("ben", width=width)
    page.goto("/portal/north/today")
    walk_to(page, "0")
    page.keyboard.press("Space")
    for _step in range(6):
        page.keyboard.press("ArrowRight")
    assert here(page) == "6"
    press(page, "Go on with the check-in")
    page.wait_for_url("**/check-in**")
    walk_to(page, "None")
    page.keyboard.press("Space")
    walk_to(page, "6")
    walk_to(page, "low")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert here(page) == "so-so"
    write(page, "One line about the day", "By keys alone")
    press(page, "Save check-in")
    expect(page.get_by_text("You have checked in for today")).to_be_visible()


@BOTH
def test_a_coach_writes_of_a_session(windows: Windows, shop: UUID, *, width: int) -> None:
    page = windows.open("mara", width=width)
    page.goto(f"{book(windows.open('mara'), shop, 8 if width == PHONE else 9)}/note")
    write(page, "Goal", "Sundays")
    walk_to(page, "share in the summary")
    page.keyboard.press("Space")
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=20_000)
    assert here(page).startswith("share in the summary")
    walk_to(page, "Goal", back=True)
    page.keyboard.type("Quiet ")
    press(page, "Save the note")
    expect(page.get_by_text("Only you read it, but for what you marked")).to_be_visible()


@BOTH
def test_a_coach_walks_through_all_of_a_page_about_a_client(
    windows: Windows, ben: UUID, *, width: int
) -> None:
    live(windows, ben)
    page = windows.open("mara", width=width)
    for path in ("", "/plan", "/plan/new", "/tasks/choice"):
        page.goto(f"/app/north/clients/{ben}{path}")
        last = page.locator("main :is(a, button, summary)").filter(visible=True).last.inner_text()
        walk_to(page, last)


def test_a_question_keeps_the_focus_and_gives_it_back(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/settings/members")
    walk_to(page, "Remove")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog:modal")
    expect(dialog).to_be_visible()
    assert here(page) == "Leave it"
    for _step in range(6):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.closest('dialog[open]') !== null")
        # Between its end and its beginning the focus is in the browser's own bar.
        assert where or page.evaluate("document.activeElement === document.body")
    walk_within(page, "Leave it")
    page.keyboard.press("Escape")
    expect(page.locator(".confirm[open]")).to_have_count(0)
    assert here(page) == "Remove"
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    walk_within(page, "Leave it")
    page.keyboard.press("Enter")
    expect(page.locator(".confirm[open]")).to_have_count(0)
    assert here(page) == "Remove"


MORE_WAYS = """(words) => words.forEach((word) => {
  const row = document.querySelector(".chips--way");
  const way = row.lastElementChild.cloneNode(true);
  way.firstElementChild.textContent = word;
  row.append(way);
})"""


def test_a_way_that_a_row_shows_in_part_comes_into_sight(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto("/app/north/clients")
    page.evaluate(MORE_WAYS, ["Lead", "Discovery", "Onboarding", "On hold", "Completing"])
    walk_to(page, "Completing")
    walk_to(page, "Current", back=True)


@pytest.mark.parametrize(("width", "menu"), [(PHONE, "More"), (DESK, "Mara")])
def test_the_menu_opens_closes_and_changes_the_light(
    windows: Windows, width: int, menu: str
) -> None:
    page = windows.open("mara", width=width)
    page.goto("/app/north/clients")
    walk_to(page, menu)
    page.keyboard.press("Enter")
    opened = page.locator(".menu[open]")
    expect(opened).to_be_visible()
    walk_to(page, "Always in the evening")
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert here(page).startswith(menu)
    page.keyboard.press("Space")
    expect(opened).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(opened).to_have_count(0)
    walk_to(page, menu)
    page.keyboard.press("Enter")
    press(page, "Always in the evening")
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    walk_to(page, menu)
    page.keyboard.press("Enter")
    press(page, "As on this device")
    expect(page.locator("html[data-theme]")).to_have_count(0)


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
