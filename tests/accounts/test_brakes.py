"""Brakes on sign-in and on mails: exact under parallel tries, and no way to lock others out."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from werkzeug.test import TestResponse

from coachhub.accounts import services
from coachhub.accounts.services import door
from coachhub.app import create_app
from coachhub.core import limits
from coachhub.core.db import db
from config import Config
from tests.accounts.people import (
    MARA,
    OTHER_PASSWORD,
    PASSWORD,
    Person,
    is_in,
    mailed_kinds,
    make_person,
)
from tests.visitor import Visitor

pytestmark = pytest.mark.every_postgres

BEN = "ben@example.org"
WRONG = "wrong password"


def test_of_200_parallel_tries_10_are_looked_at(app: Flask, mara: Person) -> None:
    def attempt(number: int) -> int:
        return _try(Visitor(app), ip=f"10.0.{number}.1").status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(attempt, range(200)))
    assert codes.count(422) == 10
    assert codes.count(429) == 190


def test_the_eleventh_try_waits_even_with_the_right_password(app: Flask, mara: Person) -> None:
    _lock(app)
    answer = _try(Visitor(app), password=PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60


def test_every_process_knows_of_the_tries(app: Flask, config: Config, mara: Person) -> None:
    """As after a restart: the count lies in the database."""
    _lock(app)
    another = create_app(config)
    assert _try(Visitor(another), password=PASSWORD).status_code == 429
    with another.app_context():
        db.engine.dispose()


def test_others_are_not_braked(app: Flask, mara: Person, stranger: Visitor) -> None:
    make_person(app, BEN)
    _lock(app)
    assert _try(stranger, email=BEN, password=PASSWORD).status_code == 303


def test_unknown_addresses_are_braked_alike(app: Flask) -> None:
    codes = [_try(Visitor(app), email="nobody@example.org").status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


def test_the_brake_lets_go_after_a_while(
    app: Flask, mara: Person, stranger: Visitor, past: Connection
) -> None:
    _lock(app)
    past.execute(text("UPDATE rate_limit SET since = since - interval '15 minutes 1 second'"))
    assert _try(stranger, password=PASSWORD).status_code == 303


def test_the_operator_can_let_go(app: Flask, mara: Person, stranger: Visitor) -> None:
    _lock(app)
    with app.app_context():
        services.unlock(MARA)
        db.session.commit()
    assert _try(stranger, password=PASSWORD).status_code == 303


@pytest.mark.parametrize("leave", ["signed out", "ended elsewhere", "idle"])
def test_a_browser_known_to_mara_still_gets_in(
    app: Flask, browser: Visitor, past: Connection, leave: str
) -> None:
    if leave == "signed out":
        browser.post("/logout")
    elif leave == "ended elsewhere":
        past.execute(text("UPDATE device SET ended_at = now()"))
    else:
        past.execute(text("UPDATE device SET seen_at = now() - interval '25 hours'"))
    _lock(app)
    _exhaust_network(app)
    assert _try(browser, password=PASSWORD).status_code == 303
    assert is_in(browser)


def test_a_known_browser_has_a_brake_of_its_own(browser: Visitor) -> None:
    browser.post("/logout")
    assert [_try(browser).status_code for _ in range(11)] == [422] * 10 + [429]
    assert _try(Visitor(browser.app), password=PASSWORD).status_code == 303


def test_a_browser_known_to_ben_is_not_known_to_mara(app: Flask, mara: Person) -> None:
    bens = Visitor(app)
    make_person(app, BEN).sign_in(bens)
    bens.post("/logout")
    _lock(app)
    assert _try(bens, password=PASSWORD).status_code == 429


def test_a_network_tries_50_times_an_hour(app: Flask) -> None:
    for number in range(50):
        assert _try(Visitor(app), email=f"a{number}@example.org").status_code == 422
    assert _try(Visitor(app), email="b@example.org").status_code == 429
    assert _try(Visitor(app), email="b@example.org", ip="10.0.0.9").status_code == 422


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_a_household_is_one_network(ip: str, network: str) -> None:
    assert door.network_of(ip) == network


def test_many_failures_overall_raise_an_alarm(
    app: Flask, stranger: Visitor, past: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    _try(stranger)
    bucket = limits._bucket(door.FAILURES, "all")
    past.execute(text("UPDATE rate_limit SET count = 499 WHERE bucket = :b"), {"b": bucket})
    with caplog.at_level(logging.WARNING):
        _try(stranger)
        assert "sign_in_failures" not in caplog.text
        assert _try(stranger).status_code == 422
    assert "sign_in_failures" in caplog.text
    assert "@" not in caplog.text


@pytest.mark.parametrize(
    ("path", "form", "kind"),
    [
        ("/forgot", {}, "accounts/reset"),
        ("/signup", {"name": "Ben"}, "accounts/sign_up"),
    ],
)
def test_an_address_gets_three_mails_an_hour_and_nothing_is_told(
    app: Flask, path: str, form: dict[str, str], kind: str
) -> None:
    answers = [Visitor(app).post(path, {"email": BEN, **form}) for _ in range(5)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"{path}/sent")}
    assert mailed_kinds(app, BEN) == [kind] * 3


def test_a_network_asks_for_20_mails_an_hour(app: Flask) -> None:
    visitor = Visitor(app)
    for number in range(20):
        answer = visitor.post("/forgot", {"email": f"a{number}@example.org"})
        assert answer.status_code == 303
    refused = visitor.post("/forgot", {"email": BEN})
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert mailed_kinds(app, BEN) == []


def test_ones_own_password_is_braked_too(browser: Visitor) -> None:
    form = {"current": WRONG, "password": OTHER_PASSWORD}
    codes = [browser.post("/account/password", form).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


def _try(
    visitor: Visitor, *, email: str = MARA, password: str = WRONG, ip: str = "127.0.0.1"
) -> TestResponse:
    form = {"email": email, "password": password}
    return visitor.post("/login", form, environ_overrides={"REMOTE_ADDR": ip})


def _lock(app: Flask) -> None:
    """Others use up the tries at Mara's account."""
    for number in range(11):
        _try(Visitor(app), ip=f"10.1.{number}.1")


def _exhaust_network(app: Flask) -> None:
    for number in range(51):
        _try(Visitor(app), email=f"a{number}@example.org")
