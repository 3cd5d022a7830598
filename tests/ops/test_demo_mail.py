"""The demo shows the newest mails, also as they are set, and says so where there are older ones."""

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.ops import demo_mail
from config import Environment
from tests.cast import Cast
from tests.safety.answering import answer
from tests.visitor import MakeApp, Visitor
from tests.workers import work_off

OLDER = "Older letters are not shown here."


@pytest.fixture
def stranger(cast: Cast, make_app: MakeApp) -> Visitor:
    return Visitor(make_app(environment=Environment.DEMO))


def test_it_says_that_there_are_older_ones(
    stranger: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.fill("/forgot", email="mara@example.org")
    shown = stranger.get("/demo/mail").text
    assert "mara@example.org" in shown
    assert OLDER not in shown
    monkeypatch.setattr(demo_mail, "NEWEST", 0)
    assert OLDER in stranger.get("/demo/mail").text


def test_its_clock_is_the_log_s(cast: Cast, make_app: MakeApp, superuser: Engine) -> None:
    app = make_app(environment=Environment.DEMO)
    at = text("UPDATE delivery SET created_at = '2026-07-14 22:05Z'")
    with superuser.begin() as change:
        change.execute(at)
        change.execute(text("UPDATE \"user\" SET zone = 'Asia/Tokyo'"))
    assert "12:05" in Visitor(app).get("/demo/mail").text
    mara = Visitor(app)
    mara.be(cast.users["mara"])
    for page in ("/demo/mail", "/app/north/settings/mail"):
        assert "7:05" in mara.get(page).text


def test_it_says_why_a_letter_was_not_sent(cast: Cast, make_app: MakeApp) -> None:
    app = make_app(environment=Environment.DEMO)
    answer(cast.browser("ben"), reachable="no")
    with app.app_context():
        tenancy.enter_practice(cast.north)
        mail.post("sessions/summary", cast.north, "ben@example.org")
        db.session.commit()
    work_off(app)
    shown = Visitor(app).get("/demo/mail").text
    assert "Not sent: they said it isn’t safe" in shown
    assert "its words were never written" not in shown


def test_a_letter_is_shown_in_words_and_as_it_is_set(stranger: Visitor) -> None:
    stranger.fill("/forgot", email="mara@example.org")
    work_off(stranger.app)
    shown = stranger.get("/demo/mail").text
    assert "The link works once, for an hour." in shown
    [path] = re.findall(r'href="(/demo/mail/[^"]+)"', shown)
    letter = stranger.get(path)
    assert letter.text.startswith("<!doctype html>")
    assert "<h1>Set a new password</h1>" in letter.text
    assert 'class="button"' in letter.text


def test_a_letter_there_can_do_nothing(stranger: Visitor) -> None:
    stranger.fill("/forgot", email="mara@example.org")
    work_off(stranger.app)
    [path] = re.findall(r'href="(/demo/mail/[^"]+)"', stranger.get("/demo/mail").text)
    rules = stranger.get(path).headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= set(rules)
    assert "sandbox" in rules
    assert not [rule for rule in rules if rule.startswith(("script-", "img-", "connect-"))]


def test_one_that_was_never_written_is_not_there(stranger: Visitor, cast: Cast) -> None:
    stranger.fill("/forgot", email="mara@example.org")
    assert 'href="/demo/mail/' not in stranger.get("/demo/mail").text
    for practice in (cast.north, UUID(int=0)):
        assert stranger.get(f"/demo/mail/{practice}/{uuid4()}").status_code == 404
