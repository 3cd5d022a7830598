"""Signing in and out."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Connection, Engine, event, text
from werkzeug.test import TestResponse

from coachhub.accounts import services
from coachhub.core.actor import OPERATOR
from coachhub.core.db import db
from tests.accounts.people import MARA, PASSWORD, Person, is_in
from tests.visitor import Visitor

WRONG = "This address and this password"


def test_it_lets_mara_in(stranger: Visitor, mara: Person) -> None:
    answer = mara.sign_in(stranger)
    assert answer.location == "/account/places"
    assert is_in(stranger)


def test_it_takes_the_address_as_people_write_it(stranger: Visitor, mara: Person) -> None:
    stranger.post("/login", {"email": " Mara@Example.ORG ", "password": PASSWORD})
    assert is_in(stranger)


@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        (MARA, "wrong password", WRONG),
        (MARA, f" {PASSWORD}", WRONG),
        (MARA, PASSWORD.upper(), WRONG),
        (MARA, "x" * 257, WRONG),
        ("nobody@example.org", PASSWORD, WRONG),
        ("not an address", PASSWORD, "look like an e-mail address"),
        ("", PASSWORD, "This is needed"),
        (MARA, "", "This is needed"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    stranger: Visitor, mara: Person, email: str, password: str, message: str
) -> None:
    answer = stranger.post("/login", {"email": email, "password": password, "keep": "y"})
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{email}"' in answer.text
    assert "checked" in answer.text
    assert not password or password not in answer.text
    assert not is_in(stranger)


def test_it_refuses_the_disabled(app: Flask, stranger: Visitor, mara: Person) -> None:
    with app.app_context():
        user = services.find_user(MARA)
        assert user is not None
        services.disable(user, by=OPERATOR)
        db.session.commit()
    answer = stranger.post("/login", {"email": MARA, "password": PASSWORD})
    assert answer.status_code == 422
    assert WRONG in answer.text


def test_a_change_of_password_in_between_is_waited_for(
    stranger: Visitor, mara: Person, superuser: Engine
) -> None:
    """The old password was right when it was compared, and isn't when the device is made."""
    with ThreadPoolExecutor(1) as pool, superuser.begin() as change:
        change.execute(text("""UPDATE "user" SET password_hash = 'another'"""))
        answer = pool.submit(stranger.post, "/login", {"email": MARA, "password": PASSWORD})
        _until_somebody_waits(superuser)
        change.commit()
        assert answer.result().status_code == 422
    assert not is_in(stranger)


@pytest.mark.parametrize(
    ("next_page", "leads_to"),
    [
        ("/account/devices", "/account/devices"),
        ("/app/north-window/clients%3Ftag%3Dnew", "/app/north-window/clients?tag=new"),
        ("//evil.example", "/account/places"),
        ("https%3A%2F%2Fevil.example", "/account/places"),
        ("/app/%5Cevil.example", "/account/places"),
    ],
)
def test_it_leads_on_to_our_own_pages_only(
    stranger: Visitor, mara: Person, next_page: str, leads_to: str
) -> None:
    form = {"email": MARA, "password": PASSWORD}
    assert stranger.post(f"/login?next={next_page}", form).location == leads_to


def test_a_stranger_is_asked_to_sign_in_and_brought_back(stranger: Visitor) -> None:
    answer = stranger.get("/account/devices?a=b")
    assert (answer.status_code, answer.location) == (303, "/login?next=/account/devices?a%3Db")


def test_a_script_is_told_without_a_page(stranger: Visitor) -> None:
    answer = stranger.get("/account", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/account")
    assert stranger.get("/account", headers={"Accept": "application/json"}).status_code == 401


def test_what_a_stranger_posts_is_not_come_back_to(stranger: Visitor) -> None:
    answer = stranger.post("/account", {"name": "x"})
    assert (answer.status_code, answer.location) == (303, "/login")


def test_a_planted_session_is_left_behind(app: Flask, stranger: Visitor, mara: Person) -> None:
    """Fixation: whatever the browser carried before is worth nothing after the sign-in."""
    attacker = Visitor(app)
    attacker.get("/login")
    stranger.http.set_cookie(
        "__Host-coachhub", _cookie(attacker), domain="coachhub.test", secure=True
    )
    mara.sign_in(stranger)
    assert is_in(stranger)
    assert not is_in(attacker)


def test_signing_in_again_ends_the_token_before(app: Flask, browser: Visitor, mara: Person) -> None:
    copy = Visitor(app)
    copy.http.set_cookie("__Host-coachhub", _cookie(browser), domain="coachhub.test", secure=True)
    assert is_in(copy)
    mara.sign_in(browser)
    assert is_in(browser)
    assert not is_in(copy)


def test_signing_out_ends_the_device_on_the_server(app: Flask, browser: Visitor) -> None:
    copy = Visitor(app)
    copy.http.set_cookie("__Host-coachhub", _cookie(browser), domain="coachhub.test", secure=True)
    answer = browser.post("/logout")
    assert (answer.status_code, answer.location) == (303, "/login")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(browser)
    assert not is_in(copy)


def test_signing_out_twice_does_no_harm(stranger: Visitor) -> None:
    assert stranger.post("/logout").status_code == 303


@pytest.mark.parametrize(("keep", "lasts"), [({}, False), ({"keep": "y"}, True)])
def test_the_cookie_is_strict_and_lasts_if_asked(
    stranger: Visitor, mara: Person, keep: dict[str, str], *, lasts: bool
) -> None:
    cookie = mara.sign_in(stranger, **keep).headers["Set-Cookie"]
    assert cookie.startswith("__Host-coachhub=")
    flags = {flag.strip() for flag in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= flags
    assert not any(flag.startswith("Domain") for flag in flags)
    assert any(flag.startswith("Expires") for flag in flags) == lasts


def test_pages_are_not_stored(browser: Visitor) -> None:
    answer = browser.get("/account")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_known_and_unknown_addresses_look_and_cost_the_same(app: Flask, mara: Person) -> None:
    answers, works = [], []
    for email in (MARA, "anna@example.org"):
        visitor = Visitor(app)
        token = visitor.token()
        with _work(app) as work:
            form = {"email": email, "password": "wrong password", "csrf_token": token}
            answers.append(
                _plain(
                    visitor.http.post("/login", base_url="https://coachhub.test", data=form), email
                )
            )
        works.append(work)
    assert answers[0] == answers[1]
    assert works[0] == works[1]
    assert works[0].count("argon2") == 1


def test_sign_ins_are_audited_without_the_address(
    stranger: Visitor, mara: Person, past: Connection
) -> None:
    stranger.post("/login", {"email": MARA, "password": "wrong password"})
    stranger.post("/login", {"email": "nobody@example.org", "password": "wrong password"})
    mara.sign_in(stranger)
    stranger.post("/logout")
    rows = past.execute(text("SELECT * FROM audit_event ORDER BY at, id")).all()
    events = [(row.action, row.actor_id, row.subject) for row in rows]
    assert events == [
        ("account.made", mara.id, "user"),
        ("sign_in.failed", None, "user"),
        ("sign_in.failed", None, None),
        ("sign_in.done", mara.id, "device"),
        ("sign_out.done", mara.id, "device"),
    ]
    assert rows[1].subject_id == mara.id
    assert all(row.request_id for row in rows[1:])
    assert "@" not in str(rows)


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/login"), ("DELETE", "/login"), ("GET", "/logout")]
)
def test_other_methods_are_refused(stranger: Visitor, method: str, path: str) -> None:
    csrf = {"X-CSRFToken": stranger.token()}
    assert stranger.open(method, path, headers=csrf).status_code == 405


def test_a_forged_sign_in_is_refused(app: Flask, mara: Person) -> None:
    form = {"email": MARA, "password": PASSWORD}
    http = app.test_client()
    assert http.post("/login", base_url="https://coachhub.test", data=form).status_code == 400
    foreign = {"Origin": "https://evil.example"}
    visitor = Visitor(app)
    assert visitor.post("/login", form, headers=foreign).status_code == 403
    assert not is_in(visitor)


def _until_somebody_waits(superuser: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(200):
        with superuser.connect() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.01)
    pytest.fail("nobody waited for the change")


def _cookie(visitor: Visitor) -> str:
    cookie = visitor.http.get_cookie("__Host-coachhub", domain="coachhub.test")
    assert cookie is not None
    return cookie.value


@contextmanager
def _work(app: Flask) -> Iterator[list[str]]:
    """The statements sent and the passwords compared, in order."""
    work: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        work.append(statement)

    def verify(hasher: PasswordHasher, kept: str, password: str) -> bool:
        work.append("argon2")
        return original(hasher, kept, password)

    original = PasswordHasher.verify
    with app.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(PasswordHasher, "verify", verify):
            yield work
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _plain(answer: TestResponse, email: str) -> tuple[int, str, dict[str, str]]:
    """An answer without what differs for everybody: tokens, the request's id, what was typed."""
    headers = {
        k: v for k, v in answer.headers if k not in ("X-Request-Id", "Content-Length", "Set-Cookie")
    }
    body = re.sub(r'value="[^"]{60,}"', "", answer.text).replace(email, "")
    return answer.status_code, body, headers
