"""When a guest asked that a session begins while they could still withdraw, and what they read."""

import sqlalchemy as sa
from alembic import op

revision = "0108_early_wish"
down_revision = "0107_guest_name"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("wished_early_at", sa.DateTime(timezone=True)))
    op.add_column(
        "booking", sa.Column("wished_early_text", sa.Text(), server_default="", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("booking", "wished_early_text")
    op.drop_column("booking", "wished_early_at")
