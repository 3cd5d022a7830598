"""Whom no mail reaches is told so, and so is their coach; what they would have read stands in their
portal.
"""

import re

import pytest
import time_machine
from sqlalchemy import Engine

from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.clients.test_mail_paused import pause, record
from tests.safety.answering import QUESTIONS, answer
from tests.visitor import Visitor

TODAY, SESSIONS, MAILS = (f"/portal/north/{page}" for page in ("today", "sessions", "mails"))
NO_MAIL = "They get no e-mail, so tell them another way."
CALLED_OFF = "was cancelled."


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")


def _book(cast: Cast, mara: Visitor, hour: int = 10) -> str:
    """What the desk says of a session that it books for Ben."""
    new = f"{record(cast)}/sessions/new"
    answered = mara.fill(new, start=at(3, hour).isoformat())
    return mara.get(answered.location).text


def _session(cast: Cast, mara: Visitor) -> str:
    """The path of Ben's only session at the desk."""
    page = mara.get(f"{record(cast)}/sessions").text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))


def _said(browser: Visitor, path: str, **typed: str) -> str:
    """What the page says to which a form leads."""
    return browser.get(browser.fill(path, **typed).location).text


@pytest.mark.parametrize("reason", ["discreet", "bounced"])
def test_the_desk_promises_no_mail_that_isn_t_sent(
    cast: Cast, mara: Visitor, ben: Visitor, superuser: Engine, reason: str
) -> None:
    open_shop(cast)
    assert "Booked. They get an e-mail." in _book(cast, mara)
    session = _session(cast, mara)
    assert "Moved. They get an e-mail." in _said(mara, f"{session}/move", start=at(4).isoformat())
    assert "Ben gets an e-mail." in mara.get(f"{session}/cancellation").text
    if reason == "discreet":
        answer(ben, reachable="no")
    else:
        pause(superuser, cast, "ben")
    assert "gets no e-mail, so tell them another way." in mara.get(f"{session}/cancellation").text
    moved = _said(mara, f"{session}/move", start=at(5).isoformat())
    assert f"Moved. {NO_MAIL}" in moved
    assert f"Cancelled. {NO_MAIL}" in _said(mara, f"{session}/cancellation")
    assert f"Booked. {NO_MAIL}" in _book(cast, mara, 12)


def test_where_mails_arrive_the_desk_says_so(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    _book(cast, mara)
    session = _session(cast, mara)
    assert "Cancelled. They get an e-mail." in _said(mara, f"{session}/cancellation")


def test_the_portal_promises_them_none_either(cast: Cast, ben: Visitor) -> None:
    new = f"{SESSIONS}/new/{open_shop(cast)}"
    answer(ben, reachable="no")
    booked = ben.fill(new, start=at(3).isoformat(), starts_early="y").location
    assert "Booked. You find it here; no e-mail is sent." in ben.get(booked).text
    moved = _said(ben, f"{booked}/move", start=at(4).isoformat())
    assert "Moved. You find the new time here; no e-mail is sent." in moved
    assert "Cancelled. No e-mail is sent." in _said(ben, f"{booked}/cancellation")


def test_nobody_is_invited_by_a_mail_that_isn_t_sent(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    dora = mara.fill("/app/north/clients/new", name="Dora", email="dora@example.org").location
    pause(superuser, cast, "dora")
    said = mara.get(mara.post(f"{dora}/invitation").location).text
    assert "Nothing is sent to dora@example.org now, so no invitation went out." in said
    assert "on its way" not in said
    mara.post(f"{dora}/mail/pause/end")
    assert "is on its way" in mara.get(mara.post(f"{dora}/invitation").location).text


def test_trying_an_unsafe_address_again_sends_nothing(
    cast: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    answer(ben, reachable="no")
    pause(superuser, cast, "ben")
    said = mara.get(mara.post(f"{record(cast)}/mail/pause/end").location).text
    assert "Nothing is sent to ben@example.org: they said it isn’t safe." in said
    one = pause(superuser, cast, "ben")
    log = mara.post(f"/app/north/settings/mail/pauses/{one}/end").location
    assert "Nothing is sent to ben@example.org: they said it isn’t safe." in mara.get(log).text


def test_the_question_says_what_a_no_does(ben: Visitor) -> None:
    page = ben.get(QUESTIONS).text
    assert "If you say no, we send nothing from then on but what you ask for yourself" in page
    assert "Nothing changes by itself" not in page


def test_after_a_no_they_read_what_is_stopped_and_how_to_leave(ben: Visitor) -> None:
    calm = ben.get(answer(ben).location).text
    assert "We send nothing now" not in calm
    page = ben.get(answer(ben, reachable="no").location).text
    assert "We send nothing now but what you ask for yourself" in page
    assert page.count("Leave this page quickly") == 2


def test_their_mails_page_says_that_none_come(cast: Cast, ben: Visitor, superuser: Engine) -> None:
    page = ben.get(MAILS).text
    assert "They go to ben@example.org." in page
    assert "What belongs to your sessions themselves still comes" in page
    one = pause(superuser, cast, "ben")
    page = ben.get(MAILS).text
    assert "mails came back." in page
    assert "still comes" not in page
    cast.browser("mara").post(f"/app/north/settings/mail/pauses/{one}/end")
    answer(ben, reachable="no")
    page = ben.get(MAILS).text
    assert "Nothing is sent to ben@example.org: you said that it isn’t safe." in page
    assert "still comes" not in page
    assert QUESTIONS in page


def test_a_session_that_was_called_off_is_named_until_its_time_is_over(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    open_shop(cast)
    _book(cast, mara)
    assert CALLED_OFF not in ben.get(TODAY).text
    mara.fill(f"{_session(cast, mara)}/cancellation")
    page = ben.get(TODAY).text
    assert CALLED_OFF in page
    assert "No session is planned." in page
    [way] = re.findall(rf'href="({SESSIONS}/[0-9a-f-]{{36}})"', page)
    assert "Your coach cancelled it" in ben.get(way).text
    listed = ben.get(SESSIONS).text
    assert listed.index("To come") < listed.index("Cancelled</h2>") < listed.index(way)
    assert "Before" not in listed
    at_the_desk = mara.get(f"{record(cast)}/sessions").text
    assert "Cancelled</h2>" in at_the_desk
    assert "To come" not in at_the_desk
    with time_machine.travel(at(3, 12), tick=False):
        ben.be(cast.users["ben"])
        assert CALLED_OFF not in ben.get(TODAY).text
        listed = ben.get(SESSIONS).text
        assert listed.index("Before") < listed.index(way)


def test_several_that_were_called_off_are_named_together(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    open_shop(cast)
    for hour in (10, 12):
        _book(cast, mara, hour)
    found = re.findall(
        r'"(/app/north/bookings/[0-9a-f-]+)"', mara.get(f"{record(cast)}/sessions").text
    )
    assert len(found) == 2
    for session in found:
        mara.fill(f"{session}/cancellation")
    page = ben.get(TODAY).text
    assert "2 of your sessions were cancelled." in page
    assert CALLED_OFF not in page
    assert len(re.findall(rf'href="{SESSIONS}/[0-9a-f-]{{36}}">', page)) == 2
    assert "#cancelled" not in page


def test_what_they_cancelled_themselves_is_no_news(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    new = f"{SESSIONS}/new/{open_shop(cast)}"
    booked = ben.fill(new, start=at(3).isoformat(), starts_early="y").location
    ben.fill(f"{booked}/cancellation")
    assert CALLED_OFF not in ben.get(TODAY).text
    assert "Before" not in ben.get(SESSIONS).text
    assert "Before" not in mara.get(f"{record(cast)}/sessions").text
