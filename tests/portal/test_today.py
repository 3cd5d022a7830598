"""The client's first page."""

import re

import pytest

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.nocontact.plans import agreed_with, make_ready

TODAY = "/portal/north/today"


def test_it_greets_the_client(cast: Cast) -> None:
    page = cast.browser("carla").get(TODAY)
    assert page.status_code == 200
    assert "Hello, Carla" in page.text


def test_their_coach_is_named_under_more(cast: Cast) -> None:
    assert "Idris Test is your coach" in cast.browser("carla").get("/portal/north/more").text


def test_how_to_reach_them_is_asked_until_they_say_it_and_never_shown(cast: Cast) -> None:
    ben, asked = cast.browser("ben"), "Say how we may reach you"
    page = ben.get(TODAY).text
    assert asked in page
    [way] = re.findall(r'href="([^"]+)">' + asked, page)
    assert 'id="safe_contact"' in ben.get(way.split("#")[0]).text
    ben.fill("/portal/north/details", safe_contact="Never on Sundays")
    page = ben.get(TODAY).text
    assert asked not in page
    assert "Never on Sundays" not in page


@pytest.mark.parametrize("reachable", ["yes", "no"])
def test_it_asks_nothing_that_was_answered_under_safety(cast: Cast, reachable: str) -> None:
    ben = cast.browser("ben")
    ben.fill("/portal/north/safety", afraid="no")
    assert "Say how we may reach you" in ben.get(TODAY).text
    ben.fill("/portal/north/safety", reachable=reachable)
    assert "Say how we may reach you" not in ben.get(TODAY).text


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(TODAY).location == f"/login?next={TODAY}"


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ruth", 404), ("tove", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(TODAY).status_code == code


def test_it_shows_nothing_of_others(cast: Cast) -> None:
    page = cast.browser("carla").get(TODAY).text
    assert not [name for name in ("Ben", "Anna", "Ruth", "Harbour", "Tove") if name in page]


def test_it_says_all_of_the_next_session_and_leads_to_its_changes(cast: Cast) -> None:
    ben, what = cast.browser("ben"), open_shop(cast)
    new = f"/portal/north/sessions/new/{what}"
    session = ben.fill(new, start=at(5).isoformat(), starts_early="y").location
    page = ben.get(TODAY).text.split("Your next session</h2>")[1]
    assert "your time (Berlin)" in page
    assert "with\u00a0Mara\u00a0Test" in page
    assert re.search(r"\d\d\u00a0minutes by video", page)
    assert f'href="{session}/move"' in page
    assert f'href="{session}/cancellation"' in page


def test_it_takes_no_form(cast: Cast) -> None:
    assert cast.browser("ben").post(TODAY).status_code == 405


@pytest.mark.parametrize(
    ("language", "rule"),
    [
        ("en", "Today you don’t write, call, look at profiles or ask friends."),
        ("fr", "une journée sans écrire, appeler, regarder les profils ni interroger des amis."),
    ],
)
def test_the_rule_of_the_day_is_one_sentence(cast: Cast, language: str, rule: str) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        by = Actor(cast.users["mara"], "coach")
        make_ready(ben, by=by)
        agreed_with(ben, by=by)
        db.session.commit()
    browser = cast.browser("ben")
    browser.fill("/look", locale=language)
    assert rule in browser.get(TODAY).text


def _kinds(page: str) -> dict[str, str]:
    """Of what waits for a newcomer, by its words: whether it is a way or a button."""
    links = re.findall(r'<a class="([^"]+)" href="[^"]+">(Read the agreement|Answer them)<', page)
    return {words: kind for kind, words in links}


def test_a_newcomer_is_led_to_one_thing_first(cast: Cast) -> None:
    ben = cast.browser("ben")
    assert _kinds(ben.get(TODAY).text) == {"Answer them": "button button--main"}
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        by = Actor(cast.users["mara"], "coach")
        clients.publish_agreement(cast.north, "As agreed", number=1, by=by)
        db.session.commit()
    waiting = {"Read the agreement": "button button--main", "Answer them": "way"}
    page = ben.get(TODAY).text
    assert _kinds(page) == waiting
    assert "what to look out for" in page
