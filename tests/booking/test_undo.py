"""What is said of a session, time off and kinds of session can be taken back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.rows import audited
from tests.undoing import undo
from tests.visitor import Visitor

TYPES = "/app/north/session-types"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    open_shop(cast)
    return cast.browser("mara")


def _session(cast: Cast, mara: Visitor, superuser: Engine) -> str:
    """A session of Ben's that began an hour ago."""
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(3).isoformat()).status_code == 303
    began = clock.now() - timedelta(hours=1)
    with superuser.begin() as connection:
        moved = text(
            "UPDATE booking SET starts_at = :at, ends_at = :at + interval '1 hour',"
            " during = tstzrange(:at, :at + interval '1 hour') RETURNING id"
        )
        found = connection.scalar(moved, {"at": began})
    return f"/app/north/bookings/{found}"


def _states(superuser: Engine) -> list[str]:
    with superuser.connect() as connection:
        query = text("SELECT state FROM booking_change ORDER BY id")
        return [str(state) for state in connection.scalars(query)]


def _state(superuser: Engine) -> str:
    with superuser.connect() as connection:
        return str(connection.scalar(text("SELECT state FROM booking")))


def test_what_became_of_a_session_is_taken_back(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    session = _session(cast, mara, superuser)
    done = mara.post(f"{session}/completion")
    assert "It took place" in undo(mara, done.location)
    assert _state(superuser) == "confirmed"
    assert audited(superuser)[-1].action == "booking.unsaid"
    mara.post(f"{session}/completion")
    corrected = mara.post(f"{session}/no-show")
    assert "They did not come after all" in undo(mara, corrected.location)
    assert _state(superuser) == "completed"
    assert _states(superuser)[-5:] == [
        "completed",
        "confirmed",
        "completed",
        "no_show",
        "completed",
    ]


def test_after_an_hour_it_is_corrected_in_the_open(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    session = _session(cast, mara, superuser)
    unsaid = mara.post(f"{session}/unsaid")
    assert "taken back any more" in mara.get(unsaid.location).text
    mara.post(f"{session}/completion")
    with superuser.begin() as connection:
        connection.execute(text("UPDATE booking SET ended_at = now() - interval '2 hours'"))
    late = mara.post(f"{session}/unsaid")
    assert "taken back any more" in mara.get(late.location).text
    assert _state(superuser) == "completed"


def _time_off(cast: Cast, mara: Visitor, days: int) -> str:
    """The path of an hour that Mara takes off."""
    here = f"/app/north/availability/{cast.members['mara']}/blocks"
    begin = at(days)
    times = {
        "begins_at": f"{begin:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begin + timedelta(hours=1):%Y-%m-%dT%H:%M}",
    }
    assert mara.fill(here, **times, note="Dentist").status_code == 303
    [block] = re.findall(rf"({here}/[0-9a-f-]{{36}})/removal", mara.get(here).text)
    return str(block)


def test_time_off_is_put_back_with_its_note(cast: Cast, mara: Visitor) -> None:
    block = _time_off(cast, mara, 4)
    gone = mara.post(f"{block}/removal")
    assert "Dentist" not in mara.get(gone.location.split("?")[0]).text
    mara.post(f"{block}/return")
    assert "Dentist" in mara.get(gone.location).text
    gone = mara.post(f"{block}/removal")
    assert "Dentist" in undo(mara, gone.location)


def test_time_off_that_was_taken_away_is_free_and_a_session_in_it_stays(
    cast: Cast, mara: Visitor
) -> None:
    block = _time_off(cast, mara, 4)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(4).isoformat()).status_code == 409
    mara.post(f"{block}/removal")
    assert mara.fill(new, start=at(4).isoformat()).status_code == 303
    late = mara.post(f"{block}/return")
    page = mara.get(late.location).text
    assert "their session stays" in page
    assert "Dentist" not in page


def test_the_form_sent_again_after_it_takes_the_time_off_again(cast: Cast, mara: Visitor) -> None:
    begin, key = at(4), new_id()
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        by, coach = Actor(cast.users["mara"], "owner"), cast.members["mara"]
        for _twice in range(2):
            end = begin + timedelta(hours=1)
            block = booking.add_block(cast.north, coach, begin, end, "Dentist", by=by, key=key)
            assert block.removed_at is None
            booking.remove_block(block, by=by)


def test_a_kind_of_session_is_offered_again(mara: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    [edit] = re.findall(rf"{TYPES}/[0-9a-f-]{{36}}/edit", mara.get(TYPES).text)
    retired = mara.post(edit.replace("edit", "retirement"))
    assert "Single session" in undo(mara, retired.location)
    assert mara.post(edit.replace("edit", "return")).status_code == 303
    mara.post(edit.replace("edit", "retirement"))
    monkeypatch.setattr("coachhub.booking.services.types.MOST_TYPES", 0)
    full = mara.post(edit.replace("edit", "return"))
    page = mara.get(full.location).text
    assert "retire one first" in page
    assert "Single session" not in page


def test_a_session_may_lie_where_time_off_was(cast: Cast, mara: Visitor) -> None:
    """The database's own wall heeds only time off that stands."""
    block = _time_off(cast, mara, 4)
    mara.post(f"{block}/removal")
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(5).isoformat()).status_code == 303
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        session = db.session.query(Booking).one()
        by, calendar = Actor(cast.users["mara"], "owner"), None
        calendar = booking.calendar_of(cast.north, cast.members["mara"])
        assert calendar
        booking.move(session, calendar, at(4), by=by, by_coach=True)
        db.session.commit()
