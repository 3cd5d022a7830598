"""Practices, their settings, members and invitations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import grant, wall, window_for_oneself

revision = "0003_practices"
down_revision = "0002_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]([a-z0-9-]{1,46})[a-z0-9]$'", name=op.f("ck_practice_slug")
        ),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_practice_state")),
        sa.PrimaryKeyConstraint("id", name="pk_practice"),
        sa.UniqueConstraint("slug", name="uq_practice_slug"),
    )
    grant("practice")
    op.create_table(
        "settings",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("hue", sa.Integer(), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_hash", sa.Text(), nullable=True),
        sa.Column(
            "coaches_share_clients", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("desk_idle_minutes", sa.Integer(), server_default=sa.text("120"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "desk_idle_minutes BETWEEN 15 AND 120", name=op.f("ck_settings_desk_idle_minutes")
        ),
        sa.CheckConstraint("hue IS NULL OR hue BETWEEN 0 AND 359", name=op.f("ck_settings_hue")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_settings_practice_practice_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", name="pk_settings"),
    )
    wall("settings")
    op.create_table(
        "member",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "cardinality(roles) > 0 AND roles <@ ARRAY['owner', 'coach', 'assistant']",
            name=op.f("ck_member_roles"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_member_practice_practice_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_member_user_user_id"),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_member"),
    )
    op.create_index("ix_member_user_id", "member", ["user_id"])
    op.create_index(
        "uq_member_practice_id_user_id",
        "member",
        ["practice_id", "user_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    wall("member")
    window_for_oneself("member")
    op.create_table(
        "invitation",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "cardinality(roles) > 0 AND roles <@ ARRAY['owner', 'coach', 'assistant']",
            name=op.f("ck_invitation_roles"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_lower")),
        sa.ForeignKeyConstraint(["invited_by"], ["user.id"], name="fk_invitation_user_invited_by"),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_invitation_practice_practice_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_invitation"),
    )
    op.create_index(
        "uq_invitation_practice_id_email",
        "invitation",
        ["practice_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )
    wall("invitation")


def downgrade() -> None:
    for table in ("invitation", "member", "settings", "practice"):
        op.drop_table(table)
