"""Whoever can't be written to safely gets no mails, and leaves the portal at once."""

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import services as mail
from tests.cast import Cast, email_of
from tests.nocontact.plans import agreed_with, by_client, by_coach, client_of, in_north, make_ready
from tests.visitor import Visitor, page_title
from tests.workers import work_off

TODAY = "/portal/north/today"
CONTACT = "/portal/north/plan/contact"
RULE = "Today you don’t write"


def make_plan(cast: Cast) -> None:
    """Ben is in a plan."""

    def make() -> None:
        make_ready(client_of(cast), by=by_coach(cast))
        agreed_with(client_of(cast), by=by_client(cast))

    in_north(cast, make)


def _answer(browser: Visitor, reachable: str) -> None:
    assert browser.fill("/portal/north/safety", reachable=reachable).status_code == 303


def _send(cast: Cast, app: Flask, superuser: Engine, kind: str) -> tuple[str, str | None]:
    """What becomes of a mail to Ben that was asked for before he answered."""
    with superuser.connect() as connection:
        query = (
            "SELECT state, last_error FROM delivery WHERE kind = :kind AND recipient = :ben "
            "ORDER BY created_at DESC"
        )
        work_off(app)
        row = connection.execute(text(query), {"kind": kind, "ben": email_of("ben")}).first()
    assert row
    return row.state, row.last_error


def test_a_mail_that_waits_is_held_back_once_it_is_not_safe(
    cast: Cast, app: Flask, superuser: Engine
) -> None:
    ben, mara = cast.browser("ben"), cast.browser("mara")
    with app.app_context():
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        mail.post("clients/invitation", cast.north, client.email or "", about_id=client.id)
        db.session.commit()
    _answer(ben, "no")
    assert _send(cast, app, superuser, "clients/invitation") == ("paused", "discreet")
    page = mara.get(f"/app/north/clients/{cast.clients['ben']}").text
    assert "Nothing is sent to this address: they said it isn’t safe." in page
    _answer(ben, "yes")
    page = mara.get(f"/app/north/clients/{cast.clients['ben']}").text
    assert "Nothing is sent to this address" not in page


@pytest.mark.parametrize("page", ["today", "plan", "more", "urge"])
def test_every_page_is_left_at_once_and_names_no_practice(cast: Cast, page: str) -> None:
    ben = cast.browser("ben")
    assert "data-leave" not in ben.get(f"/portal/north/{page}").text
    _answer(ben, "no")
    shown = ben.get(f"/portal/north/{page}")
    assert "data-leave" in shown.text
    assert "North" not in page_title(shown)
    assert "data-worker" not in shown.text


def test_nothing_at_first_sight_tells_what_it_is_for(cast: Cast) -> None:
    sentence = "A calm place after a relationship ends."
    cast.browser("mara").fill("/app/north/settings/face", sentence=sentence)
    ben = cast.browser("ben")
    assert sentence in ben.get(TODAY).text
    _answer(ben, "no")
    page = ben.get(TODAY).text
    assert sentence not in page
    assert "North" not in page
    assert "coachhub" not in page


def test_nor_does_the_rule_of_the_day_or_a_title(cast: Cast) -> None:
    make_plan(cast)
    ben = cast.browser("ben")
    assert RULE in ben.get(TODAY).text
    assert page_title(ben.get(CONTACT)) == "Note contact · North"
    _answer(ben, "no")
    assert RULE not in ben.get(TODAY).text
    assert page_title(ben.get(CONTACT)) == "Plan"
    assert page_title(ben.get("/portal/north/urge")) == "Today"


@pytest.mark.parametrize("page", ["/account", "/look", "/portal/north/nowhere", "/nowhere"])
def test_so_is_every_other_page_of_that_browser_until_it_signs_out(cast: Cast, page: str) -> None:
    ben = cast.browser("ben")
    _answer(ben, "no")
    ben.get("/portal/north/today")
    shown = ben.get(page)
    assert "data-leave" in shown.text
    assert "·" not in page_title(shown)
    ben.post("/logout")
    assert "data-leave" not in ben.get("/login").text


def test_nothing_of_the_portal_is_kept(cast: Cast) -> None:
    ben = cast.browser("ben")
    _answer(ben, "no")
    for page in ("manifest.webmanifest", "worker.js", "offline"):
        assert ben.get(f"/portal/north/{page}").status_code == 404


def test_leaving_ends_the_session(cast: Cast) -> None:
    ben = cast.browser("ben")
    answer = ben.post("/logout", {"away": "1"})
    assert (answer.status_code, answer.location) == (303, "https://www.wikipedia.org/")
    assert ben.get(TODAY).status_code == 303
