"""What a practice says on its public page."""

import sqlalchemy as sa
from alembic import op

revision = "0041_public_page"
down_revision = "0040_booking"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "settings",
        sa.Column("is_listed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    for name in ("approach", "limits"):
        op.add_column("settings", sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    for name in ("limits", "approach", "is_listed"):
        op.drop_column("settings", name)
