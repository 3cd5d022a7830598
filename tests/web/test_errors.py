"""Error pages say what happened and tell nothing of the inside."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine, event, text

from coachhub.core.db import db
from coachhub.ops.postgres import Urls
from tests.cast import Cast
from tests.visitor import BASE_URL, Visitor

INSIDE = ("Traceback", "coachhub/", "site-packages", "sqlalchemy", "psycopg", "SELECT", "werkzeug")


@pytest.fixture
def _no_database(app: Flask, urls: Urls, cast: Cast) -> Iterator[None]:
    """The database goes away as soon as a desk is opened, in the middle of a request."""
    head, _, rest = urls.superuser.rpartition("/")
    name, _, options = rest.partition("?")
    elsewhere = create_engine(f"{head}/postgres?{options}", poolclass=NullPool)

    def go(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "engagement" in statement:
            _switch(elsewhere, name, on=False)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", go)
    yield
    event.remove(engine, "after_cursor_execute", go)
    _switch(elsewhere, name, on=True)


def _switch(elsewhere: Any, name: str, *, on: bool) -> None:
    with elsewhere.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {on}"))
        ours = "application_name = 'coachhub' AND datname = :name"
        ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}"  # noqa: S608
        connection.execute(text(ending if not on else "SELECT :name"), {"name": name})


@pytest.mark.usefixtures("_no_database")
def test_without_a_database_there_is_still_a_page(cast: Cast) -> None:
    http = cast.browser("mara").http
    answer = http.get("/app/north/clients", base_url=BASE_URL)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "We are away for a moment." in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/app/nowhere/clients", 404),
        ("GET", "/p/nowhere/logo.png", 404),
        ("GET", "/static/1/../../config.py", 404),
        ("GET", "/static/1/%2e%2e/%2e%2e/config.py", 404),
        ("GET", "/.git/config", 404),
        ("GET", "/.env", 404),
        ("GET", "/metrics", 404),
        ("GET", "/demo/mail", 404),
        ("GET", "/console", 404),
        ("GET", "/?__debugger__=yes&cmd=resource&f=debugger.js", 200),
        ("GET", "/app/north/clients/1", 404),
        ("GET", "/logout", 405),
        ("DELETE", "/login", 405),
        ("TRACE", "/", 405),
        ("TRACE", "/login", 405),
        ("CONNECT", "/", 405),
        ("PROPFIND", "/", 405),
        ("BREW", "/", 405),
        ("GET", "/invite/spent", 410),
    ],
)
def test_it_tells_nothing_of_the_inside(cast: Cast, method: str, path: str, code: int) -> None:
    answer = cast.browser("mara").open(method, path)
    assert answer.status_code == code
    assert not [word for word in INSIDE if word in answer.text]
    assert code in (200, 410) or answer.headers["X-Request-Id"] in answer.text
    assert ("Allow" in answer.headers) == (code == 405)


def test_a_fault_of_ours_tells_nothing(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    with superuser.begin() as connection:  # a member without the settings that each practice has
        connection.execute(text("DELETE FROM settings"))
    answer = mara.get("/app/north/clients")
    assert answer.status_code == 500
    assert "it is our fault" in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
    assert not [word for word in INSIDE if word in answer.text]


def test_a_chosen_request_id_is_not_taken_over(stranger: Visitor) -> None:
    answer = stranger.get("/nowhere", headers={"X-Request-Id": "<script>"})
    assert "<script>" not in answer.headers["X-Request-Id"]


def test_there_is_no_debugger(app: Flask) -> None:
    assert not app.debug
    assert not app.testing


@pytest.mark.parametrize(
    ("name", "path", "code", "back"),
    [
        ("mara", "/nowhere", 404, "/account/places"),
        ("ben", "/app/north/clients", 403, "/account/places"),
        ("tove", "/app/north/settings", 403, "/app/north/"),
    ],
)
def test_whoever_is_signed_in_is_led_back_to_their_pages(
    cast: Cast, name: str, path: str, code: int, back: str
) -> None:
    answer = cast.browser(name).get(path)
    assert answer.status_code == code
    assert f'href="{back}">Back to your pages' in answer.text
    assert "front page" not in answer.text


def test_a_stranger_is_led_to_the_front_page(stranger: Visitor) -> None:
    page = stranger.get("/nowhere").text
    assert "To the front page" in page
    assert "/account/places" not in page
