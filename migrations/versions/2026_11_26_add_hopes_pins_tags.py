"""What clients hope for, sentences to keep in mind, and the practices' tags."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0087_hopes_pins_tags"
down_revision = "0085_payments"
branch_labels = None
depends_on = None

TABLES = ("hope", "pin", "tag", "client_tag")


def upgrade() -> None:
    op.create_table(
        "hope",
        *_keys("hope"),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        _stamp("told_at"),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("said_by IN ('client', 'coach')", name=op.f("ck_hope_said_by")),
        _client("hope"),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_hope_user_author_id")),
    )
    op.create_table(
        "pin",
        *_keys("pin"),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        _stamp("pinned_at"),
        sa.Column("pinned_by", sa.Uuid(), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        _client("pin"),
        sa.ForeignKeyConstraint(["pinned_by"], ["user.id"], name=op.f("fk_pin_user_pinned_by")),
    )
    op.create_table(
        "tag",
        *_keys("tag"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        _stamp("created_at"),
        sa.UniqueConstraint("practice_id", "folded", name=op.f("uq_tag_practice_id_folded")),
    )
    op.create_table(
        "client_tag",
        *_keys("client_tag"),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        _client("client_tag"),
        sa.ForeignKeyConstraint(
            ["practice_id", "tag_id"],
            ["tag.practice_id", "tag.id"],
            name=op.f("fk_client_tag_tag_practice_id"),
        ),
        sa.UniqueConstraint(
            "practice_id",
            "client_id",
            "tag_id",
            name=op.f("uq_client_tag_practice_id_client_id_tag_id"),
        ),
    )
    for table, column in (("hope", "told_at"), ("pin", "pinned_at")):
        op.create_index(
            op.f(f"ix_{table}_practice_id_client_id_{column}"),
            table,
            ["practice_id", "client_id", column],
        )
    op.create_index(
        op.f("ix_client_tag_practice_id_tag_id_client_id"),
        "client_tag",
        ["practice_id", "tag_id", "client_id"],
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


def _client(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["practice_id", "client_id"],
        ["client.practice_id", "client.id"],
        name=op.f(f"fk_{table}_client_practice_id"),
        ondelete="CASCADE",
    )
