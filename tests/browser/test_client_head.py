"""Who a page is about stays in sight while one scrolls, and covers nothing one has reached."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.practices import services as practices
from tests.browser.browsers import DESK, PHONE, Windows

pytestmark = pytest.mark.browser

HIGHEST = 96
LOW = 480
"""A window so low that every page is scrolled."""
SOON = 200
NAME_IS_SEEN = """() => {
  const name = document.querySelector(".stays__name"), box = name.getBoundingClientRect();
  return document.elementFromPoint(box.x + 4, box.y + box.height / 2) === name;
}"""
COVERED = """() => {
  const focused = document.activeElement, bar = document.querySelector(".stays");
  if (focused === document.body || bar.contains(focused)) return null;
  const top = focused.getBoundingClientRect().top, under = bar.getBoundingClientRect();
  return under.top <= 0 && top < under.bottom ? focused.outerHTML.slice(0, 80) : null;
}"""
IN_SIGHT = """row => {
  const room = row.getBoundingClientRect();
  const boxes = [...row.children].map((one) => one.getBoundingClientRect());
  const ahead = boxes.filter((box) => box.right > room.left);
  const here = row.querySelector("[aria-current]").getBoundingClientRect();
  return [
    [boxes[0].left - room.left, ahead[0].right - room.left],
    here.left >= room.left && here.right <= room.right,
    ahead.some((box) => box.left < room.right - 30 && box.right > room.right),
  ];
}"""
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])


@pytest.fixture
def record(windows: Windows) -> str:
    with windows.site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        ben: UUID = db.session.query(Client).filter_by(email="ben@example.org").one().id
    return f"/app/north/clients/{ben}"


def open_low(windows: Windows, path: str, width: int) -> Page:
    page = windows.open("mara", width=width, java_script_enabled=True)
    page.set_viewport_size({"width": width, "height": LOW})
    page.goto(path)
    return page


@WIDTHS
def test_the_name_comes_out_when_the_head_has_gone(
    windows: Windows, record: str, width: int
) -> None:
    page = open_low(windows, record, width)
    assert not page.evaluate(NAME_IS_SEEN)
    page.evaluate("window.scrollTo(0, 500)")
    box = page.locator(".stays").bounding_box()
    assert box
    assert box["y"] == 0
    assert box["height"] <= HIGHEST
    assert page.evaluate(NAME_IS_SEEN)
    assert page.locator(".stays").inner_text().startswith("Ben Test")


@WIDTHS
def test_what_the_keyboard_reaches_is_not_covered(
    windows: Windows, record: str, width: int
) -> None:
    page = open_low(windows, f"{record}/safety/questions", width)
    page.locator("main button[type=submit]").last.focus()
    found, steps = [], 0
    while page.evaluate("window.scrollY") > 0 and steps < 60:
        page.keyboard.press("Shift+Tab")
        found.append(page.evaluate(COVERED))
        steps += 1
    assert steps > 5
    assert [one for one in found if one] == []


def test_in_a_large_size_the_page_has_the_room(windows: Windows, record: str) -> None:
    """A window of 1280 by 720 shows so little at twice the size."""
    page = open_low(windows, record, DESK)
    page.set_viewport_size({"width": DESK // 2, "height": 360})
    page.evaluate("window.scrollTo(0, 500)")
    for sign in (".stays__line", ".tabs"):
        box = page.locator(sign).bounding_box()
        assert box is None or box["y"] < 0


@pytest.mark.parametrize(("width", "height"), [(844, 390), (DESK // 2, 360)])
def test_on_a_low_window_the_way_to_a_pause_stays_in_the_corner(
    windows: Windows, width: int, height: int
) -> None:
    page = windows.open("ben", width=PHONE)
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/portal/north/details")
    write = page.get_by_role("button", name="I want to write").filter(visible=True)
    expect(write).to_be_in_viewport(ratio=1)
    box = write.bounding_box()
    assert box
    assert box["width"] < width / 3
    assert box["x"] + box["width"] > width * 0.9


def test_at_a_low_desk_all_of_the_rail_is_reached(windows: Windows) -> None:
    page = windows.open("mara")
    page.set_viewport_size({"width": DESK, "height": 400})
    page.goto("/app/north/settings/members")
    me = page.locator(".rail .me summary")
    me.focus()
    box = me.bounding_box()
    assert box
    assert 0 <= box["y"] <= 400 - box["height"]


@pytest.mark.parametrize("page_of", ["pin", "edit", "safety/questions"])
def test_on_a_phone_a_page_about_one_thing_begins_soon(
    windows: Windows, record: str, page_of: str
) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(f"{record}/{page_of}")
    box = page.locator(".stays .tabs").bounding_box()
    assert box
    assert box["y"] < SOON
    assert page.locator(".person__facts").get_by_text("Active").is_visible()
    page.goto(record)
    box = page.locator(".stays .tabs").bounding_box()
    assert box
    assert box["y"] > SOON


def test_on_paper_it_stands_once(windows: Windows, record: str) -> None:
    page = open_low(windows, record, DESK)
    page.emulate_media(media="print")
    assert page.get_by_text("Ben Test", exact=True).filter(visible=True).count() == 1


def test_the_filter_that_holds_is_in_sight_on_a_phone(windows: Windows) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto("/app/north/clients")
    page.get_by_role("link", name="Ben Test").click()
    page.get_by_role("link", name="All that happened").click()
    last = page.locator(".chips--way a").last
    expect(last).not_to_be_in_viewport(ratio=1)
    page.goto(last.get_attribute("href") or "")
    expect(page.locator(".chips--way [aria-current]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("place", ["", "/agreement", "/members", "/mail"])
def test_tabs_on_a_phone_show_that_they_go_on_at_either_edge(windows: Windows, place: str) -> None:
    page = windows.open("mara", width=PHONE, java_script_enabled=True)
    page.goto(f"/app/north/settings{place}")
    starts, current, cut = page.locator(".tabs").evaluate(IN_SIGHT)
    assert starts[0] == 0 or 30 <= starts[1] <= 38
    assert current
    assert cut or place == "/mail"


def test_tabs_that_have_room_again_fade_at_no_edge(windows: Windows, record: str) -> None:
    page = windows.open("mara", width=PHONE, java_script_enabled=True)
    page.goto(f"{record}/safety")
    faded = "getComputedStyle(document.querySelector('.tabs')).getPropertyValue('--fade-left')"
    assert page.evaluate(faded) != "0px"
    page.set_viewport_size({"width": DESK, "height": LOW})
    page.wait_for_function(f"{faded} === '0px'")
