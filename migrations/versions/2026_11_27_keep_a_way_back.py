"""A remark that was replaced, and the step before the last, are kept to be brought back."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0111_way_back"
down_revision = "0110_drafts"
branch_labels = None
depends_on = None

STATES = (
    "'lead', 'discovery', 'onboarding', 'active', 'on_hold', 'completing', 'completed', "
    "'declined', 'referred_out', 'ended_early'"
)
BOTH = "(state_before IS NULL) = (changed_before_at IS NULL)"


def upgrade() -> None:
    op.add_column("client", sa.Column("remark_before_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("client", _moment("remark_replaced_at"))
    op.add_column("engagement", sa.Column("state_before", sa.Text(), nullable=True))
    op.add_column("engagement", _moment("changed_before_at"))
    op.create_check_constraint(
        op.f("ck_engagement_state_before"), "engagement", f"state_before IN ({STATES})"
    )
    op.create_check_constraint(op.f("ck_engagement_step_before"), "engagement", BOTH)


def downgrade() -> None:
    op.drop_column("engagement", "changed_before_at")
    op.drop_column("engagement", "state_before")
    op.drop_column("client", "remark_replaced_at")
    op.drop_column("client", "remark_before_sealed")


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
