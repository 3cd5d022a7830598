"""Two writings of a session's note come together heading by heading: it needs no version."""

import sqlalchemy as sa
from alembic import op

revision = "0101_merge_notes"
down_revision = "0100_runs_apart"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("session_note", "version")


def downgrade() -> None:
    op.add_column(
        "session_note", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
