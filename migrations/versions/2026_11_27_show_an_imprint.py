"""A practice says who answers for its pages, and what it does with data."""

import sqlalchemy as sa
from alembic import op

revision = "0109_imprint"
down_revision = "0108_early_wish"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("imprint", "privacy"):
        op.add_column("settings", sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("settings", "privacy")
    op.drop_column("settings", "imprint")
