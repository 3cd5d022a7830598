"""Payments, refunds, and what was heard of Stripe."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import READ_AND_ADD, grant, let_change, wall

revision = "0085_payments"
down_revision = "0080_nocontact"
branch_labels = None
depends_on = None

TABLES = ("payment_account", "payment", "refund", "webhook_event")
CHANGING = {
    "payment": (
        "state, refunded, attempt, idempotency_key, is_key_spent, checkout_id, intent_id, problem, "
        "expires_at, paid_at, ended_at"
    ),
    "refund": ("state, attempt, idempotency_key, is_key_spent, stripe_id, ended_at, reason_sealed"),
}
"""What may become of rows that are never taken away: amounts and what they are of stay."""


def upgrade() -> None:
    op.create_table(
        "payment_account",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column(
            "opened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_payment_account_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_payment_account")),
        sa.UniqueConstraint("practice_id", name=op.f("uq_payment_account_practice_id")),
    )
    op.create_table(
        "payment",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("refunded", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_live", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("is_key_spent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("checkout_id", sa.Text(), nullable=True),
        sa.Column("intent_id", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "problem IN ('amount', 'mode', 'not_found', 'refused', 'refund')",
            name=op.f("ck_payment_problem"),
        ),
        sa.CheckConstraint(
            "state IN ('intended', 'unknown', 'open', 'processing', 'paid', 'expired', 'failed', 'mismatched', 'marked_paid', 'unmarked')",
            name=op.f("ck_payment_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.CheckConstraint("refunded BETWEEN 0 AND amount", name=op.f("ck_payment_refunded")),
        sa.ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            name=op.f("fk_payment_booking_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_payment_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_payment")),
    )
    op.create_index(
        op.f("ix_payment_practice_id_booking_id"),
        "payment",
        ["practice_id", "booking_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_payment_practice_id_checkout_id"),
        "payment",
        ["practice_id", "checkout_id"],
        unique=True,
    )
    op.create_index(
        op.f("ix_payment_practice_id_intent_id"),
        "payment",
        ["practice_id", "intent_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_payment_practice_id_paid_at"), "payment", ["practice_id", "paid_at"], unique=False
    )
    op.create_index(
        "ix_payment_practice_id_unsettled",
        "payment",
        ["practice_id", "created_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('intended', 'open', 'processing', 'unknown')"),
    )
    op.create_index(
        "uq_payment_practice_id_booking_id_stands",
        "payment",
        ["practice_id", "booking_id"],
        unique=True,
        postgresql_where=sa.text(
            "state IN ('intended', 'marked_paid', 'mismatched', 'open', 'paid', 'processing', 'unknown')"
        ),
    )
    op.create_table(
        "refund",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("is_key_spent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "cause IN ('cancelled', 'time_lost', 'by_hand', 'at_stripe')",
            name=op.f("ck_refund_cause"),
        ),
        sa.CheckConstraint(
            "state IN ('intended', 'unknown', 'sent', 'done', 'failed')",
            name=op.f("ck_refund_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_amount")),
        sa.ForeignKeyConstraint(
            ["practice_id", "payment_id"],
            ["payment.practice_id", "payment.id"],
            name=op.f("fk_refund_payment_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_refund_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_refund")),
    )
    op.create_index(
        op.f("ix_refund_practice_id_payment_id"),
        "refund",
        ["practice_id", "payment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_refund_practice_id_stripe_id"), "refund", ["practice_id", "stripe_id"], unique=True
    )
    op.create_index(
        "ix_refund_practice_id_unsettled",
        "refund",
        ["practice_id", "created_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('intended', 'sent', 'unknown')"),
    )
    op.create_table(
        "webhook_event",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_webhook_event")),
    )
    wall("payment_account", "SELECT, INSERT, UPDATE")
    for table, columns in CHANGING.items():
        wall(table, READ_AND_ADD)
        let_change(table, columns)
    grant("webhook_event", "SELECT, INSERT, DELETE")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
