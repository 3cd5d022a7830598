"""Two transactions at once, in an order that shows whether the second waits for the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core.db import db
from tests.workers import eventually

First = TypeVar("First")
Second = TypeVar("Second")

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def overtake(
    app: Flask, superuser: Engine, first: Callable[[], First], second: Callable[[], Second]
) -> tuple[First, Second]:
    """What both return. The second goes as far as it can before the first commits: without a lock
    it gets past, with one it waits and then sees what the first did.
    """

    def run_second() -> Second:
        with app.app_context():
            returned = second()
            db.session.commit()
            return returned

    with ThreadPoolExecutor(1) as pool, app.app_context():
        returned = first()
        db.session.flush()
        other = pool.submit(run_second)
        eventually(lambda: other.done() or _somebody_waits(superuser))
        db.session.commit()
        return returned, other.result()


def _somebody_waits(superuser: Engine) -> bool:
    with superuser.connect() as connection:
        return bool(connection.scalar(_WAITING))
