from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from coachhub.accounts.models import User
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, OfPractice, bytes_of, one_of, stamp, text_of, texts_of
from coachhub.core.ids import new_id
from coachhub.practices.rules import PracticeState, Role

_ROLES = ", ".join(f"'{role}'" for role in Role)
_ROLES_CHECK = f"cardinality(roles) > 0 AND roles <@ ARRAY[{_ROLES}]"


class Practice(Base):
    """The tenant: what must be known before its walls are entered, and no more."""

    __tablename__ = "practice"
    __table_args__ = (
        one_of("state", PracticeState),
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{1,46})[a-z0-9]$'", name="slug"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = text_of(DataClass.PUBLIC, unique=True)
    name: Mapped[str] = text_of(DataClass.PUBLIC)
    state: Mapped[str] = text_of(DataClass.PUBLIC, default=PracticeState.OPEN)
    created_at: Mapped[datetime] = stamp()


class Owned(OfPractice):
    """A row of a practice that exists as long as the practice does."""

    @declared_attr
    def practice_id(cls) -> Mapped[UUID]:  # noqa: N805
        return mapped_column(
            ForeignKey("practice.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
        )


class Settings(Base):
    """How a practice works and what face it shows."""

    __tablename__ = "settings"
    __table_args__ = (
        CheckConstraint("hue IS NULL OR hue BETWEEN 0 AND 359", name="hue"),
        CheckConstraint("logo_lost IN ('day', 'evening')", name="logo_lost"),
        CheckConstraint("desk_idle_minutes BETWEEN 15 AND 120", name="desk_idle_minutes"),
    )

    practice_id: Mapped[UUID] = mapped_column(
        ForeignKey("practice.id", ondelete="CASCADE"), primary_key=True
    )
    zone: Mapped[str] = text_of(DataClass.PUBLIC)
    currency: Mapped[str] = text_of(DataClass.PUBLIC)
    locale: Mapped[str] = text_of(DataClass.PUBLIC)
    sentence: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    hue: Mapped[int | None]
    logo: Mapped[bytes | None] = bytes_of(DataClass.PUBLIC, deferred=True)
    logo_hash: Mapped[str | None] = text_of(DataClass.PUBLIC)
    logo_width: Mapped[int | None] = mapped_column(SmallInteger)
    logo_height: Mapped[int | None] = mapped_column(SmallInteger)
    logo_lost: Mapped[str | None] = text_of(DataClass.PUBLIC)
    """By which light it can't be seen on the wall, "day" or "evening": it has a ground then."""
    photo: Mapped[bytes | None] = bytes_of(DataClass.PUBLIC, deferred=True)
    photo_hash: Mapped[str | None] = text_of(DataClass.PUBLIC)
    coaches_share_clients: Mapped[bool] = mapped_column(server_default=text("false"))
    desk_idle_minutes: Mapped[int] = mapped_column(server_default=text("120"))
    is_listed: Mapped[bool] = mapped_column(server_default=text("true"))
    """Whether the practice has a public page."""
    approach: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    """How the practice works, for its public page."""
    limits: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    """What its coaching is not."""
    contact: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    """The e-mail address that it shows to whoever wants to write to it."""
    imprint: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    privacy: Mapped[str] = text_of(DataClass.PUBLIC, server_default="")
    """What the law has a practice say of itself, and of what it does with data; each a page."""
    version: Mapped[int] = mapped_column(server_default=text("1"))


class Member(Owned, Base):
    """A person in a practice, with their roles there."""

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint(_ROLES_CHECK, name="roles"),
        Index(
            "uq_member_practice_id_user_id",
            "practice_id",
            "user_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    roles: Mapped[list[str]] = texts_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Invitation(Owned, Base):
    """Somebody is asked to become a member, by mail; answered once."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(_ROLES_CHECK, name="roles"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index(
            "uq_invitation_practice_id_email",
            "practice_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    email: Mapped[str] = text_of(DataClass.BUSINESS)
    name: Mapped[str] = text_of(DataClass.BUSINESS)
    roles: Mapped[list[str]] = texts_of(DataClass.BUSINESS)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = stamp()
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
