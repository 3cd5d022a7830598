"""What people see first: nothing moves while it loads, one thing to do, and that within sight."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update

from coachhub.booking import services as booking
from coachhub.booking.models import SessionType
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.nocontact.models import NoContactPlan
from coachhub.practices import services as practices
from tests.booking.scene import offer, open_hours
from tests.browser import checks
from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.test_zone import windows_in_french
from tests.nocontact.plans import agreed_with, make_ready, today

__all__ = ["windows_in_french"]

pytestmark = pytest.mark.browser

MOST_SHIFT = 0.01
LATE_MS = 300
WATCH = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
LINES = """(one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return new Set([...words.getClientRects()].map(({ top }) => top)).size;
}"""
STAND_INS = [f"Newsreader as {name}" for name in ("Georgia", "Noto", "Times", "DejaVu")]
MOST_WIDER = 0.03
WIDTHS = """async (names) => {
  const widths = {};
  for (const name of names) {
    const had = await document.fonts.load(`40px "${name}"`).catch(() => []);
    const line = document.createElement("span");
    line.textContent = "A calm place for the months after a relationship ends.";
    const look = { font: `40px "${name}"`, position: "absolute", whiteSpace: "nowrap" };
    Object.assign(line.style, look);
    document.body.append(line);
    widths[name] = had.length ? line.getBoundingClientRect().width : 0;
  }
  return widths;
}"""
SENTENCES = [
    "A calm place for the months after a relationship ends.",
    "Sleep, laugh and choose again.",
    "Des semaines plus calmes, à votre rythme, après une séparation qui a tout changé.",
]
FILLED = ".button--main"
PORTAL = "/portal/north"
OPEN = ["/", "/login", "/p/north", "/p/north/stored"]
OWN = [
    f"{PORTAL}/{page}"
    for page in ("today", "plan", "plan/check-in", "tasks", "sessions", "more", "urge", "help")
]

LISTS = [
    *(f"/app/north/{page}" for page in ("clients", "payments", "settings/mail", "tasks", "find")),
    *("/app/north/session-types", "/app/north/clients/import", "/account/devices"),
]


@pytest.fixture
def ben(windows: Windows) -> Iterator[UUID]:
    """Ben is on the first day of his plan, and can book a session; its id."""
    app, people = windows.site.app, windows.site.people
    with app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        by = Actor(people["mara"], "owner")
        client = db.session.query(Client).filter_by(email="ben@example.org").one()
        make_ready(client, by=by)
        plan = agreed_with(client, by=by)
        [mara] = [one for one in practices.members_of(practice.id) if one.user_id == by.user_id]
        if booking.calendar_of(practice.id, mara.id) is None:
            open_hours(practice.id, mara.id, by, zone="Europe/Berlin")
        what = offer(practice.id, by)
        db.session.commit()
        plan_id, type_id = plan.id, what.id
    yield type_id
    with app.app_context():
        tenancy.enter_practice(practice.id)
        over = {"state": "ended_early", "closed_on": today()}
        db.session.execute(update(NoContactPlan).where(NoContactPlan.id == plan_id).values(over))
        booking.retire_type(db.session.get_one(SessionType, (practice.id, type_id)), by=by)
        db.session.commit()


def _come_late(route: Route) -> None:
    """As over a slow line: the words stand before their letters have come."""
    route.request.frame.page.wait_for_timeout(LATE_MS)
    route.continue_()


def _walk(page: Page, paths: list[str], *, late: str = "**/*.woff2") -> dict[str, float]:
    """How far things moved on each page while it loaded, and its letters or scripts came late."""
    page.add_init_script(WATCH)
    page.route(late, _come_late)
    moved = {}
    for path in paths:
        page.goto(path)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        moved[path] = float(page.evaluate("window.shifted"))
    return moved


@pytest.fixture
def face(windows: Windows) -> Iterator[Callable[[str], None]]:
    """Says a sentence on the public page of "north", which has none again afterwards."""
    app, people = windows.site.app, windows.site.people

    def say(sentence: str) -> None:
        with app.app_context():
            practice = practices.find_practice("north")
            assert practice
            tenancy.enter_practice(practice.id)
            own = practices.settings_of(practice.id)
            by = Actor(people["mara"], "owner")
            practices.show_face(own, version=own.version, by=by, hue=own.hue, sentence=sentence)
            db.session.commit()

    yield say
    say("")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_moves_while_a_page_loads(windows: Windows, ben: UUID, width: int) -> None:
    book = f"/p/north/book/{ben}"
    moved = _walk(windows.open(width=width), [*OPEN, book])
    moved |= _walk(windows.open("ben", width=width), OWN)
    assert {path: much for path, much in moved.items() if much >= MOST_SHIFT} == {}


@pytest.mark.parametrize("late", ["**/*.woff2", "**/*.js"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_moves_where_one_travels(windows: Windows, width: int, late: str) -> None:
    """They are asked where their days are to be counted, above what they came for."""
    page = windows.open("ben", width=width, timezone_id="America/New_York")
    assert _walk(page, [f"{PORTAL}/today"], late=late)[f"{PORTAL}/today"] < MOST_SHIFT
    expect(page.get_by_text("You seem to be in New York.")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_sentence_of_a_face_moves_what_follows(
    windows: Windows, face: Callable[[str], None], width: int
) -> None:
    moved = {}
    for sentence in SENTENCES:
        face(sentence)
        moved[sentence] = _walk(windows.open(width=width), ["/p/north"])["/p/north"]
    assert {sentence: much for sentence, much in moved.items() if much >= MOST_SHIFT} == {}


def test_letters_that_stand_in_are_as_wide(windows: Windows) -> None:
    page = windows.open()
    page.goto("/login")
    widths = page.evaluate(WIDTHS, [*STAND_INS, "Newsreader"])
    found = {name: wide / widths["Newsreader"] for name, wide in widths.items() if wide}
    assert len(found) > 1, "no device without a single typeface of STAND_INS"
    assert {name: much for name, much in found.items() if abs(much - 1) > MOST_WIDER} == {}


@pytest.mark.parametrize("late", ["**/*.woff2", "**/*.js"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_moves_while_a_list_loads(windows: Windows, width: int, late: str) -> None:
    moved = _walk(windows.open("mara", width=width), LISTS, late=late)
    assert {path: much for path, much in moved.items() if much >= MOST_SHIFT} == {}


def test_each_page_has_one_filled_button_at_most(windows: Windows, ben: UUID) -> None:
    stranger, own = windows.open(width=PHONE), windows.open("ben", width=PHONE)
    many = {}
    for page, paths in ((stranger, [*OPEN, f"/p/north/book/{ben}"]), (own, OWN)):
        for path in paths:
            page.goto(path)
            if (number := page.locator(FILLED).filter(visible=True).count()) > 1:
                many[path] = number
    assert many == {}


def test_today_asks_without_scrolling_on_a_phone(windows: Windows, ben: UUID) -> None:
    page = windows.open("ben", width=PHONE)
    page.goto(f"{PORTAL}/today")
    assert urlsplit(page.url).path == f"{PORTAL}/today"
    above = page.locator(".write").filter(visible=True).bounding_box()
    assert above
    for seen in ("h1", ".portal__hello .lead", ".scale", FILLED):
        box = page.locator(seen).filter(visible=True).first.bounding_box()
        assert box, seen
        assert box["y"] + box["height"] <= above["y"], seen


@pytest.mark.parametrize("height", [720, 800, 900])
def test_the_light_beside_the_portal_touches_no_words(windows: Windows, height: int) -> None:
    page = windows.open("carla")
    page.set_viewport_size({"width": DESK, "height": height})
    page.goto("/portal/north/sessions")
    light = page.locator(".light--portal").bounding_box()
    last = page.locator(".portal__side > :not(.light)").last.bounding_box()
    assert light
    assert last
    assert light["y"] >= last["y"] + last["height"]


def test_the_portal_is_lighter_than_the_desk(windows: Windows, ben: UUID) -> None:
    weights = []
    for who, path in (("ben", f"{PORTAL}/today"), ("mara", "/app/north/")):
        page = windows.open(who)
        page.goto(path, wait_until="networkidle")
        weights.append(page.evaluate(checks.LARGE))
    assert weights[0] < weights[1] - 1_000


def test_help_is_in_sight_while_the_pause_runs(windows: Windows) -> None:
    page = windows.open("ben", width=PHONE, locale="fr-FR")
    page.goto(f"{PORTAL}/plan")
    page.locator(".write.phone-only button").click()
    way = page.locator("a[href='#not-safe']")
    expect(way).to_be_in_viewport(ratio=1)
    way.click()
    expect(page.locator("#not-safe h2")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, PHONE])
def test_no_word_at_the_thumb_is_broken(windows_in_french: Windows, width: int) -> None:
    page = windows_in_french.open("ben", width=PHONE)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{PORTAL}/more")
    words = page.locator(".bar__label")
    expect(words.first).to_have_text("Aujourd’hui")
    assert {one.evaluate(LINES) for one in words.all()} == {1}
    assert list(checks.fits(page)) == []


def test_wide_letters_at_the_thumb_are_whole(windows_in_french: Windows) -> None:
    """By the distances that WCAG 1.4.12 names."""
    page = windows_in_french.open("ben", width=PHONE)
    page.goto(f"{PORTAL}/more")
    page.evaluate(checks.SPACED)
    words = page.locator(".bar__label")
    expect(words.first).to_have_text("Aujourd’hui")
    assert {one.evaluate(LINES) for one in words.all()} == {1}
    assert words.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth)") == []
