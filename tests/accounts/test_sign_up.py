"""A new account, confirmed by mail."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.accounts import services
from coachhub.accounts.rules import Purpose
from coachhub.core.db import db
from tests.accounts.people import (
    MARA,
    PASSWORD,
    Person,
    composed,
    is_in,
    mailed_path,
    make_person,
)
from tests.visitor import Visitor

ANNA = "anna@example.org"
KIND = "accounts/sign_up"
CHOICE = {"password": PASSWORD, "zone": "Europe/Lisbon"}


@pytest.fixture
def path(app: Flask, stranger: Visitor) -> str:
    """The path of the link that Anna was mailed."""
    stranger.post("/signup", {"name": "Anna Silva", "email": ANNA})
    return mailed_path(app, KIND, ANNA)


def test_it_mails_a_link(stranger: Visitor, path: str) -> None:
    sent = stranger.get("/signup/sent").text
    assert "Check your e-mail" in sent
    assert f"We have written to {ANNA}." in sent
    answer = stranger.get(path)
    assert answer.status_code == 200
    assert ANNA in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "email": ANNA},
        {"name": "Anna", "email": "anna"},
        {"name": "A" * 81, "email": ANNA},
        {"name": "Anna\nBcc: x", "email": ANNA},
    ],
)
def test_it_refuses_and_keeps_what_was_typed(stranger: Visitor, form: dict[str, str]) -> None:
    answer = stranger.post("/signup", form)
    assert answer.status_code == 422
    assert f'value="{form["email"]}"' in answer.text


def test_a_known_address_gets_the_same_answer_and_another_mail(
    app: Flask, stranger: Visitor, mara: Person
) -> None:
    answers = [stranger.post("/signup", {"name": "X", "email": email}) for email in (MARA, ANNA)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/signup/sent")}
    message = composed(app, KIND, MARA)
    assert message is not None
    assert message.context["has_account"]
    assert message.context["url"] == "https://coachhub.test/login?next=/signup/practice"


def test_the_link_makes_the_account_and_leads_on(app: Flask, stranger: Visitor, path: str) -> None:
    answer = stranger.post(path, CHOICE)
    assert (answer.status_code, answer.location) == (303, "/signup/practice")
    assert is_in(stranger)
    with app.app_context():
        anna = services.find_user(ANNA)
        assert anna is not None
        assert (anna.name, anna.zone, anna.locale) == ("Anna Silva", "Europe/Lisbon", "en")


def test_opening_the_link_changes_nothing(stranger: Visitor, path: str, past: Connection) -> None:
    for _ in range(3):
        stranger.get(path)
        stranger.http.head(path, base_url="https://coachhub.test")
    assert past.scalar(text('SELECT count(*) FROM "user"')) == 0
    assert stranger.post(path, CHOICE).status_code == 303


@pytest.mark.parametrize(
    "choice",
    [
        {**CHOICE, "password": "short"},
        {**CHOICE, "password": "the silva family"},
        {**CHOICE, "zone": "Mars/Base"},
    ],
)
def test_a_bad_choice_leaves_the_link_alive(
    stranger: Visitor, path: str, choice: dict[str, str]
) -> None:
    assert stranger.post(path, choice).status_code == 422
    assert stranger.post(path, CHOICE).status_code == 303


def test_a_used_link_is_dead(app: Flask, stranger: Visitor, path: str) -> None:
    stranger.post(path, CHOICE)
    answer = Visitor(app).get(path)
    assert answer.status_code == 410
    assert "/signup" in answer.text


def test_an_account_made_meanwhile_is_left_as_it_is(
    app: Flask, stranger: Visitor, path: str
) -> None:
    make_person(app, ANNA, "nine bright lanterns")
    answer = stranger.post(path, CHOICE)
    assert (answer.status_code, answer.location) == (303, "/login?next=/signup/practice")
    assert not is_in(stranger)
    assert stranger.post("/login", {"email": ANNA, "password": PASSWORD}).status_code == 422


def test_a_link_for_something_else_is_dead_here(app: Flask, stranger: Visitor) -> None:
    with app.app_context():
        raws = [services.mint_token(p, ANNA) for p in Purpose if p != Purpose.SIGN_UP]
        db.session.commit()
    for raw in raws:
        assert stranger.get(f"/confirm/{raw}").status_code == 410


def test_who_is_signed_in_goes_straight_on(browser: Visitor) -> None:
    answer = browser.get("/signup")
    assert (answer.status_code, answer.location) == (303, "/signup/practice")


@pytest.mark.parametrize("path", ["/signup", "/signup/sent", "/confirm/x"])
def test_it_is_not_there_while_sign_up_is_closed(
    app: Flask, stranger: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    closed = replace(app.extensions["coachhub.config"], signup_open=False)
    monkeypatch.setitem(app.extensions, "coachhub.config", closed)
    assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/signup", "/signup/sent", "/confirm/x"])
def test_other_methods_are_refused(stranger: Visitor, path: str) -> None:
    csrf = {"X-CSRFToken": stranger.token()}
    assert stranger.open("DELETE", path, headers=csrf).status_code == 405
