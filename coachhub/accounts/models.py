from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coachhub.accounts.rules import Purpose
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, bytes_of, one_of, stamp, text_of
from coachhub.core.ids import new_id


class User(Base):
    """A person, known to the installation by one confirmed address, whatever practices they are
    in.
    """

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = text_of(DataClass.BUSINESS, unique=True)
    name: Mapped[str] = text_of(DataClass.BUSINESS)
    password_hash: Mapped[str] = text_of(DataClass.SECRET)
    zone: Mapped[str] = text_of(DataClass.BUSINESS)
    locale: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    password_changed_at: Mapped[datetime] = stamp()
    disabled_at: Mapped[datetime | None]


class Device(Base):
    """A browser in which a person is, or was, signed in. Only the token's hash is kept."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = bytes_of(DataClass.SECRET, unique=True)
    label: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    seen_at: Mapped[datetime] = stamp()
    desk_seen_at: Mapped[datetime] = stamp()
    renewal_due: Mapped[bool] = mapped_column(server_default=false())
    """Whether the next page opened on it comes with a new token."""
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class OneTimeToken(Base):
    """A mailed link. The token itself is in the mail only; here is its hash, and what it opens.

    For an invitation, `for_practice` and `for_row` name the row that it answers; the practice is
    not known to whoever holds the link until this row is read.
    """

    __tablename__ = "one_time_token"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index(None, "purpose", "email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = bytes_of(DataClass.SECRET, unique=True)
    purpose: Mapped[str] = text_of(DataClass.BUSINESS)
    email: Mapped[str] = text_of(DataClass.BUSINESS)
    name: Mapped[str | None] = text_of(DataClass.BUSINESS)
    for_practice: Mapped[UUID | None]
    for_row: Mapped[UUID | None]
    created_at: Mapped[datetime] = stamp()
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
