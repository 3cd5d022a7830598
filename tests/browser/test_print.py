"""Any page on paper: dark ink on white whatever the screen had, its words, and no way to press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import checks, crowd, pages
from tests.browser.browsers import Windows
from tests.browser.pages import Sight

pytestmark = pytest.mark.browser

A4 = {"width": 794, "height": 1123}
PALE = """() => {
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isText = (node) => node.nodeType === 3 && node.data.trim();
  const speaks = (one) => [...one.childNodes].some(isText);
  return [...document.body.querySelectorAll("*")]
    .filter((one) => !one.closest("svg") && speaks(one) && one.checkVisibility())
    .filter((one) => 1.05 / (light(getComputedStyle(one).color) + 0.05) < 4.5)
    .map((one) => one.outerHTML.slice(0, 90));
}"""
GROUND = """() => [document.documentElement, document.body, document.querySelector("main")]
  .map((one) => getComputedStyle(one).backgroundColor)"""
BREAKS = """all => all.map((one) =>
  [one.querySelectorAll(".timeline__entry").length, getComputedStyle(one).breakInside])"""
SHOWN = """(which) => [...document.querySelectorAll(which)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.offsetWidth)
  .map((one) => one.outerHTML.slice(0, 90))"""
WHITE = {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
PRESSED = (
    ".rail, .bar, .top, .tabs, .button, .search, .write, .pager__ways, button, dialog, "
    ".way:not(li > .way)"
)


def print_out(windows: Windows, who: str | None) -> Page:
    """A window as a sheet of paper, for somebody who chose the evening."""
    page = windows.open(who)
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print", color_scheme="dark")
    return page


ROOMS: dict[str, Callable[[crowd.Crowd], list[Sight]]] = {
    "desk": lambda found: pages.at_the_desk(crowd.SLUG, "ursula", found.client, found.colleague),
    "portal": lambda _: pages.in_the_portal(crowd.SLUG, "uta"),
    "public": lambda _: [
        Sight("home", None, "/"),
        Sight("sign-in", None, "/login"),
        Sight("practice", None, f"/p/{crowd.SLUG}"),
    ],
}


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_prints_dark_on_white_and_nothing_to_press(
    windows: Windows, found: crowd.Crowd, room: str
) -> None:
    sights = ROOMS[room](found)
    page = print_out(windows, sights[0].who)
    wrong: list[str] = []
    for sight in sights:
        page.goto(sight.path)
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        wrong += [f"{sight.name}: {what}" for what in checks.fits(page)]
        wrong += [f"{sight.name}: pale {what}" for what in page.evaluate(PALE)]
        wrong += [f"{sight.name}: {hue}" for hue in page.evaluate(GROUND) if hue not in WHITE]
        wrong += [f"{sight.name}: to press {what}" for what in page.evaluate(SHOWN, PRESSED)]
    assert wrong == []


def test_a_note_prints_what_was_written_and_no_empty_section(
    windows: Windows, found: crowd.Crowd
) -> None:
    page = print_out(windows, "ursula")
    page.goto(f"/app/{crowd.SLUG}/clients/{found.client}/notes/intake")
    pens = page.locator(".note__pen").all()
    assert pens
    assert [pen.is_visible() for pen in pens] == [bool(pen.input_value()) for pen in pens]
    for pen in pens:
        if pen.input_value():
            assert pen.evaluate("one => one.scrollHeight <= one.clientHeight + 2")


def test_what_is_folded_on_the_screen_is_open_on_paper(
    windows: Windows, found: crowd.Crowd
) -> None:
    page = print_out(windows, "ursula")
    page.goto(f"/app/{crowd.SLUG}/tasks")
    why = page.locator("details.more:not([open]) p").first
    assert why.is_visible()
    page.emulate_media(media="screen")
    assert not why.is_visible()


def test_a_plan_keeps_its_days_together_on_one_sheet(windows: Windows, found: crowd.Crowd) -> None:
    page = print_out(windows, "ursula")
    page.goto(f"/app/{crowd.SLUG}/clients/{found.client}/plan")
    path = page.locator(".path").first
    box = path.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= A4["width"]
    assert box["height"] < A4["height"]
    assert path.evaluate("one => getComputedStyle(one).breakInside") == "avoid"


@pytest.mark.parametrize("who", ["ursula", "uta"])
def test_the_days_of_a_plan_keep_what_their_marks_mean(
    windows: Windows, found: crowd.Crowd, who: str
) -> None:
    page = print_out(windows, who)
    desk = f"/app/{crowd.SLUG}/clients/{found.client}/plan"
    page.goto(desk if who == "ursula" else f"/portal/{crowd.SLUG}/plan")
    both = page.locator(":has(> .path):has(> .path-legend)")
    assert both.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
    box = both.bounding_box()
    assert box
    assert box["height"] < A4["height"]


def test_what_was_chosen_is_framed_and_dark(windows: Windows, found: crowd.Crowd) -> None:
    """Its ground isn't printed: white on it would be gone."""
    assert found
    page = print_out(windows, "uta")
    page.goto(f"/portal/{crowd.SLUG}/plan/check-in")
    page.locator(".scale__input").nth(7).evaluate("one => { one.checked = true; }")
    assert page.evaluate(PALE) == []
    pane = page.locator(".scale__pane").nth(7)
    assert pane.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_part_with_one_entry_keeps_its_heading(windows: Windows, found: crowd.Crowd) -> None:
    assert found
    page = print_out(windows, "uta")
    page.goto(f"/portal/{crowd.SLUG}/tasks")
    for entries, inside in page.locator(".portal__section").evaluate_all(BREAKS):
        assert inside == ("avoid" if entries <= 1 else "auto")


@pytest.mark.parametrize("who", ["ursula", "uta"])
def test_a_plan_on_paper_says_whom_one_can_turn_to(
    windows: Windows, found: crowd.Crowd, who: str
) -> None:
    """The screen says it elsewhere; whoever holds the sheet has nothing to press."""
    page = print_out(windows, who)
    desk = f"/app/{crowd.SLUG}/clients/{found.client}/plan"
    page.goto(desk if who == "ursula" else f"/portal/{crowd.SLUG}/plan")
    reach = page.get_by_role("heading", name="Between sessions")
    assert reach.is_visible()
    assert page.locator(".paper-only .help__number").first.is_visible()
    assert page.get_by_text("Coaching isn’t an emergency service.").is_visible()
    assert page.locator(".paper-only .help__line").count() == 2
    page.emulate_media(media="screen")
    assert not reach.is_visible()
