"""A practice shows an address to whoever wants to write to it."""

import sqlalchemy as sa
from alembic import op

revision = "0112_contact"
down_revision = "0111_way_back"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("settings", sa.Column("contact", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("settings", "contact")
