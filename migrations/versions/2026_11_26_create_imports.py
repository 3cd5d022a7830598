"""Files of clients that wait to be looked at."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0088_imports"
down_revision = "0087_hopes_pins_tags"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client_import",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=True),
        sa.Column("lines_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('lead', 'discovery', 'onboarding', 'active', 'on_hold', 'completing', 'completed', 'declined', 'referred_out', 'ended_early')",
            name=op.f("ck_client_import_state"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "member_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_client_import_member_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_client_import_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_client_import")),
    )
    op.create_index(
        op.f("ix_client_import_practice_id_created_at"),
        "client_import",
        ["practice_id", "created_at"],
    )
    wall("client_import")


def downgrade() -> None:
    op.drop_table("client_import")
