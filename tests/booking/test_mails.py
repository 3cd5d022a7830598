"""What a client is mailed about a session: by both clocks, and what holds for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from coachhub.mail import letters
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast, email_of
from tests.mailed import letter


@pytest.fixture
def booked(cast: Cast) -> str:
    """The path of a session of Ben's, whose clock is not Mara's; it costs something."""
    what = open_shop(cast)
    answer = cast.browser("ben").fill(
        f"/portal/north/sessions/new/{what}", start=at(5, 15).isoformat()
    )
    return str(answer.location)


def _words(cast: Cast, who: str = "ben") -> list[str]:
    """The paragraphs of the newest mail."""
    return letters.text_of(letter(cast.app, cast.north, email_of(who))).split("\n\n")


def _here(begins: datetime) -> str:
    return f"{begins.astimezone(ZoneInfo(ZONE)):%-I:%M\N{NARROW NO-BREAK SPACE}%p}"


@pytest.mark.usefixtures("booked")
def test_the_confirmation_names_both_clocks_and_the_rule(cast: Cast) -> None:
    _hello, when, where, *rest = _words(cast)
    assert when.startswith("The session is yours: ")
    assert f"{_here(at(5, 15))} (Berlin time). For Mara it is 3:00" in when
    assert where.startswith("Where: ")
    assert [words for words in rest if words.startswith("Free to cancel or move until ")]
    assert [words for words in rest if "Later, €47.50 is kept." in words]


def test_after_a_move_they_are_those_of_the_new_time(cast: Cast, booked: str) -> None:
    cast.browser("ben").fill(f"{booked}/move", start=at(8, 16).isoformat())
    _hello, when, _where, rule, *_rest = _words(cast)
    assert "For Mara it is 4:00" in when
    assert "Free to cancel" in rule
    assert f" {at(7, 16).astimezone(ZoneInfo(ZONE)).day}, " in rule


def test_the_day_is_said_again_where_it_is_another_one(
    cast: Cast, booked: str, superuser: Engine
) -> None:
    with superuser.begin() as change:
        change.execute(text("UPDATE booking SET coach_zone = 'Pacific/Auckland'"))
    there = at(5, 15).astimezone(ZoneInfo("Pacific/Auckland"))
    assert f"For Mara it is {there:%a, %b} {there.day}, {there.year}, " in _words(cast)[1]


@pytest.mark.usefixtures("booked")
def test_one_clock_is_named_once(cast: Cast, superuser: Engine) -> None:
    with superuser.begin() as change:
        change.execute(text("UPDATE booking SET coach_zone = client_zone"))
    assert "For Mara" not in "".join(_words(cast))
    assert "For Mara" not in "".join(_words(cast, "mara"))


def test_what_is_cancelled_has_no_rule(cast: Cast, booked: str) -> None:
    cast.browser("ben").fill(f"{booked}/cancellation")
    words = "".join(_words(cast))
    assert "You cancelled the session" in words
    assert "Free to cancel" not in words
    assert "For Mara" not in words
