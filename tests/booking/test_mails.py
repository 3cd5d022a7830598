"""What a client is mailed about a session: by both clocks, and what holds for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import letters
from coachhub.mail.models import Delivery
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast, email_of
from tests.mailed import letter
from tests.visitor import Visitor


@pytest.fixture
def booked(cast: Cast) -> str:
    """The path of a session of Ben's, whose clock is not Mara's; it costs something."""
    what = open_shop(cast)
    answer = cast.browser("ben").fill(
        f"/portal/north/sessions/new/{what}", start=at(5, 15).isoformat(), starts_early="y"
    )
    return str(answer.location)


def _words(cast: Cast, who: str = "ben") -> list[str]:
    """The paragraphs of the newest mail."""
    return letters.text_of(letter(cast.app, cast.north, email_of(who))).split("\n\n")


def _here(begins: datetime) -> str:
    return f"{begins.astimezone(ZoneInfo(ZONE)):%-I:%M\N{NO-BREAK SPACE}%p}"


@pytest.mark.usefixtures("booked")
def test_the_confirmation_names_both_clocks_and_the_rule(cast: Cast) -> None:
    _hello, when, what, where, *rest = _words(cast)
    assert when.startswith("The session is yours: ")
    assert (
        f"{_here(at(5, 15))}\N{EN DASH}{_here(at(5, 16))} (Berlin time). For Mara it is 3:00"
        in when
    )
    assert what == "Single session, 60 minutes, by video, with Mara Test."
    assert where.startswith("Where: ")
    assert [words for words in rest if words.startswith("Free to cancel or move until ")]
    assert [words for words in rest if "After that, it still costs €47.50." in words]


def test_after_a_move_they_are_those_of_the_new_time(cast: Cast, booked: str) -> None:
    cast.browser("ben").fill(f"{booked}/move", start=at(8, 16).isoformat())
    _hello, when, _what, _where, rule, *_rest = _words(cast)
    assert "For Mara it is 4:00" in when
    assert "Free to cancel" in rule
    assert f"\xa0{at(7, 16).astimezone(ZoneInfo(ZONE)).day}," in rule


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


GUEST = {"name": "Paul", "email": email_of("ben"), "accepts_terms": "y", "starts_early": "y"}
FRENCH = {"Accept-Language": "fr"}


def _book_in_french(cast: Cast) -> str:
    """A stranger books with Ben's address in French; the path of their session at the desk."""
    guest = Visitor(cast.app)
    page = f"/p/north/book/{open_shop(cast, price=0)}"
    form = guest.form(page) | {"start": at(5, 15).isoformat()}
    held = guest.post(page, form, headers=FRENCH).location
    assert guest.post(held, guest.form(held) | GUEST, headers=FRENCH).status_code == 303
    agenda = cast.browser("mara").get(f"/app/north/calendar?week={at(5):%Y-%m-%d}").text
    return next(word for word in agenda.split('"') if word.startswith("/app/north/bookings/"))


def test_a_known_address_is_written_to_as_it_was_booked(cast: Cast, superuser: Engine) -> None:
    session = _book_in_french(cast)
    assert _words(cast)[0].startswith("Bonjour Paul")
    assert "Ben" not in "".join(_words(cast))
    with superuser.connect() as connection:
        ben = connection.execute(text("SELECT name, locale FROM client WHERE name LIKE 'Ben%'"))
        assert tuple(ben.one()) == ("Ben Test", "en")
    page = cast.browser("mara").get(session).text
    assert "as “Paul”, with the address of Ben" in page
    assert "Their language: French." in page


def test_what_the_desk_books_speaks_the_client_s_language(cast: Cast) -> None:
    what = open_shop(cast)
    cast.browser("mara").fill(
        f"/app/north/clients/{cast.clients['ben']}/sessions/new?type={what}",
        start=at(5, 15).isoformat(),
    )
    assert _words(cast)[0] == "Hello Ben,"


def _to_coach(cast: Cast) -> list[str]:
    """The kinds of mail that went to Mara, who holds the session."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        query = select(Delivery.kind).where(Delivery.recipient == email_of("mara"))
        return list(db.session.scalars(query.order_by(Delivery.created_at)))


@pytest.mark.parametrize(("who", "told"), [("mara", False), ("tove", True)])
def test_nobody_is_mailed_what_they_did_themselves(cast: Cast, who: str, *, told: bool) -> None:
    what = open_shop(cast)
    desk = cast.browser(who)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new?type={what}"
    page = desk.get(desk.fill(new, start=at(5, 15).isoformat()).location).text
    session = next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))
    desk.fill(f"{session}/move", start=at(6, 15).isoformat())
    desk.fill(f"{session}/cancellation")
    kinds = [f"booking/coach_{what}" for what in ("confirmed", "moved", "cancelled")]
    assert _to_coach(cast) == (kinds if told else [])


@pytest.mark.usefixtures("booked")
def test_the_coach_reads_which_kind_of_session_it_is(cast: Cast) -> None:
    assert "Single session, 60 minutes, by video." in _words(cast, "mara")


def test_what_is_cancelled_has_no_rule(cast: Cast, booked: str) -> None:
    cast.browser("ben").fill(f"{booked}/cancellation")
    words = "".join(_words(cast))
    assert "You cancelled the session" in words
    assert "Free to cancel" not in words
    assert "For Mara" not in words
