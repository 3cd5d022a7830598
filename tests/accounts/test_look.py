"""Day or evening, and the language: for this browser, and for whoever is signed in."""

import pytest
from sqlalchemy import Engine

from tests.accounts.people import Person
from tests.conftest import BASE_URL
from tests.rows import stored
from tests.visitor import Visitor

EVENING = 'data-theme="dark"'


def test_the_evening_stays_in_this_browser(stranger: Visitor) -> None:
    assert stranger.post("/look", {"theme": "dark"}).status_code == 303
    assert EVENING in stranger.get("/login").text
    stranger.post("/look", {"theme": ""})
    assert EVENING not in stranger.get("/login").text


def test_a_language_is_kept_for_a_stranger(stranger: Visitor) -> None:
    stranger.post("/look", {"locale": "en_GB"})
    assert '<html lang="en-GB"' in stranger.get("/login").text


def test_the_switch_leads_back_to_where_it_was_pressed(browser: Visitor) -> None:
    answer = browser.post("/look", {"theme": "light", "next": "/account/devices?"})
    assert (answer.status_code, answer.location) == (303, "/account/devices")


def test_the_page_leads_back_to_where_one_came_from(stranger: Visitor) -> None:
    came = {"Referer": f"{BASE_URL}/p/north/book?day=2026-12-01"}
    page = stranger.get("/look", headers=came)
    assert 'href="/p/north/book?day=2026-12-01"' in page.text
    wrong = stranger.send_again(page, locale="xx")
    assert wrong.status_code == 422
    assert 'href="/p/north/book?day=2026-12-01"' in wrong.text
    kept = stranger.send_again(page, theme="dark")
    assert (kept.status_code, kept.location) == (303, "/p/north/book?day=2026-12-01")


@pytest.mark.parametrize(
    "came", ["https://evil.example/p/north", f"{BASE_URL}/look", "nowhere", ""]
)
def test_who_came_from_nowhere_of_ours_is_led_to_the_start(stranger: Visitor, came: str) -> None:
    page = stranger.get("/look", headers={"Referer": came}).text
    assert 'href="/">Back to the start' in page
    assert "evil" not in page


def test_it_leads_to_no_other_host(browser: Visitor) -> None:
    answer = browser.post("/look", {"theme": "light", "next": "//example.com/"})
    assert answer.location == "/look"


def test_the_switch_leaves_the_language_alone(
    browser: Visitor, mara: Person, superuser: Engine
) -> None:
    browser.post("/look", {"theme": "dark", "next": "/account"})
    assert _locale(superuser, mara) == "en"


def test_a_language_is_the_persons_own(browser: Visitor, mara: Person, superuser: Engine) -> None:
    browser.post("/look", {"theme": "", "locale": "en_GB"})
    assert _locale(superuser, mara) == "en_GB"


def test_it_is_their_language_that_changes_whatever_the_browser_asks_for(
    browser: Visitor, mara: Person, superuser: Engine
) -> None:
    asked = {"Accept-Language": "fr"}
    assert '<html lang="en"' in browser.get("/look", headers=asked).text
    browser.post("/look", {"theme": "", "locale": "fr"}, headers=asked)
    assert _locale(superuser, mara) == "fr"
    assert "Votre compte" in browser.get("/account").text


def test_pages_that_ask_nobody_who_they_are_speak_it_too(browser: Visitor) -> None:
    browser.fill("/account", locale="fr")
    browser.get("/account")
    asked = {"Accept-Language": "en-US"}
    assert '<html lang="fr"' in browser.get("/nowhere", headers=asked).text
    browser.fill("/account", locale="en_GB")
    browser.get("/account")
    assert '<html lang="en-GB"' in browser.get("/nowhere", headers={"Accept-Language": "fr"}).text


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"locale": "xx"}])
def test_what_cannot_be_chosen_is_refused(stranger: Visitor, wrong: dict[str, str]) -> None:
    answer = stranger.post("/look", wrong)
    assert answer.status_code == 422
    assert not any("theme" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_nothing_but_a_known_value_reaches_the_page(stranger: Visitor) -> None:
    stranger.http.set_cookie("theme", '"><script>', domain="coachhub.test")
    stranger.http.set_cookie("language", "../../etc", domain="coachhub.test")
    page = stranger.get("/login").text
    assert "data-theme" not in page
    assert '<html lang="en' in page


def test_other_methods_are_refused(browser: Visitor) -> None:
    assert browser.open("PUT", "/look", headers={"X-CSRFToken": browser.token()}).status_code == 405


def _locale(superuser: Engine, person: Person) -> str:
    return str(stored(superuser, 'SELECT locale FROM "user" WHERE id = :id', id=person.id).locale)
