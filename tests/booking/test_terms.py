"""What holds is said truly before one books and after: until when, which sum, what can be moved."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coachhub.booking.models import SessionType
from coachhub.booking.ruled import Ruled
from coachhub.booking.words import deadline_in
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.web import i18n
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.visitor import Visitor

COACH = "If your coach cancels, it costs you nothing."
WRITE = "To move it, please write to your coach."
AHEAD = "Once you have chosen, only your coach can move the session."
EARLY = "Please tell us early if something comes up."
FREE = "You can cancel until it begins; there is nothing to pay."
KEPT = "You can cancel until it begins, at no cost."
LATE = "It begins in less than 72 hours: if you cancel, it still costs €47.50."
BEGINS, BEGINS_AHEAD = "It begins", "This time begins"
BEGINS_FR, BEGINS_AHEAD_FR = "La séance commence", "Ce créneau commence"
COACH_FR = "Si votre coach annule, la séance ne vous coûte rien."
WRITE_FR = "Pour la déplacer, écrivez à votre coach."
AHEAD_FR = "Une fois votre choix fait, la séance ne peut être déplacée que par votre coach."
EARLY_FR = "En cas d'empêchement, prévenez-nous dès que possible."
FREE_FR = "Vous pouvez annuler jusqu'au début de la séance ; il n'y a rien à payer."
KEPT_FR = "Vous pouvez annuler jusqu'au début de la séance, sans frais."
LATE_FR = "moins de 72 heures : si vous annulez, 47,50 € restent dus."
LATER_FR = "Ensuite, 47,50 € restent dus."
NEAR: dict[str, Any] = {"free_hours": 72}
"""Two days from now such a session is too near."""
CASES = [
    ({}, "en", f"Free to cancel or move {{}}. After that, it still costs €47.50. {COACH}"),
    (
        {"moves_allowed": 0},
        "en",
        f"cancel {{}}. After that, it still costs €47.50. {WRITE} {COACH}",
    ),
    (NEAR, "en", f"{LATE} {WRITE} {COACH}"),
    ({"price": 0}, "en", f"{FREE} You can move it {{}}. {EARLY}"),
    ({"price": 0, **NEAR}, "en", f"{FREE} {WRITE} {EARLY}"),
    ({"kept_percent": 0, **NEAR}, "en", f"{KEPT} {WRITE} {EARLY}"),
    ({}, "fr", f"Vous pouvez annuler ou déplacer sans frais {{}}. {LATER_FR} {COACH_FR}"),
    ({"moves_allowed": 0}, "fr", f"annuler sans frais {{}}. {LATER_FR} {WRITE_FR} {COACH_FR}"),
    (NEAR, "fr", f"La séance commence dans {LATE_FR} {WRITE_FR} {COACH_FR}"),
    ({"price": 0}, "fr", f"{FREE_FR} Vous pouvez la déplacer {{}}. {EARLY_FR}"),
    ({"price": 0, **NEAR}, "fr", f"{FREE_FR} {WRITE_FR} {EARLY_FR}"),
    ({"kept_percent": 0, **NEAR}, "fr", f"{KEPT_FR} {WRITE_FR} {EARLY_FR}"),
]
THEIRS = "Africa/Abidjan"  # on the hour of UTC, and another place than the coach’s
GUEST = {
    "name": "Noor Haddad",
    "email": "noor@example.org",
    "accepts_terms": "y",
    "starts_early": "y",
    "zone": THEIRS,
}


def _read(page: str) -> str:
    """The words as one reads them, whatever their spaces are."""
    words = re.sub(r"<[^>]+>", " ", html.unescape(page))
    return " ".join(words.split()).replace("\u2019", "'")


def _rule_of(page: str, start: str) -> str:
    """What is said once this time is chosen."""
    [slot] = re.findall(rf'value="{re.escape(start)}"([^>]*)>', page)
    [(early, late)] = re.findall(r'data-rule data-early="([^"]*)" data-late="([^"]*)"', page)
    until = re.search(r'data-until="([^"]*)"', slot)
    return _read(early.replace("{until}", until[1]) if until else late)


def _until(app: Flask, language: str) -> str:
    with app.test_request_context():
        i18n.speak(language, THEIRS)
        return _read(deadline_in(at(2) - timedelta(hours=24), THEIRS, "UTC"))


@pytest.mark.parametrize(("offered", "language", "rule"), CASES)
def test_the_same_holds_before_one_books_and_after(
    cast: Cast, app: Flask, offered: dict[str, Any], language: str, rule: str
) -> None:
    guest, what = Visitor(app), open_shop(cast, **offered)
    guest.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    said = rule.format(_until(app, language))
    page = guest.get(f"/p/north/book/{what}?zone={THEIRS}&day={at(2):%Y-%m-%d}").text
    ahead = said
    for booked, free in (
        (WRITE, AHEAD),
        (WRITE_FR, AHEAD_FR),
        (BEGINS, BEGINS_AHEAD),
        (BEGINS_FR, BEGINS_AHEAD_FR),
    ):
        ahead = ahead.replace(booked, free)
    assert ahead in _rule_of(page, at(2).isoformat())
    held = guest.fill(f"/p/north/book/{what}?zone={THEIRS}", start=at(2).isoformat()).location
    assert said in _read(guest.get(held).text)
    own = guest.fill(held, **GUEST).location
    assert said in _read(guest.get(own).text)


def test_before_a_time_is_chosen_the_rule_holds_for_each(cast: Cast, app: Flask) -> None:
    what = open_shop(cast, free_hours=60)
    near, far = (
        _read(Visitor(app).get(f"/p/north/book/{what}?zone={THEIRS}&day={at(day):%Y-%m-%d}").text)
        for day in (1, 5)
    )
    assert "These times begin in less than 60 hours: if you cancel, it still costs €47.50." in near
    later = "After that, it still costs €47.50."
    assert f"Free to cancel or move until 60 hours before it begins. {later}" in far


@pytest.mark.parametrize("hours", [(59, 61), (59, 59), (61, 61)])
def test_of_times_on_both_sides_of_the_hour_the_near_ones_are_named(
    cast: Cast, app: Flask, hours: tuple[int, int]
) -> None:
    now = datetime(2027, 3, 16, 8, tzinfo=UTC)
    what = open_shop(cast, free_hours=60)
    with app.test_request_context():
        i18n.speak("en", "UTC")
        tenancy.enter_practice(cast.north)
        offered = db.session.get_one(SessionType, (cast.north, what))
        shown = [now + timedelta(hours=ahead) for ahead in hours]
        said = Ruled(offered, "UTC", "", now, 0).words(shown).before
    near = "Times up to 7:00\N{NO-BREAK SPACE}PM can no longer be cancelled free of charge."
    assert (near in said) == (hours == (59, 61))


def test_a_session_that_was_moved_often_says_so(cast: Cast, app: Flask) -> None:
    own = _booked(app, open_shop(cast, moves_allowed=1))
    guest = Visitor(app)
    page = guest.get(f"{own}/move?day={at(6):%Y-%m-%d}").text
    assert _rule_of(page, at(6).isoformat()).startswith("Free to cancel until")
    assert guest.fill(f"{own}/move", start=at(6).isoformat()).status_code == 303
    assert WRITE in _read(guest.get(own).text)
    assert "Move it" not in guest.get(own).text


def test_the_time_that_a_session_has_is_none_to_move_it_to(cast: Cast, app: Flask) -> None:
    own = _booked(app, open_shop(cast))
    mara = cast.browser("mara")
    of_ben = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{of_ben}/new", start=at(7).isoformat()).status_code == 303
    [at_desk] = re.findall(r'href="(/app/north/bookings/[^"]+)"', mara.get(of_ben).text)
    for path, now, free in (
        (f"{own}/move?day={at(5):%Y-%m-%d}", at(5), at(5, 11)),
        (f"{at_desk}/move?day={at(7):%Y-%m-%d}", at(7), at(7, 11)),
    ):
        page = mara.get(path).text
        assert f'value="{free.isoformat()}"' in page
        assert f'value="{now.isoformat()}"' not in page


def test_the_coach_reads_it_of_their_client(cast: Cast, app: Flask) -> None:
    _booked(app, open_shop(cast))
    agenda = cast.browser("mara").get(f"/app/north/calendar?week={at(5):%Y-%m-%d}").text
    [path] = set(re.findall(r"/app/north/bookings/[\w-]+", agenda))
    page = _read(cast.browser("mara").get(path).text)
    assert "Free for them to cancel until" in page
    assert "your coach" not in page


def _booked(app: Flask, what: UUID) -> str:
    """Where a guest's session five days from now is."""
    guest = Visitor(app)
    held = guest.fill(f"/p/north/book/{what}?zone={THEIRS}", start=at(5).isoformat()).location
    own: str = guest.fill(held, **GUEST).location
    return own
