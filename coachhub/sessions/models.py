from base64 import b64decode, b64encode
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coachhub.booking.models import Booking
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Owned
from coachhub.sessions.rules import Model, Section, SummaryState


class SessionNote(Owned, Base):
    """What the coach writes during a session and after it, for themselves."""

    __tablename__ = "session_note"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "booking_id"),
        one_of("model", Model),
    )

    booking_id: Mapped[UUID]
    model: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    saved_at: Mapped[datetime] = stamp()


class NoteBlock(Owned, Base):
    """What stands under one heading of a note; `is_shared` lets it into the summary's draft."""

    __tablename__ = "note_block"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "note_id"],
            ["session_note.practice_id", "session_note.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "note_id", "heading"),
    )

    note_id: Mapped[UUID]
    heading: Mapped[str] = text_of(DataClass.BUSINESS)
    is_shared: Mapped[bool] = mapped_column(server_default=text("false"))
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()


class SessionSummary(Owned, Base):
    """What the client gets of a session, in versions; only what is written here is in the PDF."""

    __tablename__ = "session_summary"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "booking_id", "number"),
        Index(
            "uq_session_summary_practice_id_booking_id_draft",
            "practice_id",
            "booking_id",
            unique=True,
            postgresql_where=text("state = 'draft'"),
        ),
        Index(
            "uq_session_summary_practice_id_booking_id_published",
            "practice_id",
            "booking_id",
            unique=True,
            postgresql_where=text("state = 'published'"),
        ),
        one_of("state", SummaryState),
    )

    booking_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    published_at: Mapped[datetime | None]
    printed_at: Mapped[datetime | None]
    """When the worker made the PDF."""
    opened_at: Mapped[datetime | None]
    """When the client first downloaded it."""
    asked_at: Mapped[datetime | None]
    """When the client asked for a correction."""
    version: Mapped[int] = mapped_column(server_default=text("1"))
    recap_sealed: Mapped[bytes | None] = sealed()
    focus_sealed: Mapped[bytes | None] = sealed()
    went_well_sealed: Mapped[bytes | None] = sealed()
    insights_sealed: Mapped[bytes | None] = sealed()
    decisions_sealed: Mapped[bytes | None] = sealed()
    actions_sealed: Mapped[bytes | None] = sealed()
    correction_sealed: Mapped[bytes | None] = sealed()
    file_sealed: Mapped[bytes | None] = sealed(is_large=True)

    recap = PrivateText()
    focus = PrivateText()
    went_well = PrivateText()
    insights = PrivateText()
    decisions = PrivateText()
    actions = PrivateText()
    correction = PrivateText()
    """What the client would like to read differently."""
    file = PrivateText()
    """The PDF, in base64, once the worker has made it."""

    booking: Mapped[Booking] = relationship()

    @property
    def sections(self) -> list[tuple[Section, str]]:
        """What is written, in the order in which it is printed."""
        written = ((section, getattr(self, section) or "") for section in Section)
        return [(section, words) for section, words in written if words]

    @property
    def pdf(self) -> bytes | None:
        """The PDF, once the worker has made it."""
        stored = self.file
        return b64decode(stored) if stored else None

    def keep_pdf(self, content: bytes, now: datetime) -> None:
        """The PDF is there, to be downloaded."""
        self.file, self.printed_at = b64encode(content).decode(), now
