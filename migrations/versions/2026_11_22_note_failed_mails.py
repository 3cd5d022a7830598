"""Whether somebody has seen that a mail could not be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005_failed_mails"
down_revision = "0004_clients"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "delivery", sa.Column("failure_seen_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_delivery_practice_id_unseen_failure",
        "delivery",
        ["practice_id"],
        postgresql_where=sa.text("state = 'failed' AND failure_seen_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_practice_id_unseen_failure", "delivery")
    op.drop_column("delivery", "failure_seen_at")
