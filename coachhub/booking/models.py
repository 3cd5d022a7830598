from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coachhub.booking.rules import LIVE, Audience, BookingState, Place, Policy, Source
from coachhub.clients.models import Client
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, bytes_of, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Member, Owned

_LIVE = ", ".join(f"'{state}'" for state in sorted(LIVE))
_MEMBER = ["member.practice_id", "member.id"]


class Offered:
    """What a type of session says, and a booking keeps as it was when it was booked."""

    title: Mapped[str] = text_of(DataClass.PUBLIC)
    minutes: Mapped[int] = mapped_column(SmallInteger)
    buffer_minutes: Mapped[int] = mapped_column(SmallInteger, server_default=text("15"))
    price: Mapped[int] = mapped_column(server_default=text("0"))
    """In minor units of `currency`; 0 is free."""
    currency: Mapped[str] = text_of(DataClass.PUBLIC)
    place: Mapped[str] = text_of(DataClass.PUBLIC)
    free_hours: Mapped[int] = mapped_column(SmallInteger, server_default=text("24"))
    kept_percent: Mapped[int] = mapped_column(SmallInteger, server_default=text("50"))
    moves_allowed: Mapped[int] = mapped_column(SmallInteger, server_default=text("2"))

    @property
    def policy(self) -> Policy:
        """What cancelling and moving cost."""
        return Policy(self.free_hours, self.kept_percent, self.moves_allowed)


def _offer_checks() -> tuple[CheckConstraint, ...]:
    return (
        one_of("place", Place),
        CheckConstraint("minutes BETWEEN 10 AND 480", name="minutes"),
        CheckConstraint("buffer_minutes BETWEEN 0 AND 240", name="buffer_minutes"),
        CheckConstraint("price BETWEEN 0 AND 99999999", name="price"),
        CheckConstraint("free_hours BETWEEN 0 AND 72", name="free_hours"),
        CheckConstraint("kept_percent BETWEEN 0 AND 100", name="kept_percent"),
        CheckConstraint("moves_allowed BETWEEN 0 AND 9", name="moves_allowed"),
    )


class SessionType(Offered, Owned, Base):
    """A kind of session that the practice offers."""

    __tablename__ = "session_type"
    __table_args__ = (
        *_offer_checks(),
        one_of("audience", Audience),
        ForeignKeyConstraint(["practice_id", "coach_id"], _MEMBER),
        Index(None, "practice_id", "retired_at"),
    )

    coach_id: Mapped[UUID | None]
    """Who holds it; none is every coach with hours."""
    description: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    audience: Mapped[str] = text_of(DataClass.PUBLIC)
    is_first_call: Mapped[bool] = mapped_column(server_default=text("false"))
    """Once for each address only."""
    created_at: Mapped[datetime] = stamp()
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Calendar(Owned, Base):
    """How a coach's times are offered."""

    __tablename__ = "calendar"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "coach_id"], _MEMBER, ondelete="CASCADE"),
        UniqueConstraint("practice_id", "coach_id"),
        CheckConstraint("notice_hours BETWEEN 0 AND 336", name="notice_hours"),
        CheckConstraint("horizon_days BETWEEN 1 AND 365", name="horizon_days"),
        CheckConstraint("step_minutes BETWEEN 5 AND 240", name="step_minutes"),
        CheckConstraint("most_a_day BETWEEN 1 AND 24", name="most_a_day"),
    )

    coach_id: Mapped[UUID]
    zone: Mapped[str] = text_of(DataClass.BUSINESS)
    notice_hours: Mapped[int] = mapped_column(SmallInteger, server_default=text("12"))
    horizon_days: Mapped[int] = mapped_column(SmallInteger, server_default=text("60"))
    step_minutes: Mapped[int] = mapped_column(SmallInteger, server_default=text("30"))
    most_a_day: Mapped[int] = mapped_column(SmallInteger, server_default=text("5"))
    meeting_place: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    """The coach's own link, number or address, shown with a confirmed session."""
    version: Mapped[int] = mapped_column(server_default=text("1"))

    coach: Mapped[Member] = relationship()


class Availability(Owned, Base):
    """Working hours on one weekday, in minutes of the wall clock in the calendar's zone."""

    __tablename__ = "availability"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "coach_id"], _MEMBER, ondelete="CASCADE"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("begins >= 0 AND begins < ends AND ends <= 1440", name="begins_and_ends"),
        Index(None, "practice_id", "coach_id", "weekday"),
    )

    coach_id: Mapped[UUID]
    weekday: Mapped[int] = mapped_column(SmallInteger)
    begins: Mapped[int] = mapped_column(SmallInteger)
    ends: Mapped[int] = mapped_column(SmallInteger)


class Block(Owned, Base):
    """Time in which a coach takes no sessions."""

    __tablename__ = "block"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "coach_id"], _MEMBER, ondelete="CASCADE"),
        CheckConstraint("begins_at < ends_at", name="begins_before_it_ends"),
        Index(None, "practice_id", "coach_id", "ends_at"),
    )

    coach_id: Mapped[UUID]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    """When it was taken away; it is kept so that this can be taken back."""
    note_sealed: Mapped[bytes | None] = sealed()

    note = PrivateText()


class Booking(Offered, Owned, Base):
    """A session: the time that is held or taken for it, and the meeting itself."""

    __tablename__ = "booking"
    __table_args__ = (
        *_offer_checks(),
        ForeignKeyConstraint(["practice_id", "coach_id"], _MEMBER),
        ForeignKeyConstraint(
            ["practice_id", "client_id"], ["client.practice_id", "client.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["practice_id", "session_type_id"], ["session_type.practice_id", "session_type.id"]
        ),
        one_of("state", BookingState),
        one_of("source", Source),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(
            "NOT isempty(during) AND lower(during) = starts_at AND upper(during) >= ends_at",
            name="during",
        ),
        CheckConstraint("state <> 'held' OR held_until IS NOT NULL", name="held_until"),
        ExcludeConstraint(
            ("practice_id", "="),
            ("coach_id", "="),
            ("during", "&&"),
            name="ex_booking_coach_during",
            using="gist",
            where=text(f"state IN ({_LIVE})"),
        ),
        Index(None, "practice_id", "coach_id", "starts_at"),
        Index(None, "practice_id", "client_id", "starts_at"),
        Index(
            "ix_booking_practice_id_open_holds",
            "practice_id",
            "held_until",
            postgresql_where=text("state IN ('held', 'pending_payment')"),
        ),
    )

    coach_id: Mapped[UUID]
    client_id: Mapped[UUID | None]
    session_type_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    source: Mapped[str] = text_of(DataClass.BUSINESS)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    """The time that is taken: the session and the coach's rest after it."""
    coach_zone: Mapped[str] = text_of(DataClass.BUSINESS)
    client_zone: Mapped[str] = text_of(DataClass.BUSINESS)
    held_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = stamp()
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    terms_accepted_at: Mapped[datetime | None]
    wished_early_at: Mapped[datetime | None]
    wished_early_text: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    """When somebody asked that it begins while they could still withdraw, and which text they read
    (`words.EARLY_WISHES`).
    """
    moves: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    sequence: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often what calendars know of it has changed (RFC 5545 §3.8.7.4)."""
    guest_name: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    guest_locale: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    """How a guest whose address was known called themselves, and in which language they booked: the
    address may not be theirs, so mails about this booking, and nothing else, go by these.
    """
    note_sealed: Mapped[bytes | None] = sealed()
    reason_sealed: Mapped[bytes | None] = sealed()
    safe_contact_sealed: Mapped[bytes | None] = sealed()

    note = PrivateText()
    """One line of the client's: what it is about."""
    reason = PrivateText()
    """Why it was cancelled, if somebody said."""
    safe_contact = PrivateText()
    """What is to be known before anybody writes, said by a guest whose address was known: it may
    not be theirs, so that their record stays as it is.
    """

    client: Mapped[Client | None] = relationship(overlaps="coach")
    coach: Mapped[Member] = relationship(overlaps="client")


class BookingChange(Owned, Base):
    """What became of a booking, and when."""

    __tablename__ = "booking_change"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            ondelete="CASCADE",
        ),
        Index(None, "practice_id", "booking_id", "id"),
    )

    booking_id: Mapped[UUID]
    at: Mapped[datetime] = stamp()
    by_role: Mapped[str] = text_of(DataClass.BUSINESS)
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    starts_at: Mapped[datetime]
    """When the session began from this change on."""


class BookingLink(Owned, Base):
    """A secret address by which a guest comes to their booking. Only its hash is kept."""

    __tablename__ = "booking_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("practice_id", "token_hash"),
        Index(None, "practice_id", "booking_id"),
    )

    booking_id: Mapped[UUID]
    token_hash: Mapped[bytes] = bytes_of(DataClass.SECRET)
    created_at: Mapped[datetime] = stamp()


TAKEN = ("ex_booking_coach_during", "ex_booking_block")
"""What the database refuses a time by: another session, or time off (a trigger)."""


def range_of(starts_at: datetime, taken_until: datetime) -> Range[datetime]:
    """The time from the one instant up to, and without, the other."""
    return Range(starts_at, taken_until, bounds="[)")


is_past_hold: Any = (Booking.state == BookingState.HELD) & (Booking.held_until <= func.now())
"""Whether nobody has finished a booking in the time that was held for it."""
