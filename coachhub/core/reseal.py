"""Private texts, moved from an older data key to the newest, a few rows at a time."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Mapper

from coachhub.core import private
from coachhub.core.db import Base, OfPractice, db

BATCH = 200


def reseal_some(practice_id: UUID, most: int = BATCH) -> int:
    """Seal up to `most` texts of the practice anew. How many were: fewer than `most` means all.

    Rows that somebody is writing are left for the next time; the writer uses the newest key.
    """
    done = 0
    for mapper, column in sealed_columns():
        for row in _old_rows(mapper, column, practice_id, most - done):
            text = private.unseal(row, column, getattr(row, column))
            setattr(row, column, private.seal(row, column, text))
            done += 1
        if done >= most:
            break
    return done


def count_old(practice_id: UUID) -> int:
    """How many texts of the practice are not sealed by the newest key."""
    return sum(
        db.session.scalars(
            select(func.count())
            .select_from(mapper.entity)
            .where(*_is_old(mapper, column, practice_id))
        ).one()
        for mapper, column in sealed_columns()
    )


def sealed_columns() -> Iterator[tuple[Mapper[OfPractice], str]]:
    """Every column that holds private text."""
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if column.info.get("sealed"):
                yield mapper, column.key


def _old_rows(
    mapper: Mapper[OfPractice], column: str, practice_id: UUID, most: int
) -> list[OfPractice]:
    query = (
        select(mapper.entity)
        .where(*_is_old(mapper, column, practice_id))
        .limit(most)
        .with_for_update(skip_locked=True, of=mapper.entity)
    )
    return list(db.session.scalars(query))


def _is_old(
    mapper: Mapper[OfPractice], column: str, practice_id: UUID
) -> tuple[ColumnElement[bool], ...]:
    stored = mapper.columns[column]
    begins = private.prefix(private.keystore().ring(practice_id).newest)
    return (
        mapper.columns["practice_id"] == practice_id,
        stored.is_not(None),
        func.substring(stored, 1, len(begins)) != literal(begins),
    )
