from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coachhub.booking.models import Booking
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.payments.rules import (
    REFUND_UNSETTLED,
    STANDS,
    UNSETTLED,
    Cause,
    PaymentState,
    Problem,
    RefundState,
    receipt_number,
)
from coachhub.practices.models import Owned

_STANDS = ", ".join(f"'{state}'" for state in sorted(STANDS))
_UNSETTLED = ", ".join(f"'{state}'" for state in sorted(UNSETTLED))
_REFUND_UNSETTLED = ", ".join(f"'{state}'" for state in sorted(REFUND_UNSETTLED))


class PaymentAccount(Owned, Base):
    """The practice takes money through Stripe; without this row prices are only marked as paid."""

    __tablename__ = "payment_account"
    __table_args__ = (UniqueConstraint("practice_id"),)

    is_live: Mapped[bool]
    """Whether real money moves; what Stripe tells of the other kind is none of its business."""
    opened_at: Mapped[datetime] = stamp()
    closed_at: Mapped[datetime | None]
    """Since when nothing new is paid there; what was begun goes on."""


class Payment(Owned, Base):
    """One attempt to pay for a session, or the coach's word that it is paid."""

    __tablename__ = "payment"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "booking_id"], ["booking.practice_id", "booking.id"]),
        one_of("state", PaymentState),
        one_of("problem", Problem),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("refunded BETWEEN 0 AND amount", name="refunded"),
        Index(
            "uq_payment_practice_id_booking_id_stands",
            "practice_id",
            "booking_id",
            unique=True,
            postgresql_where=text(f"state IN ({_STANDS})"),
        ),
        Index(None, "practice_id", "booking_id"),
        Index(None, "practice_id", "checkout_id", unique=True),
        Index(None, "practice_id", "intent_id"),
        Index(None, "practice_id", "paid_at"),
        Index(
            "ix_payment_practice_id_unsettled",
            "practice_id",
            "created_at",
            postgresql_where=text(f"state IN ({_UNSETTLED})"),
        ),
    )

    booking_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    amount: Mapped[int]
    """In minor units of `currency`, as the booking says; what Stripe says must agree."""
    currency: Mapped[str] = text_of(DataClass.PUBLIC)
    refunded: Mapped[int] = mapped_column(server_default=text("0"))
    """What goes back or went back of it, by the refunds that were not refused."""
    is_live: Mapped[bool] = mapped_column(server_default=text("false"))
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    idempotency_key: Mapped[str | None] = text_of(DataClass.BUSINESS)
    """Stored before Stripe is asked; none where Stripe has no part in it."""
    is_key_spent: Mapped[bool] = mapped_column(server_default=text("false"))
    """Stripe failed under this key, and would say so again."""
    checkout_id: Mapped[str | None] = text_of(DataClass.BUSINESS)
    intent_id: Mapped[str | None] = text_of(DataClass.BUSINESS)
    problem: Mapped[str | None] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    expires_at: Mapped[datetime | None]
    """When Stripe closes its page by itself."""
    paid_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    booking: Mapped[Booking] = relationship()

    @property
    def number(self) -> str:
        """How its receipt is called."""
        return receipt_number(self.id)


class Refund(Owned, Base):
    """Money of a payment that goes back. Amounts are never changed, and no row is taken away."""

    __tablename__ = "refund"
    __table_args__ = (
        ForeignKeyConstraint(["practice_id", "payment_id"], ["payment.practice_id", "payment.id"]),
        one_of("state", RefundState),
        one_of("cause", Cause),
        CheckConstraint("amount > 0", name="amount"),
        Index(None, "practice_id", "payment_id"),
        Index(None, "practice_id", "stripe_id", unique=True),
        Index(
            "ix_refund_practice_id_unsettled",
            "practice_id",
            "created_at",
            postgresql_where=text(f"state IN ({_REFUND_UNSETTLED})"),
        ),
    )

    payment_id: Mapped[UUID]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    cause: Mapped[str] = text_of(DataClass.BUSINESS)
    amount: Mapped[int]
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    idempotency_key: Mapped[str | None] = text_of(DataClass.BUSINESS)
    is_key_spent: Mapped[bool] = mapped_column(server_default=text("false"))
    stripe_id: Mapped[str | None] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    ended_at: Mapped[datetime | None]
    reason_sealed: Mapped[bytes | None] = sealed()

    reason = PrivateText()
    """Why, as somebody at the desk wrote it."""

    payment: Mapped[Payment] = relationship()


class WebhookEvent(Base):
    """News of Stripe's that was taken in: once each, however often it comes."""

    __tablename__ = "webhook_event"

    event_id: Mapped[str] = text_of(DataClass.BUSINESS, primary_key=True)
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    is_ours: Mapped[bool]
    """Whether it is of the account and the mode in which money is taken here."""
    received_at: Mapped[datetime] = stamp()
