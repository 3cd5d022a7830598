"""The coach sees which plans a client would agree to, and can't yet."""

import sqlalchemy as sa
from alembic import op

revision = "0095_held_plans"
down_revision = "0094_photo"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("no_contact_plan", sa.Column("held_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("no_contact_plan", "held_at")
