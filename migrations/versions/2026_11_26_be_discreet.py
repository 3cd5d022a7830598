"""Nothing is sent to clients to whom it isn't safe to write."""

import sqlalchemy as sa
from alembic import op

revision = "0097_discreet"
down_revision = "0096_time_off"
branch_labels = None
depends_on = None

_BEFORE = "why IN ('refused', 'bounced', 'complained', 'unsubscribed')"
_AFTER = "why IN ('refused', 'bounced', 'complained', 'unsubscribed', 'discreet')"


def _may_be(check: str) -> None:
    op.drop_constraint(op.f("ck_mail_pause_why"), "mail_pause")
    op.create_check_constraint(op.f("ck_mail_pause_why"), "mail_pause", check)


def upgrade() -> None:
    op.add_column(
        "client",
        sa.Column("is_discreet", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    _may_be(_AFTER)


def downgrade() -> None:
    _may_be(_BEFORE)
    op.drop_column("client", "is_discreet")
