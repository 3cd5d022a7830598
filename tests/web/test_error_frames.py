"""An error stands in the frame of the practice that its address names, where the reader may know of
it; nowhere else does a page say that there is one.
"""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from coachhub.core.web import errors
from tests.cast import Cast
from tests.statements import counted
from tests.visitor import Visitor, page_title

NUMBER = re.compile(r"number [\w-]+")
NOWHERE = "/portal/north/nowhere"
LOST = f"/portal/north/tasks/{'0' * 8}-0000-7000-8000-{'0' * 12}"
DEAD = "/p/north/bookings/dead"


def _words(visitor: Visitor, path: str) -> str:
    """A page, but for what differs from one visit to the next."""
    return re.sub(
        r'content="[\w.-]{60,}"|value="[\w.-]{60,}"', "", NUMBER.sub("", visitor.get(path).text)
    )


@pytest.mark.parametrize(
    ("method", "path", "code"), [("GET", NOWHERE, 404), ("GET", LOST, 404), ("PUT", LOST, 405)]
)
def test_in_the_portal_it_has_the_portal_around_it(
    cast: Cast, method: str, path: str, code: int
) -> None:
    answer = cast.browser("ben").open(method, path)
    assert answer.status_code == code
    assert page_title(answer).endswith(" · North")
    for way in ("today", "plan", "tasks", "sessions", "more"):
        assert f'href="/portal/north/{way}"' in answer.text
    assert 'action="/portal/north/urge"' in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
    assert 'href="/portal/north/today">Back to your pages' in answer.text


@pytest.mark.parametrize(
    ("name", "path", "code", "room"),
    [
        ("tove", "/app/north/settings", 403, None),
        ("tove", "/app/north/clients/{ben}/plan/new", 403, None),
        ("mara", "/app/north/clients/{carla}/plan/new", 403, "Clients"),
        ("idris", "/app/north/nowhere", 404, None),
    ],
)
def test_at_the_desk_it_has_the_rail_around_it(
    cast: Cast, name: str, path: str, code: int, room: str | None
) -> None:
    answer = cast.browser(name).get(path.format(**cast.clients))
    assert answer.status_code == code
    assert page_title(answer).endswith(" · North")
    rail = answer.text.partition('<nav class="nav"')[2].partition("</nav>")[0]
    assert 'href="/app/north/clients"' in rail
    assert ('aria-current="page"' in rail) == (room is not None)
    assert answer.text.count("<h1") == 1
    assert 'href="/app/north/">Back to your pages' in answer.text
    for client in ("Carla Test", "Ben Test"):
        assert client not in answer.text


@pytest.mark.parametrize(("name", "is_told"), [("idris", True), ("mara", False)])
def test_an_owner_is_not_sent_to_the_owner(cast: Cast, name: str, *, is_told: bool) -> None:
    path = f"/app/north/clients/{cast.clients['carla' if name == 'mara' else 'ben']}/plan/new"
    page = cast.browser(name).get(path).text
    assert "this is not part of your work here" in page
    assert ("Ask the owner of the practice" in page) == is_told


@pytest.mark.parametrize("name", ["cleo", None])
def test_a_desk_of_others_is_said_to_nobody(cast: Cast, name: str | None) -> None:
    reader = cast.browser(name)
    page = reader.get("/app/north/nowhere")
    assert page.status_code == 404
    assert "North" not in page.text
    assert _words(reader, "/app/north/nowhere") == _words(reader, "/app/none-such/nowhere")


def test_a_client_finds_no_rail_at_the_desk(cast: Cast) -> None:
    page = cast.browser("ben").get("/app/north/clients")
    assert page.status_code == 403
    assert 'class="nav"' not in page.text


def test_whoever_must_sign_in_anew_finds_no_rail(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    assert 'class="nav"' in mara.get("/app/north/nowhere").text
    with superuser.begin() as connection:
        connection.execute(text("UPDATE device SET desk_seen_at = now() - interval '200 days'"))
    assert 'class="nav"' not in mara.get("/app/north/nowhere").text


def test_a_discreet_portal_is_left_from_there_too(cast: Cast) -> None:
    ben = cast.browser("ben")
    assert "Leave this page quickly" not in ben.get(NOWHERE).text
    ben.fill("/portal/north/safety", reachable="no")
    page = ben.get(NOWHERE)
    assert "North" not in page_title(page)
    assert "Leave this page quickly" in page.text
    assert "data-no-worker" in page.text


@pytest.mark.parametrize("name", ["cleo", "mara", None])
def test_a_portal_of_others_is_said_to_nobody(cast: Cast, name: str | None) -> None:
    reader = cast.browser(name)
    page = reader.get(NOWHERE)
    assert page.status_code == 404
    assert "North" not in page.text
    assert _words(reader, NOWHERE) == _words(reader, "/portal/none-such/nowhere")


@pytest.mark.parametrize("path", [DEAD, "/p/north/nowhere", "/p/north/theme.xyz"])
def test_under_its_address_it_leads_to_the_practice(cast: Cast, path: str) -> None:
    answer = cast.browser(None).get(path)
    assert answer.status_code == 404
    assert page_title(answer).endswith(" · North")
    assert answer.text.count('href="/p/north"') == 2


@pytest.mark.parametrize("path", ["/bookings/dead", "/nowhere", ""])
def test_a_practice_that_shows_no_page_is_told_from_none_by_nothing(
    cast: Cast, stranger: Visitor, path: str
) -> None:
    cast.browser("mara").fill("/app/north/settings/page", is_listed=[])
    assert "North" not in stranger.get(f"/p/north{path}").text
    assert _words(stranger, f"/p/north{path}") == _words(stranger, f"/p/none-such{path}")


def test_elsewhere_nothing_is_asked_for_it(app: Flask, stranger: Visitor) -> None:
    with counted(app) as statements:
        stranger.get("/nowhere")
    assert statements == []


def test_few_questions_are_asked_for_it(cast: Cast, stranger: Visitor) -> None:
    ben, mara = cast.browser("ben"), cast.browser("mara")
    ben.get("/portal/north/today")
    mara.get("/app/north/clients")
    most = {
        (mara, "/app/north/nowhere"): 3,
        (ben, NOWHERE): 3,
        (ben, LOST): 7,
        (stranger, DEAD): 5,
        (stranger, "/p/x/y"): 1,
    }
    for (reader, path), number in most.items():
        with counted(cast.app) as statements:
            reader.get(path)
        assert len(statements) <= number, statements


@pytest.mark.parametrize("broken", [RuntimeError, OperationalError])
def test_what_breaks_the_frame_leaves_the_plain_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, broken: type[Exception]
) -> None:
    def fail(_slug: str) -> Any:
        raise broken("SELECT", {}, Exception()) if broken is OperationalError else broken

    faces = {"portal": fail, "p": fail}
    monkeypatch.setitem(cast.app.extensions, errors._FACES, faces)
    for reader, path in ((cast.browser("ben"), LOST), (cast.browser(None), DEAD)):
        answer = reader.get(path)
        assert answer.status_code == 404
        assert "There is nothing here." in answer.text
        assert page_title(answer).endswith(" · coachhub")
        assert "SELECT" not in answer.text


def test_a_template_that_breaks_leaves_the_plain_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = {"portal": lambda _slug: {"layout": "layouts/none-such.html"}}
    monkeypatch.setitem(cast.app.extensions, errors._FACES, faces)
    assert "There is nothing here." in cast.browser("ben").get(LOST).text


def test_where_the_database_may_be_gone_or_too_much_was_asked_no_frame_is_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setitem(app.extensions, errors._FACES, {"p": asked.append})
    for status in (401, 429, 503):
        with app.test_request_context("/p/north"):
            assert errors.page(status).status_code == status
    assert asked == []
