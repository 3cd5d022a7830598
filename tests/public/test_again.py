"""Whoever lost a time, or had a session, is led to where one can be booked, and nowhere else."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from tests.booking.scene import open_shop
from tests.booking.test_public import _book, _hold
from tests.cast import Cast
from tests.visitor import Visitor

SAME, ELSE = "Book again", "What else can be booked"


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return Visitor(app)


def _way(visitor: Visitor, page: str, words: str) -> str:
    """The address to which the way of these words leads; empty where there is none."""
    found = re.search(rf'href="([^"]+)"[^>]*>{words}<', visitor.get(page).text)
    return found[1].replace("&amp;", "&") if found else ""


def _cancelled(stranger: Visitor, own: str) -> str:
    assert _way(stranger, own, SAME) == _way(stranger, own, ELSE) == ""
    assert stranger.fill(f"{own}/cancellation").status_code == 303
    return own


def test_it_leads_to_the_same_session_with_the_same_coach(cast: Cast, stranger: Visitor) -> None:
    what = open_shop(cast)
    way = _way(stranger, _cancelled(stranger, _book(stranger, what)), SAME)
    assert way.startswith(f"/p/north/book/{what}?coach={cast.members['mara']}&zone=")
    assert stranger.get(way).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE session_type SET retired_at = now()",
        "UPDATE session_type SET audience = 'client'",
        "UPDATE session_type SET is_first_call = true",
        "DELETE FROM calendar",
    ],
)
def test_where_it_can_not_be_booked_it_leads_to_what_else_can(
    cast: Cast, stranger: Visitor, superuser: Engine, change: str
) -> None:
    what = open_shop(cast)
    own, held = _cancelled(stranger, _book(stranger, what)), _hold(stranger, what, 4)
    with superuser.begin() as connection:
        connection.execute(text(change))
    assert _way(stranger, own, SAME) == ""
    assert _way(stranger, own, ELSE) == "/p/north"
    is_first_call = "first_call" in change
    assert bool(_way(stranger, held, "Another time")) == is_first_call
    assert _way(stranger, held, ELSE) == ("" if is_first_call else "/p/north")


def test_a_practice_without_a_page_is_led_to_by_nothing(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    own = _cancelled(stranger, _book(stranger, open_shop(cast)))
    with superuser.begin() as connection:
        connection.execute(text("UPDATE settings SET is_listed = false"))
    assert _way(stranger, own, SAME) == _way(stranger, own, ELSE) == ""


def test_who_was_too_slow_for_what_is_no_longer_offered_is_not_lost(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    held = _hold(stranger, open_shop(cast))
    form = stranger.form(held)
    with superuser.begin() as connection:
        connection.execute(text("UPDATE booking SET held_until = now() - interval '1 second'"))
        connection.execute(text("UPDATE session_type SET retired_at = now()"))
    typed = {"name": "Noor", "email": "noor@example.org", "accepts_terms": "y", "starts_early": "y"}
    answer = stranger.post(held, {**form, **typed})
    assert (answer.status_code, answer.location) == (303, "/p/north")
    assert "The quarter of an hour is over" in stranger.get("/p/north").text
