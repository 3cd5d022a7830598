"""The kinds of session that a practice offers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update

from coachhub.audit import services as audit
from coachhub.booking.models import Booking, Calendar, SessionType
from coachhub.booking.rules import NOT_HAD, Audience
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.stale import Stale

MOST_TYPES = 50


class TooManyTypes(Exception):
    """The practice offers as many kinds of session as it may."""


def list_types(practice_id: UUID, *audiences: Audience) -> Sequence[SessionType]:
    """What is offered now, shortest first; to these audiences, or to all."""
    query = select(SessionType).where(
        SessionType.practice_id == practice_id,
        SessionType.retired_at.is_(None),
        SessionType.audience.in_(audiences or list(Audience)),
    )
    return db.session.scalars(query.order_by(SessionType.minutes, SessionType.id)).all()


def list_types_for(
    practice_id: UUID, client_id: UUID, *, is_active: bool
) -> tuple[Sequence[SessionType], SessionType | None]:
    """What is offered now, shortest first, and which of it this client is likely to need next: what
    they had last, or have ahead; else no first call, unless they had no session yet and the work
    with them is still to begin.
    """
    last = (
        select(Booking.session_type_id)
        .where(Booking.practice_id == practice_id, Booking.client_id == client_id)
        .where(Booking.state.not_in(sorted(NOT_HAD)))
        .order_by(Booking.starts_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(SessionType, last.label("last")).where(
        SessionType.practice_id == practice_id, SessionType.retired_at.is_(None)
    )
    found = db.session.execute(query.order_by(SessionType.minutes, SessionType.id)).all()
    types = [one.SessionType for one in found]
    if not found or (found[0].last is None and not is_active):
        return types, next(iter(types), None)
    others = [one for one in types if not one.is_first_call]
    same = (one for one in others if one.id == found[0].last)
    return types, next(same, next(iter(others or types), None))


def missing(practice_id: UUID, coach_id: UUID | None) -> list[str]:
    """What comes first before anything can be booked with this coach, or with any, in order: saying
    what is offered ("offer"), then when they work ("hours").
    """
    works = exists().where(Calendar.practice_id == practice_id)
    if coach_id is not None:
        works = works.where(Calendar.coach_id == coach_id)
    offered = exists().where(
        SessionType.practice_id == practice_id, SessionType.retired_at.is_(None)
    )
    has_hours, is_offered = db.session.execute(select(works, offered)).one()
    steps = {"offer": is_offered, "hours": has_hours}
    return [step for step, is_done in steps.items() if not is_done]


def find_type(practice_id: UUID, type_id: UUID) -> SessionType | None:
    """A kind of session that is offered now, by id."""
    query = select(SessionType).where(
        SessionType.practice_id == practice_id,
        SessionType.id == type_id,
        SessionType.retired_at.is_(None),
    )
    return db.session.scalar(query)


def offer_type(
    practice_id: UUID, values: dict[str, Any], *, currency: str, by: Actor, key: UUID
) -> SessionType:
    """The practice offers this kind of session. `key` comes from the form: the same form sent
    twice makes one. Raises TooManyTypes.
    """
    sent_before = db.session.get(SessionType, (practice_id, key))
    if sent_before is not None:
        return sent_before
    if len(list_types(practice_id)) >= MOST_TYPES:
        raise TooManyTypes
    row = SessionType(practice_id=practice_id, id=key, currency=currency, **values)
    db.session.add(row)
    db.session.flush()
    audit.record(practice_id, "session_type.offered", by=by, about=row)
    return row


def change_type(row: SessionType, values: dict[str, Any], *, version: int, by: Actor) -> None:
    """The kind of session is this from now on; what is booked stays as it was booked.

    Raises Stale after somebody else's save.
    """
    claimed = db.session.execute(
        update(SessionType)
        .where(SessionType.practice_id == row.practice_id, SessionType.id == row.id)
        .where(SessionType.version == version)
        .values(version=version + 1)
        .returning(SessionType.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.refresh(row)
    if claimed is None:
        raise Stale
    for name, value in values.items():
        setattr(row, name, value)
    audit.record(row.practice_id, "session_type.changed", by=by, about=row)


def saved_it_last(row: SessionType, *, by: Actor) -> bool:
    """Whether it was they who saved the kind of session last."""
    return audit.was_last(row.practice_id, "session_type.changed", by=by, about=row)


def find_retired(practice_id: UUID, type_id: UUID) -> SessionType | None:
    """A kind of session that was offered once, by id."""
    query = select(SessionType).where(
        SessionType.practice_id == practice_id,
        SessionType.id == type_id,
        SessionType.retired_at.is_not(None),
    )
    return db.session.scalar(query)


def offer_again(row: SessionType, *, by: Actor) -> None:
    """People can book this kind of session as before. Raises TooManyTypes."""
    if len(list_types(row.practice_id)) >= MOST_TYPES:
        raise TooManyTypes
    row.retired_at = None
    audit.record(row.practice_id, "session_type.offered_again", by=by, about=row)


def retire_type(row: SessionType, *, by: Actor) -> None:
    """Nobody can book this kind of session any more; what is booked stays."""
    row.retired_at = clock.now()
    audit.record(row.practice_id, "session_type.retired", by=by, about=row)
