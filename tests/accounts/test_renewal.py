"""Whoever comes to more rights gets a new token; one that leaked before opens nothing."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, text, update

from coachhub.accounts import services
from coachhub.accounts.models import Device
from coachhub.accounts.rules import Purpose
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices import services as practices
from coachhub.practices.rules import Role
from tests.accounts.people import is_in
from tests.cast import ZONE, Cast
from tests.visitor import BASE_URL, Visitor


def _token(visitor: Visitor) -> str:
    with visitor.http.session_transaction(base_url=BASE_URL) as session:
        token: str = session["_user_id"]
        return token


def _thief(app: Flask, victim: Visitor) -> Visitor:
    """A browser with the victim's cookie."""
    thief = Visitor(app)
    with thief.http.session_transaction(base_url=BASE_URL) as session:
        session["_user_id"] = _token(victim)
    assert is_in(thief)
    return thief


def _devices(cast: Cast, name: str) -> list[Any]:
    with cast.app.app_context():
        user = services.find_user(cast.email(name))
        assert user
        return [device.id for device in services.devices_of(user)]


def _invitation_of(cast: Cast, name: str) -> str:
    """The path of an invitation to work at Harbour."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.harbour)
        by = Actor(cast.users["cleo"], Role.OWNER)
        email = cast.email(name)
        asked = practices.invite(cast.harbour, email=email, name=name, roles=[Role.COACH], by=by)
        raw = services.mint_token(
            Purpose.MEMBER_INVITATION, email, for_practice=cast.harbour, for_row=asked.id
        )
        db.session.commit()
        return f"/invite/{raw}"


def test_an_accepted_invitation_renews_the_token(app: Flask, cast: Cast) -> None:
    browser = cast.browser("idris")
    thief, before = _thief(app, browser), _devices(cast, "idris")
    answer = browser.post(_invitation_of(cast, "idris"))
    assert (answer.status_code, is_in(browser), is_in(thief)) == (303, True, False)
    assert _devices(cast, "idris") == before


def test_looking_at_an_invitation_renews_nothing(app: Flask, cast: Cast) -> None:
    browser = cast.browser("idris")
    token = _token(browser)
    assert browser.get(_invitation_of(cast, "idris")).status_code == 200
    assert _token(browser) == token


def test_a_new_practice_renews_its_owner_s_token(app: Flask, cast: Cast) -> None:
    browser = cast.browser("idris")
    thief = _thief(app, browser)
    form = {"name": "Lee Side", "slug": "lee-side", "zone": ZONE, "currency": "EUR", "locale": "en"}
    answer = browser.post("/signup/practice", form)
    assert (answer.status_code, is_in(browser), is_in(thief)) == (303, True, False)


def _change_roles(cast: Cast, name: str) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        row = practices.find_member(cast.north, cast.members[name])
        assert row
        practices.change_roles(row, [Role.COACH], by=Actor(cast.users["mara"], Role.OWNER))
        db.session.commit()


def test_a_role_taken_away_ends_no_sign_in(app: Flask, cast: Cast) -> None:
    browser = cast.browser("tove")
    _change_roles(cast, "tove")
    assert is_in(browser)
    assert browser.get("/app/north/settings/mail").status_code == 403


def test_roles_changed_by_the_owner_renew_the_token(app: Flask, cast: Cast) -> None:
    browser = cast.browser("tove")
    thief, before = _thief(app, browser), _devices(cast, "tove")
    _change_roles(cast, "tove")
    assert is_in(browser)
    assert (is_in(browser), is_in(thief)) == (True, False)
    assert _devices(cast, "tove") == before


def test_a_form_that_was_open_meanwhile_is_taken(app: Flask, cast: Cast) -> None:
    browser = cast.browser("tove")
    form = browser.form("/account")
    _change_roles(cast, "tove")
    assert is_in(browser)
    assert browser.http.post("/account", data=form, base_url=BASE_URL).status_code == 303


@pytest.mark.parametrize(
    ("name", "column", "age", "stays"),
    [
        ("tove", "seen_at", "01:59:50", True),
        ("tove", "seen_at", "02:00:10", False),
        ("tove", "created_at", "23:59:50", True),
        ("tove", "created_at", "24:00:10", False),
        ("anna", "seen_at", "02:00:10", True),
        ("anna", "created_at", "24:00:10", True),
    ],
)
def test_staff_sign_in_again_sooner_on_every_page(
    cast: Cast, superuser: Engine, name: str, column: str, age: str, *, stays: bool
) -> None:
    browser = cast.browser(name)
    with superuser.begin() as past:
        past.execute(update(Device).values({column: func.now() - text(f"interval '{age}'")}))
    assert is_in(browser) == stays
    assert is_in(browser) == stays
