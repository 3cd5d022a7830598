"""The demo shows the newest mails, and says so where there are older ones."""

import pytest

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


def test_it_says_that_there_are_older_ones(
    cast: Cast, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Visitor(make_app(environment=Environment.DEMO))
    stranger.fill("/forgot", email="mara@example.org")
    shown = stranger.get("/demo/mail").text
    assert "mara@example.org" in shown
    assert OLDER not in shown
    monkeypatch.setattr(demo_mail, "NEWEST", 0)
    assert OLDER in stranger.get("/demo/mail").text


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
