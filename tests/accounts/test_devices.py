"""Signed-in devices: known by their token, limited in time, ended from anywhere."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.accounts import services
from coachhub.accounts.models import Device, User
from coachhub.core.actor import OPERATOR
from coachhub.core.db import db
from tests.accounts.people import MARA, OTHER_PASSWORD, PASSWORD, Person, is_in, make_person
from tests.visitor import Visitor

pytestmark = pytest.mark.every_postgres


@pytest.fixture
def user(mara: Person, scope: Flask) -> User:
    found = services.find_user(mara.email)
    assert found is not None
    return found


def test_the_token_has_256_bits_and_is_not_kept(user: User, past: Connection) -> None:
    found = services.sign_in(user, label="Firefox, Linux")
    db.session.commit()
    row = past.execute(text("SELECT * FROM device")).one()
    assert len(found.token) == 43
    assert found.token not in str(row)
    assert found.token.encode() not in row.token_hash
    assert found.token not in repr(found)


def test_a_device_is_known_by_its_token(user: User) -> None:
    first = services.sign_in(user, label="one")
    second = services.sign_in(user, label="two")
    db.session.commit()
    known = services.recognise(second.token)
    assert known is not None
    assert known.device.id == second.device.id != first.device.id
    assert known.user.id == user.id
    assert services.recognise("nobody's") is None


@pytest.mark.parametrize(
    ("column", "age", "is_in"),
    [
        ("seen_at", "23:59:50", True),
        ("seen_at", "24:00:10", False),
        ("created_at", "13 days 23:59:50", True),
        ("created_at", "14 days 00:00:10", False),
    ],
)
def test_a_device_is_out_after_a_while(
    user: User, past: Connection, column: str, age: str, *, is_in: bool
) -> None:
    found = services.sign_in(user, label="one")
    db.session.commit()
    _move(past, column, age)
    assert (services.recognise(found.token) is not None) == is_in
    assert (found.device.id in [device.id for device in services.devices_of(user)]) == is_in


def test_a_visit_is_noted_once_a_minute(user: User, past: Connection) -> None:
    found = services.sign_in(user, label="one")
    db.session.commit()
    _move(past, "seen_at", "50 seconds")
    before = _time(past, "seen_at")
    services.recognise(found.token)
    assert _time(past, "seen_at") == before
    _move(past, "seen_at", "11 seconds")
    services.recognise(found.token)
    assert _time(past, "seen_at") > before


def test_a_visit_of_the_desk_is_noted_apart(user: User, past: Connection) -> None:
    found = services.sign_in(user, label="one")
    db.session.commit()
    for column in ("seen_at", "desk_seen_at"):
        _move(past, column, "1 hour")
    before = _time(past, "desk_seen_at")
    services.recognise(found.token)
    assert _time(past, "desk_seen_at") == before
    db.session.refresh(found.device)
    services.desk_seen(found.device, before + timedelta(seconds=59))
    assert _time(past, "desk_seen_at") == before
    services.desk_seen(found.device, before + timedelta(hours=1))
    assert _time(past, "desk_seen_at") > before


def test_an_ended_device_is_out_and_stays_so(user: User) -> None:
    found = services.sign_in(user, label="one")
    services.end_device(found.device)
    db.session.commit()
    ended_at = found.device.ended_at
    assert ended_at is not None
    assert services.recognise(found.token) is None
    services.end_device(found.device)
    db.session.commit()
    assert found.device.ended_at == ended_at


def test_all_devices_but_one_are_ended(app: Flask, user: User) -> None:
    make_person(app, "ben@example.org")
    ben = services.find_user("ben@example.org")
    assert ben is not None
    kept, *others = [services.sign_in(user, label=label) for label in ("a", "b", "c")]
    bens = services.sign_in(ben, label="his")
    services.end_devices(user, except_=kept.device)
    db.session.commit()
    assert services.recognise(kept.token) is not None
    assert services.recognise(bens.token) is not None
    assert [services.recognise(other.token) for other in others] == [None, None]


def test_a_disabled_person_is_out_at_once(user: User) -> None:
    found = services.sign_in(user, label="one")
    services.disable(user, by=OPERATOR)
    db.session.commit()
    assert services.recognise(found.token) is None
    services.enable(user, by=OPERATOR)
    db.session.commit()
    assert services.recognise(found.token) is None
    assert services.authenticate(MARA, PASSWORD, ip="10.0.0.1", browser_tokens=[]) == user


def test_who_is_disabled_in_the_database_is_out_too(browser: Visitor, past: Connection) -> None:
    """By the person's own row, even where no device was ended."""
    assert is_in(browser)
    past.execute(text('UPDATE "user" SET disabled_at = now()'))
    assert not is_in(browser)


def test_an_account_is_never_overwritten(user: User) -> None:
    kept = user.password_hash
    with pytest.raises(services.AddressTaken):
        services.create_user(MARA, "Somebody else", OTHER_PASSWORD, "UTC", "en")
    db.session.refresh(user)
    assert (user.name, user.password_hash) == ("Mara Wind", kept)


def test_a_device_of_somebody_else_is_not_found(user: User, app: Flask) -> None:
    make_person(app, "ben@example.org")
    ben = services.find_user("ben@example.org")
    assert ben is not None
    device: Device = services.sign_in(ben, label="his").device
    assert services.find_device(user, device.id) is None
    assert services.find_device(ben, device.id) == device


def _move(past: Connection, column: str, age: str) -> None:
    past.execute(
        text(f"UPDATE device SET {column} = {column} - CAST(:age AS interval)"),  # noqa: S608
        {"age": age},
    )
    db.session.rollback()


def _time(past: Connection, column: str) -> datetime:
    time: Any = past.scalar(text(f"SELECT {column} FROM device"))  # noqa: S608
    assert isinstance(time, datetime)
    return time
