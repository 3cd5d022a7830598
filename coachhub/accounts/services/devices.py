"""Signed-in devices: each a row that can be ended from anywhere."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select, update

from coachhub.accounts.models import Device, User
from coachhub.accounts.rules import (
    IDLE_AT_MOST,
    SEEN_EVERY,
    SIGNED_IN_AT_MOST,
    TOKEN_BYTES,
    is_stale_for_staff,
)
from coachhub.accounts.services.tokens import hash_of
from coachhub.audit.services import record_for_instance
from coachhub.core.actor import PROGRAM, Actor
from coachhub.core.db import db


@dataclass(frozen=True)
class SignedIn:
    """A person on a device, and the token by which the device is known."""

    user: User
    device: Device
    token: str = field(repr=False)

    # What Flask-Login asks of whoever is signed in.
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.token


def acting(user: User) -> Actor:
    """The person acting for themselves, outside any practice."""
    return Actor(user.id, "person")


def sign_in(user: User, *, label: str) -> SignedIn:
    """A new device of this person is signed in, under a token of its own."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device(user_id=user.id, token_hash=hash_of(token), label=label)
    db.session.add(device)
    db.session.flush()
    record_for_instance("sign_in.done", by=acting(user), about=device)
    return SignedIn(user, device, token)


def renew(person: SignedIn) -> SignedIn:
    """The device is known by a new token; the old one opens nothing any more.

    For whoever has just come to more rights: a token that leaked before is worth nothing now.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    person.device.token_hash, person.device.renewal_due = hash_of(token), False
    db.session.flush()
    record_for_instance("device.renewed", by=acting(person.user), about=person.device)
    return SignedIn(person.user, person.device, token)


def ask_renewal(user_id: UUID) -> None:
    """Each of the person's devices gets a new token with the next page opened on it.

    For whoever has come to other rights by somebody else's act.
    """
    mine = update(Device).where(Device.user_id == user_id, Device.ended_at.is_(None))
    db.session.execute(mine.values(renewal_due=True))


def recognise(
    token: str, *, works_somewhere: Callable[[UUID], bool] = lambda _user_id: False
) -> SignedIn | None:
    """Who is signed in by this token, unless it ended, idled out or its person was disabled.

    `works_somewhere` tells of a person, by id, whether the stricter limits of staff hold for them;
    it is asked only where those have passed. Notes the visit and commits it: call it before
    anything else is written.
    """
    query = (
        select(Device, User)
        .join(User, Device.user_id == User.id)
        .where(
            Device.token_hash == hash_of(token),
            Device.ended_at.is_(None),
            Device.seen_at > func.now() - IDLE_AT_MOST,
            Device.created_at > func.now() - SIGNED_IN_AT_MOST,
            User.disabled_at.is_(None),
        )
        .add_columns(func.now())
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    device, user, now = row
    found = SignedIn(user, device, token)
    if is_stale_for_staff(
        now, signed_in_at=device.created_at, seen_at=device.seen_at
    ) and works_somewhere(user.id):
        sign_out(found)
        db.session.commit()
        return None
    if now - device.seen_at > SEEN_EVERY:
        _stamp(device.id, "seen_at")
    return found


def desk_seen(device: Device, now: datetime) -> None:
    """The coach's desk was opened on this device now; noted once a minute.

    `now` is the database's. Commits when it notes: call it before anything else is written.
    """
    if now - device.desk_seen_at > SEEN_EVERY:
        _stamp(device.id, "desk_seen_at")


def _stamp(device_id: UUID, column: str) -> None:
    """Set the time in a transaction of its own, so that no page holds the row's lock."""
    at = Device.__table__.c[column]
    is_due = at < func.now() - SEEN_EVERY
    noted = update(Device).where(Device.id == device_id, is_due).values({column: func.now()})
    db.session.execute(noted)
    db.session.commit()


def sign_out(person: SignedIn) -> None:
    """The device is signed out; its token opens nothing any more."""
    _end(person.device)
    record_for_instance("sign_out.done", by=acting(person.user), about=person.device)


def end_device(device: Device, *, by: Actor = PROGRAM) -> None:
    """The device is signed out at its next request."""
    _end(device)
    record_for_instance("device.ended", by=by, about=device)


def end_devices(user: User, *, by: Actor = PROGRAM, except_: Device | None = None) -> None:
    """Every device of the person is signed out, but for the one named."""
    for device in devices_of(user):
        if except_ is None or device.id != except_.id:
            end_device(device, by=by)


def devices_of(user: User) -> list[Device]:
    """The devices on which the person is signed in, the last used first."""
    query = select(Device).where(
        Device.user_id == user.id,
        Device.ended_at.is_(None),
        Device.seen_at > func.now() - IDLE_AT_MOST,
        Device.created_at > func.now() - SIGNED_IN_AT_MOST,
    )
    return list(db.session.scalars(query.order_by(Device.seen_at.desc(), Device.id)))


def find_device(user: User, device_id: UUID) -> Device | None:
    """One of the person's devices, by id."""
    return db.session.scalar(
        select(Device).where(Device.user_id == user.id, Device.id == device_id)
    )


def _end(device: Device) -> None:
    db.session.execute(
        update(Device)
        .where(Device.id == device.id, Device.ended_at.is_(None))
        .values(ended_at=func.now())
    )
