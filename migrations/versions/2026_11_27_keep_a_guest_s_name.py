"""How a guest whose address was known called themselves, and in which language they booked."""

import sqlalchemy as sa
from alembic import op

revision = "0107_guest_name"
down_revision = "0106_draft_reason"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("guest_name", "guest_locale"):
        op.add_column("booking", sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("booking", "guest_locale")
    op.drop_column("booking", "guest_name")
