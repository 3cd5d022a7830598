from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, OfPractice, json_of, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.mail.rules import DeliveryState, Sort, Why


class Delivery(OfPractice, Base):
    """One mail: what kind, to whom, about which row, and how its sending goes.

    The words are made when it is sent and not kept; only the demo keeps the letter, sealed.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        one_of("state", DeliveryState),
        Index(None, "practice_id", "created_at"),
        Index(
            "ix_delivery_practice_id_unseen_failure",
            "practice_id",
            postgresql_where=text("state = 'failed' AND failure_seen_at IS NULL"),
        ),
    )

    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    recipient: Mapped[str] = text_of(DataClass.BUSINESS)
    about_id: Mapped[UUID | None]
    params: Mapped[dict[str, Any]] = json_of(DataClass.BUSINESS, default=dict)
    state: Mapped[str] = text_of(DataClass.BUSINESS, default=DeliveryState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    sent_at: Mapped[datetime | None]
    failure_seen_at: Mapped[datetime | None]
    body_sealed: Mapped[bytes | None] = sealed()

    body = PrivateText()


class MailPause(OfPractice, Base):
    """An address to which this practice's mails, or those of one sort, are not sent; and why.

    `delivery_id` is the mail that told it, as long as the log has it.
    """

    __tablename__ = "mail_pause"
    __table_args__ = (
        one_of("why", Why),
        one_of("sort", Sort),
        CheckConstraint("address = lower(address)", name="address_lower"),
        CheckConstraint("(why = 'unsubscribed') = (sort IS NOT NULL)", name="sort_unsubscribed"),
        UniqueConstraint("practice_id", "address", "sort", postgresql_nulls_not_distinct=True),
    )

    address: Mapped[str] = text_of(DataClass.BUSINESS)
    sort: Mapped[str | None] = text_of(DataClass.BUSINESS)
    why: Mapped[str] = text_of(DataClass.BUSINESS)
    since: Mapped[datetime] = stamp()
    delivery_id: Mapped[UUID | None]
