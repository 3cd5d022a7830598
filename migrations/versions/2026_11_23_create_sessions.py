"""Session notes, and the summaries that clients get."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0060_sessions"
down_revision = "0041_public_page"
branch_labels = None
depends_on = None

TABLES = ("session_note", "note_block", "session_summary")


def upgrade() -> None:
    op.create_table(
        "session_note",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "model IN ('grow', 'clear', 'oskar', 'woop', 'eyes_open', 'free')",
            name=op.f("ck_session_note_model"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            name=op.f("fk_session_note_booking_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_session_note_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_session_note")),
        sa.UniqueConstraint(
            "practice_id", "booking_id", name=op.f("uq_session_note_practice_id_booking_id")
        ),
    )
    op.create_table(
        "session_summary",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("recap_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("focus_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("went_well_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("insights_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("decisions_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("actions_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("correction_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("file_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'replaced')", name=op.f("ck_session_summary_state")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            name=op.f("fk_session_summary_booking_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_session_summary_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_session_summary")),
        sa.UniqueConstraint(
            "practice_id",
            "booking_id",
            "number",
            name=op.f("uq_session_summary_practice_id_booking_id_number"),
        ),
    )
    op.create_index(
        "uq_session_summary_practice_id_booking_id_draft",
        "session_summary",
        ["practice_id", "booking_id"],
        unique=True,
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_session_summary_practice_id_booking_id_published",
        "session_summary",
        ["practice_id", "booking_id"],
        unique=True,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "note_block",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id", "note_id"],
            ["session_note.practice_id", "session_note.id"],
            name=op.f("fk_note_block_session_note_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_note_block_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_note_block")),
        sa.UniqueConstraint(
            "practice_id",
            "note_id",
            "heading",
            name=op.f("uq_note_block_practice_id_note_id_heading"),
        ),
    )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
