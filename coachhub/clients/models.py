from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coachhub.clients.rules import ENDED, EngagementState, Hope, SaidBy
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, bytes_of, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Member, Owned

_ENDED = ", ".join(f"'{state}'" for state in sorted(ENDED))


class Client(Owned, Base):
    """A person the practice coaches, or may. `user_id` is there once they have portal access."""

    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("uq_client_practice_id_email", "practice_id", "email", unique=True),
        Index("uq_client_practice_id_user_id", "practice_id", "user_id", unique=True),
        Index(None, "practice_id", "sort_name", "id"),
        Index(None, "user_id"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = text_of(DataClass.BUSINESS)
    sort_name: Mapped[str] = text_of(DataClass.BUSINESS)
    preferred_name: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    pronouns: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    email: Mapped[str | None] = text_of(DataClass.BUSINESS)
    phone: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    zone: Mapped[str] = text_of(DataClass.BUSINESS)
    locale: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    invited_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    is_discreet: Mapped[bool] = mapped_column(server_default=text("false"))
    """It isn't safe to write to them, or somebody reads along."""
    plan_in_summaries: Mapped[bool] = mapped_column(server_default=text("false"))
    """They allow that a summary's sheet says how their plan goes."""
    safe_contact_sealed: Mapped[bytes | None] = sealed()
    remark_sealed: Mapped[bytes | None] = sealed()
    remark_before_sealed: Mapped[bytes | None] = sealed()
    remark_replaced_at: Mapped[datetime | None]

    safe_contact = PrivateText()
    """How this person can be reached safely, in their own or their coach's words."""
    remark = PrivateText()
    """What their coach keeps in mind about them; for that coach alone."""
    remark_before = PrivateText()
    """What the last save of the remark replaced; for a while it can be brought back."""

    @property
    def called(self) -> str:
        """The name they like to be called by."""
        return self.preferred_name or self.name.split()[0]


class Engagement(Owned, Base):
    """One coaching relationship between a client and a coach, from lead to completion."""

    __tablename__ = "engagement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(["practice_id", "coach_id"], ["member.practice_id", "member.id"]),
        one_of("state", EngagementState),
        one_of("state_before", EngagementState),
        CheckConstraint("(state_before IS NULL) = (changed_before_at IS NULL)", name="step_before"),
        Index(
            "uq_engagement_practice_id_client_id_live",
            "practice_id",
            "client_id",
            unique=True,
            postgresql_where=text(f"state NOT IN ({_ENDED})"),
        ),
        Index(None, "practice_id", "client_id", "id"),
        Index(None, "practice_id", "coach_id"),
    )

    client_id: Mapped[UUID]
    coach_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    changed_at: Mapped[datetime] = stamp()
    state_before: Mapped[str | None] = text_of(DataClass.BUSINESS)
    changed_before_at: Mapped[datetime | None]
    """The step before and since when it was so, while the last one can be taken back."""

    client: Mapped[Client] = relationship(overlaps="coach")
    coach: Mapped[Member] = relationship(overlaps="client")


class Agreement(Owned, Base):
    """A version of what the practice and its clients agree on; never changed once it is there."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("practice_id", "number"),)

    number: Mapped[int]
    body: Mapped[str] = text_of(DataClass.BUSINESS)
    published_at: Mapped[datetime] = stamp()


class Signature(Owned, Base):
    """A client signed a version of the agreement by typing their name."""

    __tablename__ = "signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["practice_id", "agreement_id"], ["agreement.practice_id", "agreement.id"]
        ),
        UniqueConstraint("practice_id", "client_id", "agreement_id"),
    )

    client_id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    signed_at: Mapped[datetime] = stamp()
    ip_hash: Mapped[bytes] = bytes_of(DataClass.SECRET)
    name_sealed: Mapped[bytes | None] = sealed()

    name = PrivateText()
    """As they typed it."""


class StatedHope(Owned, Base):
    """What a client hoped for on a day; a later hope stands beside it, never in its place."""

    __tablename__ = "hope"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        one_of("said_by", SaidBy),
        Index(None, "practice_id", "client_id", "told_at"),
    )

    client_id: Mapped[UUID]
    told_at: Mapped[datetime] = stamp()
    said_by: Mapped[str] = text_of(DataClass.BUSINESS)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    answer_sealed: Mapped[bytes | None] = sealed()

    answer = PrivateText(padded_to=24)
    """The hope and how sure they were."""

    def put(self, hope: Hope, sureness: int | None) -> None:
        """This is what was said."""
        self.answer = f"{hope} {'' if sureness is None else sureness}"

    @property
    def hope(self) -> Hope:
        return Hope((self.answer or "").split()[0])

    @property
    def sureness(self) -> int | None:
        """How sure they were of it, from 0 to 10, if they said so; nobody is sure of "not sure"."""
        said = (self.answer or "").split()[1:]
        return int(said[0]) if said and self.hope is not Hope.NOT_SURE else None


class Pin(Owned, Base):
    """A sentence that a coach gives a client to keep in mind, until another replaces it."""

    __tablename__ = "pin"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        Index(None, "practice_id", "client_id", "pinned_at"),
    )

    client_id: Mapped[UUID]
    pinned_at: Mapped[datetime] = stamp()
    pinned_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    taken_down_at: Mapped[datetime | None]
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()


class Tag(Owned, Base):
    """A word of the practice's own to find clients by; it is there while somebody carries it."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("practice_id", "folded"),)

    name: Mapped[str] = text_of(DataClass.BUSINESS)
    folded: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()


class ClientTag(Owned, Base):
    """A client carries a tag."""

    __tablename__ = "client_tag"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(["practice_id", "tag_id"], ["tag.practice_id", "tag.id"]),
        UniqueConstraint("practice_id", "client_id", "tag_id"),
        Index(None, "practice_id", "tag_id", "client_id"),
    )

    client_id: Mapped[UUID]
    tag_id: Mapped[UUID]


class ClientImport(Owned, Base):
    """The lines of a file that a member looks at before they become clients; soon forgotten."""

    __tablename__ = "client_import"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "member_id"], ["member.practice_id", "member.id"]),
        one_of("state", EngagementState),
        Index(None, "practice_id", "created_at"),
    )

    member_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    """In which the new clients begin."""
    created_at: Mapped[datetime] = stamp()
    imported_at: Mapped[datetime | None]
    taken: Mapped[int | None]
    """How many clients it made."""
    lines_sealed: Mapped[bytes | None] = sealed(is_large=True)

    lines = PrivateText()
    """What was read, as JSON; gone once it is imported."""
