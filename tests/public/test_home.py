"""The product's own first page, and what any page may reach."""

import re

import pytest

from coachhub.core import clock
from tests.cast import Cast
from tests.visitor import Visitor

OUTSIDE = re.compile(r'(?:src|href|action|srcset|content)="(?:https?:)?//')


def test_it_says_what_this_is_and_shows_the_ways_in(stranger: Visitor) -> None:
    page = stranger.get("/")
    assert page.status_code == 200
    assert 'href="/login"' in page.text
    assert 'href="/signup"' in page.text


@pytest.mark.parametrize("name", ["mara", "ben"])
def test_whoever_is_signed_in_finds_back_to_their_pages(cast: Cast, name: str) -> None:
    page = cast.browser(name).get("/").text
    assert re.search(r'<a href="/account/places">Your pages</a>', page)
    assert 'href="/login"' not in page
    assert 'href="/signup"' not in page
    home = {"mara": "/app/north", "ben": "/portal/north"}[name]
    assert cast.browser(name).get("/account/places").location.startswith(home)
    face = cast.browser(name).get("/p/north").text
    assert '<a href="/account/places">Your pages</a>' in face
    assert 'href="/login"' not in face


@pytest.mark.parametrize("path", ["/", "/login", "/forgot", "/signup", "/nowhere"])
def test_it_loads_nothing_from_elsewhere(stranger: Visitor, path: str) -> None:
    assert not OUTSIDE.search(stranger.get(path).text)


@pytest.mark.parametrize(
    "path", ["clients", "clients/new", "settings", "settings/face", "settings/members"]
)
def test_no_page_of_the_desk_loads_from_elsewhere(cast: Cast, path: str) -> None:
    assert not OUTSIDE.search(cast.browser("mara").get(f"/app/north/{path}").text)


def test_whoever_finds_a_hole_learns_whom_to_tell(stranger: Visitor) -> None:
    answer = stranger.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.content_type == "text/plain; charset=utf-8"
    assert fields["Contact"].startswith("mailto:")
    assert fields["Canonical"] == "https://coachhub.test/.well-known/security.txt"
    assert fields["Expires"] > f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"


def test_it_takes_no_form(stranger: Visitor) -> None:
    assert stranger.post("/").status_code == 405
