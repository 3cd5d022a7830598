"""A session as a calendar file: nothing that people write adds a line or a property to it."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import Engine, text

from coachhub.booking import ics
from coachhub.booking.models import Booking
from coachhub.core.ids import new_id
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.visitor import Visitor


def _booking(sequence: int = 0) -> Booking:
    return Booking(
        practice_id=new_id(),
        starts_at=at(3),
        ends_at=at(3) + timedelta(hours=1),
        sequence=sequence,
    )


@given(title=st.text(max_size=200), where=st.text(max_size=200))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_words_stay_words(title: str, where: str) -> None:
    booking = _booking()
    content = ics.calendar_file(booking, title=title, where=where, host="coachhub.test")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(line.startswith((b"ATTENDEE", b"BEGIN:VALARM", b"URL")) for line in lines)
    content.decode()
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert len(calendar.walk()) == 2
    assert event["UID"] == f"{booking.id}@coachhub.test"
    assert set(event) <= {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS",
    }  # fmt: skip


@pytest.mark.parametrize(
    "evil", ["x\r\nATTENDEE:mailto:a@b.org", "x\nEND:VEVENT\nBEGIN:VALARM", "a,b;c\\n", "é" * 90]
)
def test_line_breaks_end_nothing(evil: str) -> None:
    content = ics.calendar_file(_booking(), title=evil, where=evil, host="coachhub.test")
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert "ATTENDEE" not in event
    assert len(Calendar.from_ical(content).walk("VALARM")) == 0


def test_a_cancellation_replaces_what_calendars_know() -> None:
    kept = ics.calendar_file(_booking(), title="Session", where="", host="h")
    booking = _booking(sequence=2)
    gone = ics.calendar_file(booking, title="Session", where="Room 1", host="h", cancelled=True)
    assert Calendar.from_ical(kept)["METHOD"] == "PUBLISH"
    calendar = Calendar.from_ical(gone)
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert "LOCATION" not in event


def test_a_guest_keeps_it_with_neutral_words(cast: Cast, app: Flask, superuser: Engine) -> None:
    what, guest = open_shop(cast), Visitor(app)
    held = guest.fill(f"/p/north/book/{what}", start=at(3).isoformat()).location
    told = {"name": "Noor", "email": "noor@example.org", "note": "My former partner"}
    own = guest.fill(held, **told, accepts_terms="y", starts_early="y").location
    answer = guest.get(f"{own}/session.ics")
    assert answer.mimetype == "text/calendar"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Session"
    assert event.decoded("DTSTART") == at(3)
    for private in (b"partner", b"Noor", b"95"):
        assert private not in answer.data.split(b"DTSTAMP")[0]
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT sequence FROM booking")) == 0


def test_a_client_keeps_it_from_the_portal(cast: Cast) -> None:
    ben = cast.browser("ben")
    new = f"/portal/north/sessions/new/{open_shop(cast)}"
    own = ben.fill(new, start=at(3).isoformat(), starts_early="y").location
    assert f'href="{own}/session.ics"' in ben.get(own).text
    answer = ben.get(f"{own}/session.ics")
    assert answer.headers["Content-Disposition"] == "attachment; filename=session.ics"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (str(event["SUMMARY"]), event.decoded("DTSTART")) == ("Session", at(3))
