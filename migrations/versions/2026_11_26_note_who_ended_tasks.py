"""Who ended a task, so that they can take it back; of those before, it isn't known."""

import sqlalchemy as sa
from alembic import op

revision = "0098_task_ends"
down_revision = "0097_discreet"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("growth_task", sa.Column("closed_by", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_growth_task_closed_by"), "growth_task", "closed_by IN ('client', 'coach')"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_growth_task_closed_by"), "growth_task")
    op.drop_column("growth_task", "closed_by")
