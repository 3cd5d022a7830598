"""From a practice's page to a session on both sides, and from its note to the client's PDF."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import delete, select

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import Window
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.growth.models import GrowthTask
from coachhub.payments import services as payments
from coachhub.practices import services as practices
from tests.booking.scene import offer, open_hours
from tests.browser import checks
from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.site import Site

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
PRIVATE = "My guess: the kitchen stands for something else"
SAVED = re.compile(r"^Saved \d")
LOW = 640
"""A window so low that a form is longer."""
COVERED = """() => {
  const one = document.activeElement, line = document.querySelector(".saving--foot");
  const box = one.getBoundingClientRect(), over = line.getBoundingClientRect();
  const isUnder = one.closest("form.form") && box.bottom > over.top && box.top < over.bottom;
  return isUnder ? one.outerHTML.slice(0, 80) : null;
}"""
ALWAYS = [Window(day, 0, 1440) for day in range(7)]


@pytest.fixture
def shop(windows: Windows) -> UUID:
    """Mara of North works round the clock and offers a session; its id."""
    site = windows.site
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        by = Actor(site.people["mara"], "owner")
        [mara] = [one for one in practices.members_of(practice.id) if one.user_id == by.user_id]
        if booking.calendar_of(practice.id, mara.id) is None:
            open_hours(practice.id, mara.id, by, zone="Europe/Berlin")
        what = offer(practice.id, by)
        db.session.commit()
        return what.id


@pytest.fixture
def cards(windows: Windows) -> Iterator[None]:
    """North takes payments by card, for this test."""
    site = windows.site
    windows.may_ask.add(urlsplit(site.stripe).netloc)
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        by = Actor(site.people["mara"], "owner")
        tenancy.enter_practice(practice.id)
        payments.open_account(practice, by=by)
        db.session.commit()
        yield
        payments.close_account(practice, by=by)
        db.session.commit()


def _look_closely(page: Page) -> None:
    """Everybody can read the page, and it fits a phone."""
    width = page.viewport_size
    page.set_viewport_size({"width": PHONE, "height": checks.ALL_OF_IT})
    assert [*checks.fits(page), *checks.accessible(page)] == []
    if width:
        page.set_viewport_size(width)


def _look_at_nothing(_page: Page) -> None:
    """Without scripts a page can't be asked anything."""


def wish_for_it_soon(page: Page) -> None:
    """A session within fourteen days is asked for; a later one has no such box."""
    for box in page.get_by_label("I want this session").all():
        box.check()


def _choose(page: Page, number: int) -> str:
    """A time of a day of the next month that no other number has, as the page writes it."""
    page.get_by_role("link", name="The next month").click()
    page.locator("#slots-earlier").wait_for()
    page.locator(".month__day--open").nth(number).click()
    page.locator("#times[data-lands]").wait_for()
    slot = page.locator(".slot").nth(number % 8)
    slot.click()
    return slot.locator("b").inner_text()


@BOTH
def test_a_stranger_books_and_both_sides_know(
    windows: Windows, shop: UUID, *, scripts: bool
) -> None:
    page = windows.open(java_script_enabled=scripts)
    page.goto("/p/north")
    page.goto(f"/p/north/book/{shop}")
    _choose(page, 2 + scripts)
    page.get_by_role("button", name="Continue").click()
    address = f"noor-{shop.hex[-8:]}@example.net"
    page.get_by_label("Your name").fill("Noor Haddad")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Book for").click()
    expect(page.get_by_text("Please read it and tick the box.").first).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Noor Haddad")
    page.get_by_label("I have read").check()
    wish_for_it_soon(page)
    page.get_by_role("button", name="Book for").click()
    expect(page.get_by_text("confirmed")).to_be_visible()
    mailed = windows.open(java_script_enabled=scripts)
    mailed.goto(windows.site.link_to(address))
    expect(mailed.get_by_text("confirmed")).to_be_visible()
    mara = windows.open("mara")
    mara.goto("/app/north/clients?q=noor")
    mara.get_by_role("link", name="Noor Haddad").first.click()
    mara.get_by_role("link", name="Sessions", exact=True).click()
    expect(mara.get_by_role("link", name="Single session").first).to_be_visible()


@BOTH
@pytest.mark.usefixtures("cards")
def test_a_stranger_pays_and_both_sides_know(
    windows: Windows, shop: UUID, *, scripts: bool
) -> None:
    look = _look_closely if scripts else _look_at_nothing
    page = windows.open(java_script_enabled=scripts)
    page.goto(f"/p/north/book/{shop}")
    _choose(page, 10 + scripts)
    page.get_by_role("button", name="Continue").click()
    name = "Paula Berg" if scripts else "Petra Tal"
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(f"paula-{shop.hex[-8:]}@example.net")
    page.get_by_label("I have read").check()
    wish_for_it_soon(page)
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url("**/pay")
    look(page)
    page.get_by_role("button", name="Pay €95.00").click()
    page.get_by_role("button", name="Use a card that is declined").click()
    expect(page.get_by_text("The card was declined")).to_be_visible()
    page.get_by_role("link", name="Back without paying").click()
    page.get_by_role("button", name="Pay €95.00").click()
    page.get_by_role("button", name="Pay 95.00 EUR").click()
    expect(page.get_by_text("€95.00 paid")).to_be_visible()
    expect(page.get_by_text("confirmed")).to_be_visible()
    page.get_by_role("link", name="Receipt").click()
    expect(page.get_by_text("by card, through Stripe")).to_be_visible()
    look(page)
    mara = windows.open("mara", width=PHONE, java_script_enabled=scripts)
    mara.goto("/app/north/payments?show=paid")
    look(mara)
    mara.get_by_role("link", name=name).click()
    expect(mara.get_by_text("paid by card").first).to_be_visible()
    mara.get_by_role("link", name="Give money back").click()
    expect(mara.get_by_label("How much goes back")).to_be_visible()
    look(mara)
    mara.get_by_label("How much goes back").fill("20")
    mara.get_by_label("Why").fill("It began late")
    mara.get_by_role("button", name="Give the money back").click()
    expect(mara.get_by_text("It is on its way back")).to_be_in_viewport(ratio=1)
    expect(mara.get_by_text("It began late")).to_be_visible()
    look(mara)


@BOTH
def test_a_note_becomes_a_sheet_that_the_client_keeps(
    windows: Windows, shop: UUID, tmp_path: Path, *, scripts: bool
) -> None:
    mara = windows.open("mara", java_script_enabled=scripts)
    session = book(mara, shop, 6 + scripts)
    mara.goto(f"{session}/note")
    mara.get_by_label("Goal").fill(PRIVATE)
    mara.get_by_label("Reality").fill("I say things twice")
    mara.get_by_label("share in the summary").nth(1).check()
    mara.get_by_role("button", name="Save the note").click()
    expect(mara.get_by_text("Only you read it, but for what you marked")).to_be_visible()
    mara.get_by_role("link", name="To the summary").click()
    mara.get_by_role("link", name=re.compile("Write the summary")).click()
    expect(mara.get_by_label("In your words")).to_have_value("I say things twice")
    mara.get_by_label("In three lines").fill("The second time, I can let go.")
    mara.get_by_role("button", name="Save and see it").click()
    expect(mara.get_by_text(PRIVATE)).to_have_count(0)
    mara.get_by_role("button", name="Publish version 1").click()
    if scripts:  # the page shows the PDF as soon as it is made, and nothing moves for it
        below = mara.get_by_role("link", name="The note")
        stood = below.bounding_box()
        expect(mara.get_by_role("link", name="The PDF")).to_be_visible(timeout=20_000)
        assert below.bounding_box() == stood
    ben = windows.open("ben", java_script_enabled=scripts)
    link = ben.get_by_role("link", name="The PDF").first
    for _try in range(30):
        ben.goto("/portal/north/documents")
        if link.count():
            break
        ben.wait_for_timeout(500)
    with ben.expect_download() as waiting:
        link.click()
    kept = tmp_path / "summary.pdf"
    waiting.value.save_as(kept)
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(kept.read_bytes())).pages)
    assert "I say things twice" in words
    assert "kitchen" not in words
    ben.goto("/portal/north/sessions")
    boxes = [one.bounding_box() for one in ben.locator(".timeline__entry .said a").all()]
    assert min(box["height"] for box in boxes if box) >= 44


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_note_and_when_it_was_saved_are_in_sight_while_one_writes(
    windows: Windows, shop: UUID, width: int
) -> None:
    mara = windows.open("mara")
    session = book(mara, shop, 8 + (width == DESK))
    mara.goto(f"{session}/note")
    mara.get_by_label("Goal").fill(PRIVATE)
    mara.get_by_role("button", name="Save the note").click()
    expect(mara.get_by_text("Only you read it, but for what you marked")).to_be_visible()
    mara.set_viewport_size({"width": width, "height": LOW})
    mara.goto(f"{session}/summary/draft")
    note, last = mara.get_by_text(PRIVATE), mara.get_by_label("What you will do")
    word = mara.get_by_text("Your note, and what Ben shared")
    if width == PHONE:
        expect(note).to_be_hidden()
        word.click()
        expect(note).to_be_visible()
        word.click()
        expect(note).to_be_hidden()
    else:
        expect(word).to_be_hidden()
    line = mara.locator(".saving--foot")
    mara.get_by_label("In your words").focus()
    expect(line).to_be_in_viewport(ratio=1)
    stood = line.bounding_box()
    mara.keyboard.type("I say things twice")
    expect(mara.get_by_text(SAVED)).to_be_in_viewport(ratio=1)
    assert line.bounding_box() == stood
    last.press_sequentially("Walk on Sunday")
    expect(line).to_be_in_viewport(ratio=1)
    if width == DESK:
        expect(note).to_be_in_viewport(ratio=1)
    covered = []
    for key in ["Tab"] * 2 + ["Shift+Tab"] * 7:
        mara.keyboard.press(key)
        covered.append(mara.evaluate(COVERED))
    assert [one for one in covered if one] == []
    mara.emulate_media(media="print")
    expect(note).to_be_hidden()
    expect(mara.get_by_label("In three lines")).to_have_value("")


def book(mara: Page, shop: UUID, number: int) -> str:
    """A session with Ben at the so-manieth time of a day of the next month; where it is."""
    mara.goto("/app/north/clients?q=ben")
    mara.get_by_role("link", name="Ben Test").click()
    mara.get_by_role("link", name="Sessions", exact=True).click()
    mara.get_by_role("link", name="Book a session").click()
    mara.wait_for_url("**/sessions/new")
    mara.goto(f"{mara.url}?type={shop}")
    time = _choose(mara, number)
    mara.get_by_role("button", name="Book it").click()
    begins_then = mara.locator("span", has_text=re.compile(rf"^{re.escape(time)}"))
    mara.locator(".timeline__entry", has=begins_then).get_by_role("link").first.click()
    mara.wait_for_url("**/bookings/*")
    return mara.url


@pytest.fixture
def unburdened(site: Site) -> None:
    """Ben has no tasks of other tests: a sixth at once would be asked about first."""
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        ben = db.session.query(Client).filter_by(email="ben@example.org").one()
        db.session.execute(delete(GrowthTask).where(GrowthTask.client_id == ben.id))
        db.session.commit()


@BOTH
@pytest.mark.usefixtures("unburdened")
def test_a_task_is_suggested_agreed_done_and_answered(windows: Windows, *, scripts: bool) -> None:
    mara = windows.open("mara", java_script_enabled=scripts)
    mara.goto("/app/north/clients?q=ben")
    mara.get_by_role("link", name="Ben Test").click()
    mara.locator(".tabs").get_by_role("link", name="Tasks").click()
    mara.get_by_role("link", name="Suggest a task").click()
    mara.get_by_label("What they say").select_option("health")
    mara.get_by_role("button", name="Find").click()
    mara.get_by_role("link", name="Suggest this").first.click()
    words = f"Walk to the river {'by day' if scripts else 'at night'}"
    mara.get_by_label("The task, in words").fill(words)
    pace = mara.locator(".fold", has_text="Its pace")
    expect(pace.get_by_label("From", exact=True)).to_be_hidden()
    pace.get_by_text("Change", exact=True).click()
    pace.get_by_label("Minutes each time").fill("25")
    expect(pace.get_by_text("Change", exact=True)).to_be_hidden()
    pace.get_by_text("Close", exact=True).click()
    expect(pace.get_by_text("Changed on this page.")).to_be_visible(visible=scripts)
    mara.get_by_role("button", name="Suggest it").click()
    expect(mara.get_by_role("button", name="Suggest it")).to_have_count(0)
    ben = windows.open("ben", java_script_enabled=scripts)
    ben.goto("/portal/north/tasks")
    ben.get_by_role("link", name=words).click()
    expect(ben.get_by_text("25 minutes").first).to_be_visible()
    ben.get_by_role("button", name="Agree").click()
    ben.get_by_label("Done", exact=True).check()
    ben.get_by_label("What surprised you?").fill("A heron")
    ben.get_by_role("button", name="Save the entry").click()
    expect(ben.get_by_text("A heron")).to_be_visible()
    mara.goto("/app/north/")
    expect(mara.get_by_text("told you how a task went").first).to_be_visible()
    mara.get_by_role("link", name="Answer Ben").first.click()
    mara.get_by_label("Your answer").first.fill("How long did it stand there?")
    mara.get_by_role("button", name="Send the answer").first.click()
    expect(mara.get_by_text("How long did it stand there?")).to_be_visible()
    expect(mara.get_by_role("button", name="Send the answer")).to_have_count(0)
    ben.reload()
    expect(ben.get_by_text("How long did it stand there?")).to_be_visible()


def test_a_stranger_elsewhere_reads_both_clocks_and_keeps_their_own(
    windows: Windows, shop: UUID
) -> None:
    page = windows.open(timezone_id="America/New_York")
    page.goto(f"/p/north/book/{shop}")
    page.wait_for_url("**zone=America%2FNew_York")
    expect(page.get_by_text("Times are for New York.")).to_be_visible()
    _choose(page, 14)
    assert re.fullmatch(r"\d\d:\d\d Berlin", page.locator(".slot span").first.inner_text())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Your time zone")).to_have_value("America/New_York")
    page.get_by_label("Your name").fill("Nora Hale")
    address = f"nora-{shop.hex[-8:]}@example.net"
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("I have read").check()
    wish_for_it_soon(page)
    page.get_by_role("button", name="Book for").click()
    expect(page.get_by_text("confirmed")).to_be_visible()
    expect(page.get_by_text("New York").first).to_be_visible()
    with windows.site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        stored = db.session.scalars(
            select(Booking.client_zone).where(Booking.session_type_id == shop)
        ).all()
    assert stored == ["America/New_York"]


def test_a_zone_that_was_chosen_stays(windows: Windows, shop: UUID) -> None:
    page = windows.open(timezone_id="America/New_York")
    page.goto(f"/p/north/book/{shop}?zone=Asia/Tokyo", wait_until="networkidle")
    expect(page.get_by_text("Times are for Tokyo.")).to_be_visible()
    expect(page.get_by_label("Your time zone")).to_have_count(0)


def test_without_scripts_the_coach_s_zone_is_said_with_the_choice(
    windows: Windows, shop: UUID
) -> None:
    page = windows.open(java_script_enabled=False, timezone_id="America/New_York")
    page.goto(f"/p/north/book/{shop}")
    expect(page.get_by_text("Times are for Berlin.")).to_be_visible()
    page.get_by_role("link", name="Change that").click()
    page.get_by_label("Your time zone").select_option("America/New_York")
    page.get_by_role("button", name="Show these times").click()
    expect(page.get_by_text("Times are for New York.")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_that_the_note_is_saved_stays_in_sight_while_one_writes(
    windows: Windows, shop: UUID, width: int
) -> None:
    mara = windows.open("mara", width=width)
    session = book(mara, shop, 4)
    mara.set_viewport_size({"width": width, "height": LOW})
    mara.goto(f"{session}/note")
    last = mara.locator(".hour__pen").last
    last.press_sequentially("What comes next?\n" * 20)
    expect(mara.get_by_text(SAVED)).to_be_in_viewport(ratio=1)
    mara.locator(".hour__pen").first.press_sequentially("A long word before it")
    expect(mara.locator(".saving--foot")).to_be_in_viewport(ratio=1)
