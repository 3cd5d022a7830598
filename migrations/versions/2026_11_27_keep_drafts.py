"""What somebody typed into a form and has not sent."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0110_drafts"
down_revision = "0109_imprint"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_draft",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("sitting", sa.Uuid(), nullable=False),
        sa.Column(
            "saved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("thrown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_form_draft_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_form_draft_user_user_id")),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint(
            "practice_id",
            "user_id",
            "page",
            name=op.f("uq_form_draft_practice_id_user_id_page"),
        ),
    )
    wall("form_draft")


def downgrade() -> None:
    op.drop_table("form_draft")
