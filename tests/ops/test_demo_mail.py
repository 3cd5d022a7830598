"""The demo shows the newest mails, and says so where there are older ones."""

import pytest

from coachhub.ops import demo_mail
from config import Environment
from tests.cast import Cast
from tests.visitor import MakeApp, Visitor

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
