"""A forgotten password, by a mailed link."""

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.accounts import services
from coachhub.accounts.rules import Purpose
from coachhub.core.actor import OPERATOR
from coachhub.core.db import db
from tests.accounts.people import (
    MARA,
    OTHER_PASSWORD,
    PASSWORD,
    Person,
    composed,
    is_in,
    mailed_kinds,
    mailed_path,
)
from tests.visitor import Visitor

KIND = "accounts/reset"


@pytest.fixture
def path(app: Flask, stranger: Visitor, mara: Person) -> str:
    """The path of the link that Mara was mailed."""
    stranger.post("/forgot", {"email": MARA})
    return mailed_path(app, KIND, MARA)


def test_it_asks_for_a_link(app: Flask, stranger: Visitor, mara: Person) -> None:
    answer = stranger.post("/forgot", {"email": " MARA@example.org"})
    assert (answer.status_code, answer.location) == (303, "/forgot/sent")
    assert "Check your e-mail" in stranger.get("/forgot/sent").text
    assert mailed_kinds(app, MARA) == [KIND]


def test_it_refuses_what_is_no_address(stranger: Visitor) -> None:
    answer = stranger.post("/forgot", {"email": "mara at example"})
    assert answer.status_code == 422
    assert 'value="mara at example"' in answer.text


def test_an_unknown_address_gets_the_same_answer_and_no_mail(app: Flask, stranger: Visitor) -> None:
    answer = stranger.post("/forgot", {"email": "nobody@example.org"})
    assert (answer.status_code, answer.location) == (303, "/forgot/sent")
    assert composed(app, KIND, "nobody@example.org") is None


def test_opening_the_link_changes_nothing(
    stranger: Visitor, path: str, past: Connection, browser: Visitor
) -> None:
    before = _rows(past)
    for _ in range(3):
        assert stranger.get(path).status_code == 200
        assert stranger.http.head(path, base_url="https://coachhub.test").status_code == 200
    assert _rows(past) == before
    assert is_in(browser)


def test_a_new_password_is_set_and_all_devices_are_out(
    app: Flask, stranger: Visitor, path: str, browser: Visitor
) -> None:
    answer = stranger.post(path, {"password": OTHER_PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/login")
    assert "Your new password is set" in stranger.get("/login").text
    assert not is_in(stranger)
    assert not is_in(browser)
    assert stranger.post("/login", {"email": MARA, "password": PASSWORD}).status_code == 422
    assert stranger.post("/login", {"email": MARA, "password": OTHER_PASSWORD}).status_code == 303
    assert mailed_kinds(app, MARA) == [KIND, "accounts/password_changed"]


def test_the_password_is_taken_as_typed(stranger: Visitor, path: str) -> None:
    stranger.post(path, {"password": f"  {OTHER_PASSWORD} "})
    assert stranger.post("/login", {"email": MARA, "password": OTHER_PASSWORD}).status_code == 422
    form = {"email": MARA, "password": f"  {OTHER_PASSWORD} "}
    assert stranger.post("/login", form).status_code == 303


@pytest.mark.parametrize("password", ["", "short", "x" * 257, "password1234", "mara and her dog"])
def test_a_bad_password_leaves_the_link_alive(stranger: Visitor, path: str, password: str) -> None:
    answer = stranger.post(path, {"password": password})
    assert answer.status_code == 422
    assert not password or password not in answer.text
    assert stranger.post(path, {"password": OTHER_PASSWORD}).status_code == 303


def test_a_used_link_is_dead(stranger: Visitor, path: str) -> None:
    stranger.post(path, {"password": OTHER_PASSWORD})
    for answer in (stranger.get(path), stranger.post(path, {"password": PASSWORD})):
        assert answer.status_code == 410
        assert "This link has ended" in answer.text
        assert "/forgot" in answer.text


def test_every_other_link_to_the_address_dies(app: Flask, stranger: Visitor, path: str) -> None:
    with app.app_context():
        invitation = services.mint_token(Purpose.MEMBER_INVITATION, MARA)
        db.session.commit()
    stranger.post(path, {"password": OTHER_PASSWORD})
    with app.app_context(), pytest.raises(services.LinkDead):
        services.read_token(invitation, Purpose.MEMBER_INVITATION)


def test_a_link_for_something_else_is_dead_here(
    app: Flask, stranger: Visitor, mara: Person
) -> None:
    with app.app_context():
        raws = [services.mint_token(p, MARA) for p in Purpose if p != Purpose.RESET]
        db.session.commit()
    for raw in raws:
        assert stranger.get(f"/reset/{raw}").status_code == 410


def test_a_disabled_account_cannot_be_reset(app: Flask, stranger: Visitor, path: str) -> None:
    with app.app_context():
        user = services.find_user(MARA)
        assert user is not None
        services.disable(user, by=OPERATOR)
        db.session.commit()
    assert stranger.post(path, {"password": OTHER_PASSWORD}).status_code == 410
    stranger.post("/forgot", {"email": MARA})
    assert composed(app, KIND, MARA) is None


def test_a_reset_lets_the_locked_out_in(app: Flask, stranger: Visitor, path: str) -> None:
    for number in range(11):
        Visitor(app).post(
            "/login",
            {"email": MARA, "password": "wrong password"},
            environ_overrides={"REMOTE_ADDR": f"10.2.{number}.1"},
        )
    stranger.post(path, {"password": OTHER_PASSWORD})
    assert stranger.post("/login", {"email": MARA, "password": OTHER_PASSWORD}).status_code == 303


def test_it_is_audited(stranger: Visitor, path: str, past: Connection) -> None:
    stranger.post(path, {"password": OTHER_PASSWORD})
    actions = past.scalars(text("SELECT action FROM audit_event ORDER BY at, id")).all()
    assert actions == ["account.made", "password.reset"]


@pytest.mark.parametrize("path", ["/forgot", "/forgot/sent", "/reset/x"])
def test_other_methods_are_refused(stranger: Visitor, path: str) -> None:
    csrf = {"X-CSRFToken": stranger.token()}
    assert stranger.open("DELETE", path, headers=csrf).status_code == 405


def _rows(past: Connection) -> list[object]:
    tables = ("one_time_token", "device", '"user"', "audit_event", "delivery")
    return [past.execute(text(f"SELECT * FROM {table} ORDER BY id")).all() for table in tables]  # noqa: S608
