"""Which practice and which person a transaction may see.

The database itself keeps practices apart by row security, which reads two settings. They are made
for one transaction only, at its begin, so that a pooled connection carries nothing on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

from coachhub.core.db import db

INSTANCE = UUID(int=0)
"""The scope of what belongs to no practice: failed sign-ins, resets, sign-ups."""

_SET = text(
    "SELECT set_config('app.practice', :practice, true), set_config('app.user_id', :user, true)"
)


@dataclass(frozen=True)
class Scope:
    """What the present transaction may see; nothing by default."""

    practice_id: UUID | None = None
    user_id: UUID | None = None


def current() -> Scope:
    """The scope in force."""
    scope: Scope = db.session().info.get("scope", Scope())
    return scope


def enter_practice(practice_id: UUID | None) -> None:
    """From now on, in this session, rows of this practice and of no other can be seen."""
    _refuse_savepoint()
    _apply(replace(current(), practice_id=practice_id))


def enter_person(user_id: UUID | None) -> None:
    """From now on, while no practice is entered, the person's own memberships can be seen."""
    _refuse_savepoint()
    _apply(replace(current(), user_id=user_id))


@contextmanager
def inside(practice_id: UUID) -> Iterator[None]:
    """Work in another practice's scope (or the instance's) and come back, all flushed."""
    with _within(replace(current(), practice_id=practice_id)):
        yield


@contextmanager
def as_person(user_id: UUID) -> Iterator[None]:
    """See a person's own memberships, outside any practice, and come back."""
    with _within(Scope(user_id=user_id)):
        yield


@contextmanager
def _within(scope: Scope) -> Iterator[None]:
    before = current()
    _apply(scope)
    try:
        yield
    except BaseException:
        _fall_back(before)
        raise
    _apply(before)


def _refuse_savepoint() -> None:
    """Rolling back to a savepoint would undo the database's setting, and Python not know of it."""
    if db.session().in_nested_transaction():
        raise RuntimeError("a practice or person is entered outside savepoints; see `inside`")


def _apply(scope: Scope) -> None:
    session = db.session()
    if scope == session.info.get("scope", Scope()):
        return
    session.flush()
    # Fetched under the scope before: so a savepoint that is sent only now goes back to that one.
    connection = session.connection() if session.in_transaction() else None
    session.info["scope"] = scope
    if connection is not None:
        _set(connection, scope)


def _fall_back(scope: Scope) -> None:
    """Return to a scope after an error; a broken transaction takes no statement and ends anyway."""
    session = db.session()
    session.info["scope"] = scope
    if session.in_transaction() and session.is_active:
        raw: Any = session.connection().connection.driver_connection
        if raw.info.transaction_status == TransactionStatus.INTRANS:
            _set(session.connection(), scope)


def _set(connection: Connection, scope: Scope) -> None:
    connection.execute(
        _SET, {"practice": str(scope.practice_id or ""), "user": str(scope.user_id or "")}
    )


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Set the scope before the first statement; a savepoint inherits it."""
    scope: Any = session.info.get("scope")
    if scope and not transaction.nested:
        _set(connection, scope)
