"""Which form told of contact, and up to when a client has read their coach's answers."""

import sqlalchemy as sa
from alembic import op

revision = "0089_plan_news"
down_revision = "0088_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact_event", sa.Column("form_key", sa.Uuid(), nullable=True))
    op.add_column(
        "no_contact_plan", sa.Column("read_until", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("no_contact_plan", "read_until")
    op.drop_column("contact_event", "form_key")
