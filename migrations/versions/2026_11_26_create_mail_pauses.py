"""Addresses to which a practice's mails are not sent."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0093_mail_pauses"
down_revision = "0092_looking_back"
branch_labels = None
depends_on = None

STATES = "state IN ('waiting', 'sending', 'sent', 'dropped', 'failed'{more})"


def upgrade() -> None:
    _allow(", 'paused'")
    op.create_table(
        "mail_pause",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "why IN ('refused', 'bounced', 'complained', 'unsubscribed')",
            name=op.f("ck_mail_pause_why"),
        ),
        sa.CheckConstraint(
            "sort IN ('always', 'needed', 'reminders', 'news')", name=op.f("ck_mail_pause_sort")
        ),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_mail_pause_address_lower")),
        sa.CheckConstraint(
            "(why = 'unsubscribed') = (sort IS NOT NULL)",
            name=op.f("ck_mail_pause_sort_unsubscribed"),
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_mail_pause")),
        sa.UniqueConstraint(
            "practice_id",
            "address",
            "sort",
            name=op.f("uq_mail_pause_practice_id_address_sort"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    wall("mail_pause")


def downgrade() -> None:
    op.drop_table("mail_pause")
    op.execute("UPDATE delivery SET state = 'failed' WHERE state = 'paused'")
    _allow("")


def _allow(more: str) -> None:
    op.drop_constraint(op.f("ck_delivery_state"), "delivery", type_="check")
    op.create_check_constraint(op.f("ck_delivery_state"), "delivery", STATES.format(more=more))
