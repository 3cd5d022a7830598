"""Summaries of many sessions come in pages, the latest session first."""

import re
from datetime import timedelta

import pytest

from coachhub.booking.models import Booking
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.rules import SummaryState
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.nocontact.plans import in_north
from tests.statements import counted

PORTAL = "/portal/north/documents"
NUMBER = 23


@pytest.fixture
def much(cast: Cast) -> Cast:
    """Ben has been here so many times, and has a summary of each."""
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert cast.browser("mara").fill(new, start=at(3, 10).isoformat()).status_code == 303
    in_north(cast, lambda: _repeat(db.session.query(Booking).one()))
    return cast


def _repeat(first: Booking) -> None:
    copied = {column.key: getattr(first, column.key) for column in Booking.__table__.columns}
    for number in range(1, NUMBER + 1):
        back = timedelta(days=7 * number)
        begins, ends = first.starts_at - back, first.ends_at - back
        during = type(first.during)(begins, ends, bounds="[)")
        row = Booking(
            **{
                **copied,
                "id": new_id(),
                "starts_at": begins,
                "ends_at": ends,
                "during": during,
                "title": f"Talk {number}",
            }
        )
        db.session.add(row)
        db.session.flush()
        db.session.add(
            SessionSummary(
                practice_id=row.practice_id,
                booking_id=row.id,
                number=1,
                state=SummaryState.PUBLISHED,
                published_at=clock.now(),
            )
        )
    db.session.flush()


def titles(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"Summary: Talk (\d+)<", page)]


def test_they_come_in_pages_the_latest_session_first(much: Cast) -> None:
    ben = much.browser("ben")
    assert titles(ben.get(PORTAL).text) == [*range(1, 21)]
    assert titles(ben.get(f"{PORTAL}?page=2").text) == [*range(21, NUMBER + 1)]
    assert titles(ben.get(f"{PORTAL}?page=7").text) == [*range(21, NUMBER + 1)]


def test_they_ask_little_of_the_database(much: Cast) -> None:
    ben = much.browser("ben")
    ben.get(PORTAL)
    with counted(much.app) as sent:
        ben.get(PORTAL)
    assert len(sent) <= 8
