"""Brakes on repetition: exact counts in the database, shared by all processes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Interval, case, cast, delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, db, stamp, text_of


class RateLimit(Base):
    """How often something was tried in the window that began at `since`."""

    __tablename__ = "rate_limit"

    bucket: Mapped[str] = text_of(DataClass.SECRET, primary_key=True)
    since: Mapped[datetime] = stamp()
    count: Mapped[int] = mapped_column(default=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in `window`, counted for each name and subject."""

    name: str
    most: int
    window: timedelta


class TooMany(Exception):
    """The limit is reached. `retry_after` is in whole seconds."""

    def __init__(self, limit: Limit, retry_after: int) -> None:
        super().__init__(f"limit {limit.name} reached")
        self.limit = limit
        self.retry_after = retry_after


def take(limit: Limit, subject: str) -> None:
    """Count one try and commit the count. Raises TooMany beyond the limit.

    Counted first and in a transaction of its own, so that of parallel tries exactly `most` pass.
    Call it before anything else is written.
    """
    window = cast(limit.window, Interval)
    fresh = RateLimit.since <= func.now() - window
    row = insert(RateLimit).values(bucket=_bucket(limit, subject), count=1)
    counted = row.on_conflict_do_update(
        index_elements=[RateLimit.bucket],
        set_={
            "count": case((fresh, 1), else_=RateLimit.count + 1),
            "since": case((fresh, func.now()), else_=RateLimit.since),
        },
    ).returning(RateLimit.count, func.extract("epoch", RateLimit.since + window - func.now()))
    count, seconds = db.session.execute(counted).one()
    db.session.commit()
    if count > limit.most:
        raise TooMany(limit, max(1, int(seconds) + 1))


def release(limit: Limit, subject: str) -> None:
    """Forget the tries of a subject."""
    db.session.execute(delete(RateLimit).where(RateLimit.bucket == _bucket(limit, subject)))


def _bucket(limit: Limit, subject: str) -> str:
    return hashlib.sha256(f"{limit.name}|{subject}".encode()).hexdigest()
