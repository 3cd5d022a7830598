from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Owned
from coachhub.safety.rules import ActionKind, Filler, FlagKind, FlagState, Level, alerts


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

    answers = PrivateText(padded_to=512)
    """What was answered to which question, as JSON."""


class SafetyFlag(Owned, Base):
    """Something about a client's safety that their coach sees to.

    What it is about is sealed, and so is what would tell it: how much it asks of the coach, and why
    it was closed. In the open stands what statements ask for.
    """

    __tablename__ = "safety_flag"
    __table_args__ = (
        _of_client(),
        ForeignKeyConstraint(
            ["practice_id", "screen_id"], ["safety_screen.practice_id", "safety_screen.id"]
        ),
        one_of("state", FlagState),
        CheckConstraint("cannot_wait OR NOT is_urgent", name="cannot_wait"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        Index(None, "practice_id", "client_id"),
        Index(None, "practice_id", "screen_id"),
    )

    client_id: Mapped[UUID]
    screen_id: Mapped[UUID | None]
    """The answers that raised it last; none for a wish to talk."""
    about_sealed: Mapped[bytes | None] = sealed()
    is_urgent: Mapped[bool]
    cannot_wait: Mapped[bool]
    """Coach and owner are told of it at once, as `rules.alerts` has it."""
    state: Mapped[str] = text_of(DataClass.BUSINESS, default=FlagState.OPEN)
    opened_at: Mapped[datetime] = stamp()
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """Who asked for it to be closed: somebody else looks."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    ending_sealed: Mapped[bytes | None] = sealed()
    reason_sealed: Mapped[bytes | None] = sealed()

    about = PrivateText(padded_to=40)
    """Its kind and level."""
    ending = PrivateText(padded_to=24)
    reason = PrivateText()
    """Why it can be closed, in the coach's words."""

    def put(self, kind: FlagKind, level: Level) -> None:
        """This is what it is about, and how much it asks."""
        self.about = f"{kind} {level}"
        self.is_urgent, self.cannot_wait = level == Level.URGENT, alerts(kind, level)

    @property
    def kind(self) -> FlagKind:
        return FlagKind((self.about or "").split()[0])

    @property
    def level(self) -> Level:
        return Level((self.about or "").split()[1])


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
