"""Which tasks came from a template that looks back; of those before, it isn't known."""

import sqlalchemy as sa
from alembic import op

revision = "0092_looking_back"
down_revision = "0091_sealed_flags"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "growth_task",
        sa.Column("looks_back", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("growth_task", "looks_back")
