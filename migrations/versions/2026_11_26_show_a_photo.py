"""A practice may show a photo on its public page."""

import sqlalchemy as sa
from alembic import op

revision = "0094_photo"
down_revision = "0093_mail_pauses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("settings", sa.Column("photo", sa.LargeBinary()))
    op.add_column("settings", sa.Column("photo_hash", sa.Text()))


def downgrade() -> None:
    op.drop_column("settings", "photo_hash")
    op.drop_column("settings", "photo")
