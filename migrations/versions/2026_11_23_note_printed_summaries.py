"""When a summary's PDF was made, so that lists needn't read the file to know."""

import sqlalchemy as sa
from alembic import op

revision = "0061_printed_summaries"
down_revision = "0060_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "session_summary", sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute("UPDATE session_summary SET printed_at = now() WHERE file_sealed IS NOT NULL")


def downgrade() -> None:
    op.drop_column("session_summary", "printed_at")
