"""Choosing a day changes the picker in place, its times are in sight, and the focus is there."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import checks
from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.test_keyboard import here, walk_to
from tests.browser.test_sessions import book, shop

__all__ = ["shop"]

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("width", [PHONE, DESK])
IN_SIGHT = """(one) => {
  const { top, bottom } = one.getBoundingClientRect();
  const below = document.querySelector(".bar, .write")?.getBoundingClientRect().top;
  return top >= 0 && bottom <= (below || innerHeight);
}"""
MARK = "window.isSamePage = true"
IS_SAME_PAGE = "window.isSamePage === true"
HEADING, TIMES, DAYS = "#times", ".slot", ".month__day--open"


def _is_seen(page: Page, what: str) -> bool:
    return bool(page.locator(what).first.evaluate(IN_SIGHT))


def _to_next_month(page: Page) -> None:
    page.get_by_role("link", name="The next month").click()
    page.wait_for_url("**month=**")
    expect(page.locator("#slots-earlier")).to_be_visible()


@BOTH
def test_a_day_brings_its_times_into_sight(windows: Windows, shop: UUID, width: int) -> None:
    page = windows.open(width=width)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.evaluate(MARK)
    _to_next_month(page)
    page.locator(DAYS).nth(3).click()
    page.wait_for_url("**day=**")
    expect(page.locator(HEADING)).to_be_focused()
    assert page.evaluate(IS_SAME_PAGE)
    assert _is_seen(page, HEADING)
    assert _is_seen(page, TIMES)
    expect(page.locator(f"{DAYS}[aria-current]")).to_have_count(1)
    assert [*checks.fits(page), *checks.accessible(page)] == []


@pytest.mark.parametrize("height", [900, 640])
def test_a_desk_does_not_jump_to_times_that_are_in_sight(
    windows: Windows, shop: UUID, height: int
) -> None:
    page = windows.open()
    page.set_viewport_size({"width": DESK, "height": height})
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    # By key: a click that a busy machine takes late is tried again with the page scrolled.
    page.locator(DAYS).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_be_focused()
    assert page.evaluate("scrollY") == 0


@BOTH
def test_back_and_reload_show_what_the_address_says(
    windows: Windows, shop: UUID, width: int
) -> None:
    page = windows.open(width=width)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    _to_next_month(page)
    month = page.locator(".slots__head h2").inner_text()
    first = page.locator(HEADING).inner_text()
    page.locator(DAYS).nth(2).click()
    expect(page.locator(HEADING)).to_be_focused()
    chosen = page.locator(HEADING).inner_text()
    assert chosen != first
    page.reload()
    expect(page.locator(HEADING)).to_have_text(chosen)
    page.go_back()
    expect(page.locator(HEADING)).to_have_text(first)
    expect(page.locator(".slots__head h2")).to_have_text(month)
    page.go_forward()
    expect(page.locator(HEADING)).to_have_text(chosen)


def test_a_month_is_said_and_keeps_the_focus(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.evaluate(MARK)
    walk_to(page, "The next month")
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    ear = page.locator("[data-hears=slots]")
    expect(ear).to_contain_text("days have times.")
    month = page.locator(".slots__head h2").inner_text()
    expect(ear).to_contain_text(month)
    assert page.evaluate("scrollY") == before
    assert here(page) == "The next month"
    page.locator(DAYS).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_be_focused()
    expect(ear).to_have_text("")
    walk_to(page, page.locator(TIMES).first.inner_text())
    assert page.evaluate(IS_SAME_PAGE)


def test_without_scripts_a_day_lands_at_its_times(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE, java_script_enabled=False)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.get_by_role("link", name="The next month").click()
    page.locator(DAYS).nth(3).click()
    for what in (HEADING, TIMES):
        box = page.locator(what).first.bounding_box()
        assert box
        assert 0 <= box["y"] < box["y"] + box["height"] <= 844, what
    page.locator(TIMES).first.click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your details")).to_be_visible()
    assert "#" not in page.url


def test_who_chose_no_time_is_led_to_where_it_says_so(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.get_by_role("button", name="Continue").click()
    mistake = page.get_by_text("Please choose a time.")
    expect(mistake).to_be_visible()
    assert mistake.evaluate(IN_SIGHT)


def test_who_came_late_is_led_to_where_it_says_so(windows: Windows, shop: UUID) -> None:
    late, first = windows.open(width=PHONE), windows.open(width=PHONE)
    for page in (late, first):
        page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
        page.locator(TIMES).last.click()
    for page in (first, late):
        page.get_by_role("button", name="Continue with").click()
        page.wait_for_load_state()
    taken = late.get_by_text("This time was taken a moment ago.")
    expect(taken).to_be_focused()
    assert taken.evaluate(IN_SIGHT)


def test_the_chosen_time_is_said_by_both_clocks(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=America/New_York")
    _to_next_month(page)
    when = page.locator("[data-when]")
    expect(when).to_have_text("Choose a time.")
    expect(page.locator("[data-there]")).to_have_text("Your coach is in Berlin.")
    slots, day = page.locator(TIMES), page.locator(HEADING).inner_text()
    for slot in (slots.first, slots.nth(12)):
        slot.click()
        here, _, night = slot.locator("b").inner_text().partition(",")
        expect(when).to_have_text(f"{day}, {here} New York{night and ', at night for you'}")
        expect(page.locator("[data-there]")).to_have_text(slot.locator("b + span").inner_text())
    expect(slots.first).to_contain_text("at night for you")
    expect(slots.nth(12)).not_to_contain_text("at night")


def test_the_daylight_stands_at_the_chosen_time(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=America/New_York")
    _to_next_month(page)
    clocks, light = page.locator(".clocks"), page.locator(".clocks__light")
    expect(clocks).to_be_visible()
    expect(light).to_be_hidden()
    places = []
    for number in (2, 5):
        page.locator(TIMES).nth(number).click()
        expect(light).to_be_visible()
        assert light.bounding_box()["x"] + 8 >= clocks.bounding_box()["x"]  # type: ignore[index]
        places.append(light.bounding_box()["x"])  # type: ignore[index]
    assert places[0] < places[1]
    assert [*checks.fits(page), *checks.accessible(page)] == []


def test_what_was_wrong_goes_with_the_choice_and_nothing_moves(
    windows: Windows, shop: UUID
) -> None:
    page = windows.open()
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.get_by_role("button", name="Continue").click()
    wrong = page.get_by_role("alert")
    expect(wrong).to_be_focused()
    above, ring = page.locator("#times + p").bounding_box(), wrong.bounding_box()
    assert above
    assert ring
    assert ring["y"] - above["y"] - above["height"] >= 4
    rule = page.locator("[data-rule]")
    height = rule.evaluate("one => one.offsetHeight")
    page.locator(TIMES).first.click()
    expect(wrong).to_have_count(0)
    assert rule.evaluate("one => one.offsetHeight") >= height


def test_the_rule_is_said_for_the_chosen_time(windows: Windows, shop: UUID) -> None:
    page = windows.open()
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    _to_next_month(page)
    page.locator(DAYS).last.click()
    expect(page.locator(HEADING)).to_be_focused()
    rule = page.locator("[data-rule]")
    expect(rule).to_contain_text("until 24 hours before it begins.")
    slot = page.locator(TIMES).nth(9)
    slot.click()
    until = slot.locator("input").get_attribute("data-until")
    assert until
    expect(rule).to_contain_text(
        f"Free to cancel or move {until}. After that, it still costs €47.50."
    )
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    page.locator(TIMES).first.click()
    expect(rule).to_contain_text(
        "This time begins in less than 24 hours: if you cancel, it still costs €47.50."
    )


def test_another_clock_is_chosen_in_place(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    _to_next_month(page)
    month = page.locator(".slots__head h2").inner_text()
    page.get_by_role("link", name="Change that").click()
    choice = page.get_by_label("Your time zone")
    expect(choice).to_be_focused()
    expect(choice).to_have_value("Europe/Berlin")
    assert [*checks.fits(page), *checks.accessible(page)] == []
    choice.select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show these times").click()
    expect(page.get_by_text("Times are for Tokyo.")).to_be_visible()
    expect(page.locator(".slots__head h2")).to_have_text(month)


def test_a_coach_chooses_a_day_for_a_client_in_place(windows: Windows, shop: UUID) -> None:
    page = windows.open("mara", width=PHONE)
    page.goto(book(windows.open("mara"), shop, 13))
    page.goto(f"{page.url}/move")
    page.evaluate(MARK)
    _to_next_month(page)
    page.locator(DAYS).nth(5).click()
    expect(page.locator(HEADING)).to_be_focused()
    assert page.evaluate(IS_SAME_PAGE)
    assert _is_seen(page, TIMES)


@BOTH
def test_nothing_moves_from_one_month_to_the_next(windows: Windows, shop: UUID, width: int) -> None:
    page = windows.open(width=width)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    before = page.locator(".month").bounding_box()
    _to_next_month(page)
    assert page.locator(".month").bounding_box() == before


def test_a_day_beside_the_month_brings_its_own(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    _to_next_month(page)
    beside = page.locator("a.month__day--beside").last
    beside.click()
    page.wait_for_url("**day=**")
    expect(page.locator(f"{DAYS}[aria-current]")).to_have_count(1)
    assert _is_seen(page, HEADING)


def test_times_are_equally_high_whatever_they_say(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=PHONE, extra_http_headers={"Accept-Language": "en-US"})
    page.set_viewport_size({"width": 410, "height": 900})
    page.goto(f"/p/north/book/{shop}?zone=America/New_York")
    _to_next_month(page)
    expect(page.locator(TIMES).first).to_contain_text("AM")
    heights = "(all) => [...new Set(all.map((one) => one.getBoundingClientRect().height))]"
    assert len(page.locator(TIMES).evaluate_all(heights)) == 1


@BOTH
def test_without_a_connection_it_says_so_and_keeps_what_was_chosen(
    windows: Windows, shop: UUID, width: int
) -> None:
    page = windows.open(width=width)
    page.goto(f"/p/north/book/{shop}?zone=Europe/Berlin")
    _to_next_month(page)
    page.locator(TIMES).nth(2).click()
    address, chosen = page.url, page.locator("[data-when]").inner_text()
    words = page.get_by_text("No times came: there seems to be no connection.")
    expect(words).to_be_hidden()
    page.context.set_offline(True)
    page.locator(DAYS).nth(4).click()
    expect(words).to_be_visible()
    assert words.evaluate(IN_SIGHT)
    assert page.url == address
    assert page.locator(TIMES).nth(2).locator("input").is_checked()
    expect(page.locator("[data-when]")).to_have_text(chosen)
    assert [*checks.fits(page)] == []
    page.context.set_offline(False)
    page.locator(DAYS).nth(4).click()
    expect(page.locator(HEADING)).to_be_focused()
    expect(words).to_be_hidden()
    # The library notes in the console what it could not fetch.
    assert ["Failed to fetch" in one for one in windows.complaints] == [True]
    windows.complaints.clear()


def test_the_button_is_quiet_until_a_time_is_chosen(windows: Windows, shop: UUID) -> None:
    page = windows.open()
    page.goto(f"/p/north/book/{shop}?zone=America/New_York")
    act = page.locator(".slots__then .button--main")
    expect(act).to_have_text("Continue")
    expect(act).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.locator(TIMES).first.click()
    expect(act).to_contain_text("Continue with")
    expect(act).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_times_are_equally_high_and_end_with_the_page(windows: Windows, shop: UUID) -> None:
    page = windows.open(width=DESK)
    page.goto(f"/p/north/book/{shop}?zone=America/New_York")
    heights = page.locator(TIMES).evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().height))"
    )
    assert len(set(heights)) == 1
    act, sheet = (
        page.locator(one).evaluate("one => one.getBoundingClientRect().right")
        for one in (".slots__then .button", ".slots--three")
    )
    assert abs(act - sheet) < 1
