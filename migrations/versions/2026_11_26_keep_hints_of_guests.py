"""What a guest asks to be known before anybody writes to them, where they are known already."""

import sqlalchemy as sa
from alembic import op

revision = "0090_hints_of_guests"
down_revision = "0089_plan_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("safe_contact_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("booking", "safe_contact_sealed")
