"""Clients and their engagements."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall, window_for_oneself

revision = "0004_clients"
down_revision = "0003_practices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), server_default="", nullable=False),
        sa.Column("pronouns", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("safe_contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("remark_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_client_email_lower")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_client_practice_practice_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_client_user_user_id"),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_client"),
    )
    op.create_index(
        "ix_client_practice_id_sort_name_id", "client", ["practice_id", "sort_name", "id"]
    )
    op.create_index("ix_client_user_id", "client", ["user_id"])
    op.create_index("uq_client_practice_id_email", "client", ["practice_id", "email"], unique=True)
    op.create_index(
        "uq_client_practice_id_user_id", "client", ["practice_id", "user_id"], unique=True
    )
    wall("client")
    window_for_oneself("client")
    op.create_table(
        "engagement",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('lead', 'discovery', 'onboarding', 'active', 'on_hold', 'completing', 'completed', 'declined', 'referred_out', 'ended_early')",
            name=op.f("ck_engagement_state"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name="fk_engagement_client_practice_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name="fk_engagement_member_practice_id",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_engagement_practice_practice_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_engagement"),
    )
    op.create_index(
        "ix_engagement_practice_id_client_id_id", "engagement", ["practice_id", "client_id", "id"]
    )
    op.create_index("ix_engagement_practice_id_coach_id", "engagement", ["practice_id", "coach_id"])
    op.create_index(
        "uq_engagement_practice_id_client_id_live",
        "engagement",
        ["practice_id", "client_id"],
        unique=True,
        postgresql_where=sa.text(
            "state NOT IN ('completed', 'declined', 'ended_early', 'referred_out')"
        ),
    )
    wall("engagement")


def downgrade() -> None:
    for table in ("engagement", "client"):
        op.drop_table(table)
