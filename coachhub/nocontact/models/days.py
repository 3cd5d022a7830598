from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.nocontact.models.plans import of_plan
from coachhub.nocontact.rules import ContactAnswer, ContactKind, Reaction, SlipAnswer
from coachhub.practices.models import Owned


class CheckIn(Owned, Base):
    """What the client says of one day; there is one a day, and it may be changed."""

    __tablename__ = "check_in"
    __table_args__ = (
        of_plan(),
        UniqueConstraint("practice_id", "plan_id", "on_day"),
        one_of("contact", ContactAnswer),
        one_of("reaction", Reaction),
        CheckConstraint("mood BETWEEN 0 AND 10", name="mood"),
        CheckConstraint("energy BETWEEN 1 AND 3", name="energy"),
        CheckConstraint("sleep BETWEEN 1 AND 3", name="sleep"),
    )

    plan_id: Mapped[UUID]
    on_day: Mapped[date]
    zone: Mapped[str] = text_of(DataClass.BUSINESS)
    """Where that date was lived."""
    contact: Mapped[str] = text_of(DataClass.BUSINESS)
    mood: Mapped[int | None] = mapped_column(SmallInteger)
    energy: Mapped[int | None] = mapped_column(SmallInteger)
    sleep: Mapped[int | None] = mapped_column(SmallInteger)
    is_shared: Mapped[bool]
    is_late: Mapped[bool]
    """Whether it was added when the day was over."""
    created_at: Mapped[datetime] = stamp()
    edited_at: Mapped[datetime | None]
    reaction: Mapped[str | None] = text_of(DataClass.BUSINESS)
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    did_sealed: Mapped[bytes | None] = sealed()
    line_sealed: Mapped[bytes | None] = sealed()
    answer_sealed: Mapped[bytes | None] = sealed()

    did = PrivateText()
    """Something they did for themselves, a line each."""
    line = PrivateText()
    """One line about the day."""
    answer = PrivateText()
    """What the coach says to it."""


class CheckInVersion(Owned, Base):
    """What a check-in said before it was changed."""

    __tablename__ = "check_in_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "check_in_id"],
            ["check_in.practice_id", "check_in.id"],
            ondelete="CASCADE",
        ),
        one_of("contact", ContactAnswer),
        UniqueConstraint("practice_id", "check_in_id", "number"),
    )

    check_in_id: Mapped[UUID]
    number: Mapped[int]
    replaced_at: Mapped[datetime] = stamp()
    contact: Mapped[str] = text_of(DataClass.BUSINESS)
    mood: Mapped[int | None] = mapped_column(SmallInteger)
    energy: Mapped[int | None] = mapped_column(SmallInteger)
    sleep: Mapped[int | None] = mapped_column(SmallInteger)
    is_shared: Mapped[bool]
    did_sealed: Mapped[bytes | None] = sealed()
    line_sealed: Mapped[bytes | None] = sealed()

    did = PrivateText()
    line = PrivateText()


class ContactEvent(Owned, Base):
    """Contact of any kind, told by the client; a slip where it is outside the plan's rules."""

    __tablename__ = "contact_event"
    __table_args__ = (
        of_plan(),
        one_of("kind", ContactKind),
        one_of("decision", SlipAnswer),
        CheckConstraint("feeling BETWEEN 0 AND 10", name="feeling"),
        Index(None, "practice_id", "plan_id", "on_day"),
        Index(
            "ix_contact_event_practice_id_waiting",
            "practice_id",
            "plan_id",
            postgresql_where=text("is_slip AND answered_at IS NULL"),
        ),
    )

    plan_id: Mapped[UUID]
    form_key: Mapped[UUID | None]
    """The form that told of it in full, where a check-in had named it before."""
    on_day: Mapped[date]
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    is_slip: Mapped[bool]
    """By the rules of that date, unless the coach has seen it otherwise."""
    overruled_at: Mapped[datetime | None]
    feeling: Mapped[int | None] = mapped_column(SmallInteger)
    is_shared: Mapped[bool]
    is_late: Mapped[bool]
    created_at: Mapped[datetime] = stamp()
    decision: Mapped[str | None] = text_of(DataClass.BUSINESS)
    decided_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When the coach has said something to it; the plan may have gone on before."""
    version: Mapped[int] = mapped_column(server_default=text("1"))
    led_to_sealed: Mapped[bytes | None] = sealed()
    needs_sealed: Mapped[bytes | None] = sealed()
    note_sealed: Mapped[bytes | None] = sealed()
    overruling_sealed: Mapped[bytes | None] = sealed()
    answer_sealed: Mapped[bytes | None] = sealed()

    led_to = PrivateText()
    """What came before it."""
    needs = PrivateText()
    """What the client needs now."""
    note = PrivateText()
    overruling = PrivateText()
    """Why the coach sees it otherwise than the rules do."""
    answer = PrivateText()
    """What the coach says to it."""


class Urge(Owned, Base):
    """Somebody wanted to write, and took a pause first."""

    __tablename__ = "urge"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        Index(None, "practice_id", "client_id", "started_at"),
    )

    client_id: Mapped[UUID]
    started_at: Mapped[datetime] = stamp()
