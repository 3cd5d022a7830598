"""The portal on a phone: what it keeps, what it shows without a connection, and what it forgets."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.browsers import Windows, questions
from tests.cast import PASSWORD, ZONE
from tests.nocontact.plans import today

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      kept.push([request.url, await (await store.match(request)).text()]);
    }
  }
  return kept;
}"""


def _kept(page: Page) -> dict[str, str]:
    return dict(page.evaluate(KEPT))


def _installed(windows: Windows) -> Page:
    page = windows.open("ben", width=390, service_workers="allow")
    page.goto("/portal/north/today")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/portal/north/offline').then(Boolean)")
    return page


def test_without_a_connection_it_says_whom_one_can_call(windows: Windows) -> None:
    page = _installed(windows)
    page.goto("/portal/north/plan")
    page.context.set_offline(True)
    page.goto("/portal/north/tasks")
    expect(page.get_by_text("There is no connection at the moment.")).to_be_visible()
    expect(page.get_by_role("link", name="112")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()


def test_it_keeps_one_page_and_what_that_is_drawn_with(windows: Windows) -> None:
    page = _installed(windows)
    for path in ("plan", "tasks", "sessions", "details", "more"):
        page.goto(f"/portal/north/{path}")
    kept = _kept(page)
    assert [url for url in kept if "/static/" not in url and "theme.css" not in url] == [
        f"{windows.site.url}/portal/north/offline"
    ]
    assert "Ben" not in kept[f"{windows.site.url}/portal/north/offline"]
    stores = "[localStorage.length, sessionStorage.length]"
    assert page.evaluate(stores) == [0, 0]


def test_a_form_is_sent_past_what_is_kept(windows: Windows) -> None:
    page = _installed(windows)
    page.goto("/portal/north/details")
    page.get_by_label("Your pronouns").fill("he/him")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Your coach sees it too.")).to_be_visible()


IN_A_PLAN = pytest.mark.usefixtures("in_a_plan")
WORDS = "I sat alone in the kitchen"
LATER = " and looked at the phone"
STAYED = "What you typed is here"


def _half_told(page: Page) -> Locator:
    page.goto("/portal/north/plan/contact")
    words = page.get_by_label("What came before it?")
    words.press_sequentially(WORDS)
    expect(page.get_by_text("Draft kept")).to_be_visible()
    return words


@IN_A_PLAN
def test_a_form_without_a_connection_stays_with_its_words(windows: Windows) -> None:
    page = _installed(windows)
    words = _half_told(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save what happened").click()
    expect(
        page.get_by_role("status").get_by_text("Not sent: there is no connection.")
    ).to_be_visible()
    expect(words).to_have_value(WORDS)
    page.context.set_offline(False)
    expect(page.get_by_text(STAYED)).to_have_count(0)
    page.get_by_role("button", name="Save what happened").click()
    expect(page.get_by_text("This one question needs an answer.").first).to_be_visible()
    expect(words).to_have_value(WORDS)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@IN_A_PLAN
def test_a_form_that_got_no_answer_stays_with_its_words(windows: Windows) -> None:
    page = _installed(windows)
    words = _half_told(page)
    asked = questions(page)
    _pretend_to_be_online(page)
    page.get_by_role("button", name="Save what happened").click()
    expect(page.get_by_role("status").get_by_text("No answer came;")).to_be_visible()
    expect(words).to_have_value(WORDS)
    assert asked == []
    page.get_by_role("link", name="Tasks").last.click()
    expect(page.get_by_text("There is no connection at the moment.")).to_be_visible()
    assert asked == []  # what was kept as a draft before is not lost


def _pretend_to_be_online(page: Page) -> None:
    page.context.set_offline(True)
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")


@pytest.mark.parametrize("claims", [False, True])
def test_without_a_connection_the_pause_helps_at_once(windows: Windows, *, claims: bool) -> None:
    page = _installed(windows)
    if claims:
        _pretend_to_be_online(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="I want to write").click()
    expect(page.get_by_role("heading", name="If you want to write")).to_be_visible()
    expect(page.get_by_role("link", name="112")).to_be_visible()


def test_so_it_does_from_the_account(windows: Windows) -> None:
    page = _installed(windows)
    page.goto("/account")
    page.context.set_offline(True)
    page.get_by_role("button", name="I want to write").click()
    expect(page.get_by_role("heading", name="If you want to write")).to_be_visible()


@IN_A_PLAN
def test_the_pause_costs_no_words(windows: Windows) -> None:
    page = _installed(windows)
    words = _half_told(page)
    page.context.set_offline(True)
    words.press_sequentially(LATER)
    page.get_by_role("button", name="I want to write").click()
    expect(page.get_by_role("status").get_by_text("Wait fifteen minutes first")).to_be_visible()
    expect(words).to_have_value(WORDS + LATER)


@IN_A_PLAN
def test_the_day_changes_by_the_clock_of_the_plan(windows: Windows) -> None:
    page = windows.open("ben", timezone_id="Pacific/Kiritimati")
    midnight = datetime.combine(today() + timedelta(days=1), time(), ZoneInfo(ZONE))
    for now, number in ((midnight - timedelta(hours=1), 1), (midnight + timedelta(hours=1), 2)):
        page.clock.set_fixed_time(now)
        page.goto("/portal/north/offline")
        expect(page.get_by_role("heading", name=f"Day {number} of 30")).to_be_visible()


def test_signing_out_forgets_it(windows: Windows) -> None:
    page = _installed(windows)
    page.goto("/portal/north/more")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


KEEPS_THE_PAGE = "caches.match('/portal/north/offline').then(Boolean)"


def test_a_session_that_ran_out_leaves_nothing(windows: Windows) -> None:
    page = _installed(windows)
    page.context.clear_cookies()
    page.goto("/portal/north/plan")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.wait_for_function(f"{KEEPS_THE_PAGE}.then((keeps) => !keeps)")


def test_who_signs_in_next_finds_nothing_of_another(windows: Windows) -> None:
    page = _installed(windows)
    page.evaluate(
        "caches.open('portal-north')"
        ".then((store) => store.put('/portal/north/offline', new Response('of Ben')))"
    )
    page.goto("/login")
    assert page.evaluate(KEEPS_THE_PAGE)
    page.get_by_label("E-mail").fill("carla@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/portal/north/**")
    page.wait_for_function("navigator.serviceWorker.ready.then(Boolean)")
    page.wait_for_function(KEEPS_THE_PAGE)
    assert "of Ben" not in _kept(page).values()
