"""The engine, the session, and what every table has in common."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, DateTime, LargeBinary, MetaData, Text, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column, registry

from coachhub.core.data_class import DataClass
from coachhub.core.ids import new_id

WEB_TIMEOUTS = {
    "statement_timeout": "5s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "15s",
}
PATIENT_TIMEOUTS = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
"""For jobs and the command line: nobody waits at a screen for those."""

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: DateTime(timezone=True), UUID: Uuid()},
    )


# Rows stay readable after the one commit of a request: what follows is the answer.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class OfPractice:
    """A row owned by one practice: keyed by it, and known by `id` within it.

    The id is there as soon as the object is, so that private text can be sealed to it.
    """

    practice_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, *, practice_id: UUID, id: UUID | None = None, **values: Any) -> None:  # noqa: ANN401
        columns = {"practice_id": practice_id, "id": id or new_id(), **values}
        super().__init__(**columns)


def text_of(data_class: DataClass, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401
    """A text column; its data class says how it may be stored, shown and logged."""
    return mapped_column(Text, info={"data_class": data_class}, **options)


def texts_of(data_class: DataClass, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401
    """A column of several short texts."""
    return mapped_column(ARRAY(Text), info={"data_class": data_class}, **options)


def json_of(data_class: DataClass, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401
    """A column of named values."""
    return mapped_column(JSONB, info={"data_class": data_class}, **options)


def bytes_of(data_class: DataClass, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401
    """A column of bytes: hashes, pictures."""
    return mapped_column(LargeBinary, info={"data_class": data_class}, **options)


def stamp() -> MappedColumn[datetime]:
    """When the row was written, by the database's clock."""
    return mapped_column(server_default=func.now())


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """The check that a text column holds one of the enum's values."""
    values = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def violates(error: IntegrityError, *constraints: str) -> bool:
    """Whether it was one of these constraints (or unique indexes) that refused the row."""
    refused: str | None = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return refused in constraints
