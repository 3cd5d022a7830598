from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.intake.rules import NoteSection, NoteState
from coachhub.practices.models import Owned


class IntakeNote(Owned, Base):
    """A coach's private thinking at the beginning of an engagement; there is one for each."""

    __tablename__ = "intake_note"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "engagement_id"],
            ["engagement.practice_id", "engagement.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "engagement_id"),
        one_of("state", NoteState),
        CheckConstraint("(state = 'final') = (finalised_at IS NOT NULL)", name="finalised_at"),
    )

    engagement_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    saved_at: Mapped[datetime] = stamp()
    saved_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    sitting: Mapped[UUID | None]
    """The opened form that wrote last: what another one overwrites is kept as a version first."""
    finalised_at: Mapped[datetime | None]


class IntakeSection(Owned, Base):
    """What stands in one section; `is_marked` lets it into the draft of the next summary."""

    __tablename__ = "intake_section"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "note_id"],
            ["intake_note.practice_id", "intake_note.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "note_id", "section"),
        one_of("section", NoteSection),
    )

    note_id: Mapped[UUID]
    section: Mapped[str] = text_of(DataClass.BUSINESS)
    is_marked: Mapped[bool] = mapped_column(server_default=sql("false"))
    copied_at: Mapped[datetime | None]
    """When it last went into the draft of a summary; its mark is off since."""
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()


class IntakeVersion(Owned, Base):
    """The whole note as it read once; never changed."""

    __tablename__ = "intake_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "note_id"],
            ["intake_note.practice_id", "intake_note.id"],
            ondelete="CASCADE",
        ),
        Index(None, "practice_id", "note_id", "id"),
    )

    note_id: Mapped[UUID]
    written_at: Mapped[datetime]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    words_sealed: Mapped[bytes | None] = sealed(is_large=True)

    words = PrivateText()
    """Its sections as JSON: words by section."""


class IntakeAddendum(Owned, Base):
    """What a coach adds to a note that is final."""

    __tablename__ = "intake_addendum"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "note_id"],
            ["intake_note.practice_id", "intake_note.id"],
            ondelete="CASCADE",
        ),
        Index(None, "practice_id", "note_id", "id"),
    )

    note_id: Mapped[UUID]
    created_at: Mapped[datetime] = stamp()
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()
