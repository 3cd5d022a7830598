"""Reminders look again when they go out: what was moved or cancelled is passed over."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select, text

from coachhub.app import COMPOSERS
from coachhub.booking import jobs as tasks
from coachhub.booking import services as booking
from coachhub.booking.rules import reminder_at
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail.models import Delivery
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.workers import jobs


@pytest.fixture
def booked(cast: Cast) -> str:
    """The path of a session of Ben's in his portal."""
    what = open_shop(cast)
    answer = cast.browser("ben").fill(
        f"/portal/north/sessions/new/{what}", start=at(5, 15).isoformat(), starts_early="y"
    )
    return str(answer.location)


def _reminders(superuser: Engine) -> list[int]:
    return [
        job["args"]["sequence"] for job in jobs(superuser) if job["task_name"] == "booking.remind"
    ]


def _mailed(superuser: Engine) -> int:
    with superuser.connect() as connection:
        query = text("SELECT count(*) FROM delivery WHERE kind = 'booking/reminder'")
        return connection.scalar(query) or 0


def _run(cast: Cast, *, sequence: int, late: timedelta = timedelta()) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        [found] = booking.coming(cast.north, cast.clients["ben"])
        row = found.booking
        with time_machine.travel(reminder_at(row.starts_at, row.client_zone) + late, tick=False):
            tasks.remind(cast.north, booking_id=row.id, sequence=sequence)
        db.session.commit()


def test_one_is_planned_for_the_day_before(cast: Cast, booked: str, superuser: Engine) -> None:
    [job] = [job for job in jobs(superuser) if job["task_name"] == "booking.remind"]
    assert job["scheduled_at"] == at(4, 15)


@pytest.mark.parametrize(
    ("late", "mailed"), [(timedelta(), 1), (timedelta(hours=2), 1), (timedelta(hours=3), 0)]
)
def test_it_goes_out_unless_it_is_late(
    cast: Cast, booked: str, superuser: Engine, late: timedelta, mailed: int
) -> None:
    _run(cast, sequence=0, late=late)
    assert _mailed(superuser) == mailed


@pytest.mark.parametrize(
    ("late", "says"), [(timedelta(hours=1), True), (timedelta(hours=9), False)]
)
def test_a_mail_that_waited_too_long_says_nothing(
    cast: Cast, booked: str, late: timedelta, *, says: bool
) -> None:
    _run(cast, sequence=0)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        [found] = booking.coming(cast.north, cast.clients["ben"])
        planned = reminder_at(found.booking.starts_at, found.booking.client_zone)
        query = select(Delivery).where(Delivery.kind == booking.REMINDER)
        delivery = db.session.scalars(query).one()
        with time_machine.travel(planned + late, tick=False):
            assert (COMPOSERS[booking.REMINDER](delivery) is not None) is says


def test_after_a_move_only_the_new_one_speaks(cast: Cast, booked: str, superuser: Engine) -> None:
    cast.browser("ben").fill(f"{booked}/move", start=at(8, 15).isoformat())
    assert _reminders(superuser) == [0, 1]
    _run(cast, sequence=0)
    assert _mailed(superuser) == 0
    _run(cast, sequence=1)
    assert _mailed(superuser) == 1


def test_after_a_cancellation_nobody_is_reminded(
    app: Flask, cast: Cast, booked: str, superuser: Engine
) -> None:
    cast.browser("ben").fill(f"{booked}/cancellation")
    with app.app_context():
        tenancy.enter_practice(cast.north)
        [row] = booking.ahead(cast.north, cast.clients["ben"])
        tasks.remind(cast.north, booking_id=row.booking.id, sequence=0)
        db.session.commit()
    assert _mailed(superuser) == 0


def test_holds_that_are_over_are_given_back(cast: Cast, app: Flask, superuser: Engine) -> None:
    what, guest = open_shop(cast), cast.browser(None)
    guest.fill(f"/p/north/book/{what}", start=at(3).isoformat())
    with superuser.begin() as past:
        past.execute(text("UPDATE booking SET held_until = now() - interval '1 second'"))
    with app.app_context():
        tenancy.enter_practice(cast.north)
        tasks.give_back(cast.north)
        db.session.commit()
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT state FROM booking")) == "expired"
