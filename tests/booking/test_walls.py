"""What keeps one coach's time from being given away twice, below every page."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from coachhub.app import create_app
from coachhub.booking import services as booking
from coachhub.booking.rules import Source
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import WEB_TIMEOUTS, db
from coachhub.core.ids import new_id
from config import Config
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.overtaking import overtake
from tests.rows import fingerprint
from tests.visitor import Visitor
from tests.workers import jobs

HOUR = timedelta(hours=1)
GUEST = {
    "name": "Noor Haddad",
    "email": "noor@example.org",
    "accepts_terms": "y",
    "starts_early": "y",
}


def _by(cast: Cast) -> Actor:
    return Actor(cast.users["mara"], "owner")


def _book(cast: Cast, what: UUID, days: int = 3, *, anywhere: bool = False) -> UUID:
    """Ben has a session then; its id."""
    tenancy.enter_practice(cast.north)
    calendar = booking.calendar_of(cast.north, cast.members["mara"])
    kind = booking.find_type(cast.north, what)
    assert calendar
    assert kind
    ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
    return booking.book_for(
        calendar,
        kind,
        at(days),
        ben,
        key=new_id(),
        source=Source.DESK,
        by=_by(cast),
        anywhere=anywhere,
    ).id


def _block(cast: Cast, days: int = 3) -> None:
    """Mara is off then."""
    tenancy.enter_practice(cast.north)
    begins, ends = at(days) - HOUR, at(days) + 2 * HOUR
    booking.add_block(
        cast.north, cast.members["mara"], begins, ends, "", by=_by(cast), key=new_id()
    )


def _try(act: str, cast: Cast, what: UUID) -> str:
    """What came of it."""
    try:
        if act == "book":
            _book(cast, what, anywhere=True)
        else:
            _block(cast)
    except (booking.SlotTaken, booking.TimeTaken):
        return "taken"
    return "done"


@pytest.mark.parametrize("order", [("book", "block"), ("block", "book")])
def test_a_session_and_time_off_at_once_are_one_of_both(
    cast: Cast, superuser: Engine, order: tuple[str, str]
) -> None:
    what = open_shop(cast)
    first, second = order
    came = overtake(
        cast.app,
        superuser,
        lambda: _try(first, cast, what),
        lambda: _try(second, cast, what),
    )
    assert came == ("done", "taken")


def test_the_database_lets_no_time_off_lie_over_a_session(cast: Cast, superuser: Engine) -> None:
    what = open_shop(cast)
    with cast.app.app_context():
        _book(cast, what)
        _block(cast, 5)
        db.session.commit()
    over = "UPDATE block SET begins_at = :begin, ends_at = :begin + interval '1 hour'"
    into = (
        "UPDATE booking SET starts_at = :begin, ends_at = :begin + interval '1 hour', "
        "during = tstzrange(:begin, :begin + interval '1 hour', '[)')"
    )
    for change, begin in ((over, at(3)), (into, at(5))):
        with pytest.raises(IntegrityError, match="time off"), superuser.begin() as connection:
            connection.execute(text(change), {"begin": begin})


def test_a_time_that_was_given_back_is_not_retaken_from_time_off(cast: Cast) -> None:
    what = open_shop(cast)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        calendar = booking.calendar_of(cast.north, cast.members["mara"])
        kind = booking.find_type(cast.north, what)
        assert calendar
        assert kind
        held = booking.hold(calendar, kind, at(3), key=new_id(), zone="UTC")
        booking.release(held)
        _block(cast)
        db.session.commit()
        tenancy.enter_practice(cast.north)
        with pytest.raises(booking.SlotTaken):
            booking.confirm(held)


def test_the_rest_after_a_session_is_taken_with_it(cast: Cast, superuser: Engine) -> None:
    """Booked, held or moved; and what the pages would let through, the database refuses."""
    what = open_shop(cast, buffer_minutes=15)
    guest = cast.browser(None)
    page = f"/p/north/book/{what}"
    assert guest.fill(page, start=at(3).isoformat()).status_code == 303
    with cast.app.app_context():
        found = _book(cast, what, 4)
        db.session.commit()
    mara = cast.browser("mara")
    moved = mara.fill(f"/app/north/bookings/{found}/move", start=at(5).isoformat())
    assert moved.status_code == 303
    rests = "SELECT upper(during) - ends_at FROM booking"
    with superuser.connect() as connection:
        assert set(connection.scalars(text(rests))) == {timedelta(minutes=15)}
    into = (
        "UPDATE booking SET starts_at = :begin, ends_at = :begin + interval '1 hour', "
        "during = tstzrange(:begin, :begin + interval '1 hour', '[)') WHERE id = :id"
    )
    begin = at(3, 11) + timedelta(minutes=10)
    with pytest.raises(IntegrityError, match="during"), superuser.begin() as connection:
        connection.execute(text(into), {"begin": begin, "id": found})


@pytest.fixture
def wide(cast: Cast, config: Config) -> Iterator[Flask]:
    """The application with a connection for each of fifty who come at once, and time for all."""
    patient = dict.fromkeys(WEB_TIMEOUTS, "60s")
    pool = {"pool_size": 50, "max_overflow": 0, "pool_timeout": 60}
    app = create_app(config, pool=pool, timeouts=patient)
    app.jinja_env.bytecode_cache = cast.app.jinja_env.bytecode_cache
    yield app
    with app.app_context():
        db.engine.dispose()


def test_two_hundred_want_one_time_and_one_gets_it(
    cast: Cast, wide: Flask, superuser: Engine
) -> None:
    """Fifty at once, four times each: one holds it, however often they choose it again; the others
    are shown what is free beside it.
    """
    path = f"/p/north/book/{open_shop(cast)}"
    together = Barrier(50)

    def want(number: int) -> list[TestResponse]:
        visitor = Visitor(wide)
        visitor.http.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        form = visitor.form(path) | {"start": at(3).isoformat()}
        together.wait()
        return [visitor.post(path, {**form, "key": str(new_id())}) for _time in range(4)]

    with ThreadPoolExecutor(50) as pool:
        answers = [answer for each in pool.map(want, range(50)) for answer in each]
    refused = [answer for answer in answers if answer.status_code != 303]
    assert [answer.status_code for answer in refused] == [409] * 196
    assert all('class="slot"' in answer.text for answer in refused)
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM booking")) == 1


@contextmanager
def _cut_off_before_commit(superuser: Engine) -> Iterator[None]:
    """Once a session is confirmed, its transaction's commit finds the connection gone."""
    sessions = db.session.session_factory.class_

    def kill(_session: object) -> None:
        if db.session.scalar(text("SELECT 1 FROM booking WHERE state = 'confirmed'")):
            pid = db.session.scalar(text("SELECT pg_backend_pid()"))
            with superuser.connect() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    event.listen(sessions, "before_commit", kill)
    yield
    event.remove(sessions, "before_commit", kill)


def test_what_was_cut_off_before_its_end_is_nothing_and_then_one(
    cast: Cast, superuser: Engine
) -> None:
    """Booking, client, mails' jobs and audit are one: none of them, and with the form again all."""
    guest = cast.browser(None)
    page = f"/p/north/book/{open_shop(cast)}"
    path = guest.fill(page, start=at(3).isoformat()).location
    form = {**guest.form(path), **GUEST}
    before, waiting = fingerprint(superuser), len(jobs(superuser))
    with _cut_off_before_commit(superuser):
        assert guest.post(path, form).status_code == 503
    assert fingerprint(superuser) == before
    assert len(jobs(superuser)) == waiting
    answers = [guest.post(path, form).location for _time in range(2)]
    assert answers[0] == answers[1]
    made = (
        "SELECT (SELECT count(*) FROM booking WHERE state = 'confirmed'), "
        "(SELECT count(*) FROM client WHERE email = 'noor@example.org'), "
        "(SELECT count(*) FROM audit_event WHERE action = 'booking.confirmed')"
    )
    with superuser.connect() as connection:
        assert tuple(connection.execute(text(made)).one()) == (1, 1, 1)
