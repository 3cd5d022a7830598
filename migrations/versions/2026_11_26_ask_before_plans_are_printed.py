"""How a plan goes is printed in a summary only if its client allows it."""

import sqlalchemy as sa
from alembic import op

revision = "0102_plans_printed"
down_revision = "0101_merge_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "client",
        sa.Column("plan_in_summaries", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("client", "plan_in_summaries")
