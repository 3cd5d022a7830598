"""Whether a device gets a new token with the next page."""

import sqlalchemy as sa
from alembic import op

revision = "0006_renew_devices"
down_revision = "0005_failed_mails"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device",
        sa.Column("renewal_due", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("device", "renewal_due")
