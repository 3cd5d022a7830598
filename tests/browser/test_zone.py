"""Who is somewhere else than where their days are counted is offered to change it by a tap."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from coachhub.accounts.models import User
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.practices import services as practices
from tests.browser.browsers import PHONE, Windows

pytestmark = pytest.mark.browser
TODAY = "/portal/north/today"


@pytest.fixture
def windows_left_as_found(windows: Windows) -> Iterator[Windows]:
    """Ben's days are counted in Berlin again afterwards."""
    yield windows
    with windows.site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        db.session.query(Client).filter_by(email="ben@example.org").one().zone = "Europe/Berlin"
        db.session.commit()


def test_one_tap_counts_the_days_where_one_is(windows_left_as_found: Windows) -> None:
    page = windows_left_as_found.open("ben", width=PHONE, timezone_id="America/New_York")
    page.goto(TODAY)
    expect(page.get_by_text("You seem to be in New York.")).to_be_visible()
    expect(page.get_by_text("Your days are counted by the clock in Berlin.")).to_be_visible()
    page.get_by_role("button", name="Use the time there from today").click()
    expect(
        page.get_by_text("From today your days are counted by the clock in New York.")
    ).to_be_visible()
    expect(page.locator("[data-offers-zone]")).to_be_hidden()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_one_may_stay_with_the_time_at_home(windows: Windows) -> None:
    page = windows.open("ben", width=PHONE, timezone_id="America/New_York")
    page.goto(TODAY)
    page.get_by_role("button", name="Stay with Berlin time").click()
    offer = page.locator("[data-offers-zone]")
    expect(offer).to_be_hidden()
    page.goto(TODAY)
    expect(page.get_by_role("heading", name="Hello, Ben")).to_be_visible()
    expect(offer).to_be_hidden()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.fixture
def windows_in_french(windows: Windows) -> Iterator[Windows]:
    """Ben reads French, and English again afterwards."""
    _speak(windows, "fr")
    yield windows
    _speak(windows, "en")


def _speak(windows: Windows, locale: str) -> None:
    with windows.site.app.app_context():
        db.session.query(User).filter_by(email="ben@example.org").one().locale = locale
        db.session.commit()


def test_the_place_is_called_as_its_reader_calls_it(windows_in_french: Windows) -> None:
    page = windows_in_french.open("ben", width=PHONE, timezone_id="Europe/London")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(TODAY)
    expect(page.get_by_text("Vous semblez être ailleurs : Londres.")).to_be_visible()
    assert not [url for url in asked if "London" in url]


def test_an_older_name_of_a_zone_finds_its_place(windows: Windows) -> None:
    page = windows.open("ben", width=PHONE, timezone_id="Asia/Calcutta")
    page.goto(TODAY)
    expect(page.get_by_text("You seem to be in Kolkata.")).to_be_visible()


def test_without_an_answer_it_is_called_as_the_zone_has_it(windows: Windows) -> None:
    page = windows.open("ben", width=PHONE, timezone_id="America/New_York")
    page.route("**/details", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(TODAY)
    expect(page.get_by_text("You seem to be in New York.")).to_be_visible()


@pytest.mark.parametrize(
    "options",
    [
        {"timezone_id": "Europe/Berlin"},
        {"timezone_id": "Europe/Paris"},
        {"timezone_id": "America/New_York", "java_script_enabled": False},
    ],
    ids=["at home", "by the same clock", "without scripts"],
)
def test_nothing_is_asked_otherwise(windows: Windows, options: dict[str, object]) -> None:
    page = windows.open("ben", width=PHONE, **options)
    page.goto(TODAY)
    expect(page.get_by_role("heading", name="Hello, Ben")).to_be_visible()
    expect(page.locator("[data-offers-zone]")).to_be_hidden()
    line = "it => getComputedStyle(it).borderBlockStartWidth"
    assert page.locator("[data-offers-zone] + .portal__section").evaluate(line) == "0px"
