from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Owned
from coachhub.safety.rules import HOLDS, ActionKind, Ending, Filler, FlagKind, FlagState, Level


def _of_client() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["practice_id", "client_id"], ["client.practice_id", "client.id"], ondelete="CASCADE"
    )


class SafetyScreen(Owned, Base):
    """The eight questions as they were answered once; never changed. The newest counts."""

    __tablename__ = "safety_screen"
    __table_args__ = (
        _of_client(),
        one_of("filled_by", Filler),
        Index(None, "practice_id", "client_id", "answered_at"),
    )

    client_id: Mapped[UUID]
    filled_by: Mapped[str] = text_of(DataClass.BUSINESS)
    answered_at: Mapped[datetime] = stamp()
    owner_told_at: Mapped[datetime | None]
    """When the owner was told once more that nobody had seen to it."""
    answers_sealed: Mapped[bytes | None] = sealed()

    answers = PrivateText()
    """What was answered to which question, as JSON."""


class SafetyFlag(Owned, Base):
    """Something about a client's safety that their coach sees to."""

    __tablename__ = "safety_flag"
    __table_args__ = (
        _of_client(),
        ForeignKeyConstraint(
            ["practice_id", "screen_id"], ["safety_screen.practice_id", "safety_screen.id"]
        ),
        one_of("kind", FlagKind),
        one_of("level", Level),
        one_of("state", FlagState),
        one_of("ending", Ending),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        Index(
            "uq_safety_flag_practice_id_client_id_kind_unclosed",
            "practice_id",
            "client_id",
            "kind",
            unique=True,
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(None, "practice_id", "screen_id"),
    )

    client_id: Mapped[UUID]
    screen_id: Mapped[UUID | None]
    """The answers that raised it last; none for a wish to talk."""
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    level: Mapped[str] = text_of(DataClass.BUSINESS)
    state: Mapped[str] = text_of(DataClass.BUSINESS, default=FlagState.OPEN)
    opened_at: Mapped[datetime] = stamp()
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """Who asked for it to be closed: somebody else looks."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    ending: Mapped[str | None] = text_of(DataClass.BUSINESS)
    reason_sealed: Mapped[bytes | None] = sealed()

    reason = PrivateText()
    """Why it can be closed, in the coach's words."""


CANT_WAIT = (SafetyFlag.level == Level.URGENT) | SafetyFlag.kind.in_(sorted(HOLDS))
"""The flags that `rules.alerts` speaks of, for statements."""


class SafetyAction(Owned, Base):
    """What a coach did about a client's safety, and when."""

    __tablename__ = "safety_action"
    __table_args__ = (
        _of_client(),
        one_of("kind", ActionKind),
        Index(None, "practice_id", "client_id", "done_at"),
    )

    client_id: Mapped[UUID]
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    done_at: Mapped[datetime]
    noted_at: Mapped[datetime] = stamp()
    noted_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    note_sealed: Mapped[bytes | None] = sealed()

    note = PrivateText()


class LegalHold(Owned, Base):
    """An order names the client: nothing may prepare contact, until their coach lifts it."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        _of_client(),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by"),
        Index(
            "uq_legal_hold_practice_id_client_id_standing",
            "practice_id",
            "client_id",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index(None, "practice_id", "client_id", "set_at"),
    )

    client_id: Mapped[UUID]
    set_at: Mapped[datetime] = stamp()
    set_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    set_reason_sealed: Mapped[bytes | None] = sealed()
    lift_reason_sealed: Mapped[bytes | None] = sealed()

    set_reason = PrivateText()
    """Why the coach set it; empty where an answer did."""
    lift_reason = PrivateText()
