"""The reflective intake note: sections, versions and what is added to it."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0075_intake"
down_revision = "0070_safety"
branch_labels = None
depends_on = None

TABLES = ("intake_note", "intake_section", "intake_version", "intake_addendum")
SECTIONS = "'impression', 'story', 'ending', 'complaints', 'readings', 'eyes_open', 'strengths', 'availability', 'ties', 'goals', 'safety', 'hypotheses', 'myself', 'agreements'"


def upgrade() -> None:
    op.create_table(
        "intake_note",
        *_keys("intake_note"),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _stamp("created_at"),
        _stamp("saved_at"),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("sitting", sa.Uuid(), nullable=True),
        sa.Column("finalised_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'final')", name=op.f("ck_intake_note_state")),
        sa.CheckConstraint(
            "(state = 'final') = (finalised_at IS NOT NULL)",
            name=op.f("ck_intake_note_finalised_at"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "engagement_id"],
            ["engagement.practice_id", "engagement.id"],
            name=op.f("fk_intake_note_engagement_practice_id"),
            ondelete="CASCADE",
        ),
        _person("intake_note", "saved_by"),
        sa.UniqueConstraint(
            "practice_id",
            "engagement_id",
            name=op.f("uq_intake_note_practice_id_engagement_id"),
        ),
    )
    op.create_table(
        "intake_section",
        *_keys("intake_section"),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("is_marked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"section IN ({SECTIONS})", name=op.f("ck_intake_section_section")),
        _note("intake_section"),
        sa.UniqueConstraint(
            "practice_id",
            "note_id",
            "section",
            name=op.f("uq_intake_section_practice_id_note_id_section"),
        ),
    )
    op.create_table(
        "intake_version",
        *_keys("intake_version"),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        _note("intake_version"),
        _person("intake_version", "author_id"),
    )
    op.create_table(
        "intake_addendum",
        *_keys("intake_addendum"),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        _stamp("created_at"),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        _note("intake_addendum"),
        _person("intake_addendum", "author_id"),
    )
    for table in ("intake_version", "intake_addendum"):
        op.create_index(
            op.f(f"ix_{table}_practice_id_note_id_id"), table, ["practice_id", "note_id", "id"]
        )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _keys(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f(f"fk_{table}_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f(f"pk_{table}")),
    )


def _stamp(column: str) -> sa.Column[object]:
    return sa.Column(
        column, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user.id"], name=op.f(f"fk_{table}_user_{column}"))


def _note(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["practice_id", "note_id"],
        ["intake_note.practice_id", "intake_note.id"],
        name=op.f(f"fk_{table}_intake_note_practice_id"),
        ondelete="CASCADE",
    )
