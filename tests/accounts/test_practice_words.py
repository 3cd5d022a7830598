"""Nobody's password is the name of a practice they work in."""

from flask import Flask

from tests.accounts.people import mailed_path
from tests.cast import PASSWORD, Cast
from tests.visitor import Visitor

EASY = "by the north gate 7"


def test_it_is_refused_in_ones_account(cast: Cast) -> None:
    form = {"current": PASSWORD, "password": EASY}
    answer = cast.browser("mara").post("/account/password", form)
    assert answer.status_code == 422
    assert "“north”" in answer.text


def test_it_is_refused_at_a_reset(app: Flask, cast: Cast, stranger: Visitor) -> None:
    email = cast.email("mara")
    stranger.post("/forgot", {"email": email})
    answer = stranger.post(mailed_path(app, "accounts/reset", email), {"password": EASY})
    assert answer.status_code == 422
    assert "“north”" in answer.text


def test_it_does_for_somebody_elsewhere(cast: Cast) -> None:
    form = {"current": PASSWORD, "password": EASY}
    assert cast.browser("cleo").post("/account/password", form).status_code == 303
