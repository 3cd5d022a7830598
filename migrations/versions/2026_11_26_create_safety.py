"""The safety questions, flags, what coaches did about them, and legal holds."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0070_safety"
down_revision = "0010_agreements"
branch_labels = None
depends_on = None

TABLES = ("safety_screen", "safety_flag", "safety_action", "legal_hold")


def _of_client(table: str) -> tuple[sa.Column[object] | sa.schema.Constraint, ...]:
    return (
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f(f"fk_{table}_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f(f"fk_{table}_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f(f"pk_{table}")),
    )


def _instant(name: str, *, needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not needed)


def _stamp(name: str) -> sa.Column[object]:
    now = sa.text("now()")
    return sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=False)


def _somebody(
    table: str, name: str, *, needed: bool = False
) -> tuple[sa.Column[object], sa.schema.Constraint]:
    key = sa.ForeignKeyConstraint([name], ["user.id"], name=op.f(f"fk_{table}_user_{name}"))
    return sa.Column(name, sa.Uuid(), nullable=not needed), key


def upgrade() -> None:
    op.create_table(
        "safety_screen",
        *_of_client("safety_screen"),
        sa.Column("filled_by", sa.Text(), nullable=False),
        _stamp("answered_at"),
        _instant("owner_told_at"),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "filled_by IN ('client', 'together')", name=op.f("ck_safety_screen_filled_by")
        ),
    )
    op.create_index(
        op.f("ix_safety_screen_practice_id_client_id_answered_at"),
        "safety_screen",
        ["practice_id", "client_id", "answered_at"],
    )
    op.create_table(
        "safety_flag",
        *_of_client("safety_flag"),
        sa.Column("screen_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _stamp("opened_at"),
        _instant("seen_at"),
        *_somebody("safety_flag", "seen_by"),
        *_somebody("safety_flag", "asked_by"),
        _instant("closed_at"),
        *_somebody("safety_flag", "closed_by"),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id", "screen_id"],
            ["safety_screen.practice_id", "safety_screen.id"],
            name=op.f("fk_safety_flag_safety_screen_practice_id"),
        ),
        sa.CheckConstraint(
            "kind IN ('self_harm', 'afraid', 'violence_toward_client', 'violence_by_client', 'violence_past', 'order_protects_client', 'order_binds_client', 'asked_to_stop', 'watched', 'discreet', 'others_in_danger', 'left_open', 'rather_talk')",
            name=op.f("ck_safety_flag_kind"),
        ),
        sa.CheckConstraint(
            "level IN ('note', 'caution', 'urgent')", name=op.f("ck_safety_flag_level")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'discussed', 'acknowledged', 'closing', 'closed')",
            name=op.f("ck_safety_flag_state"),
        ),
        sa.CheckConstraint(
            "ending IN ('settled', 'by_mistake', 'reached_out')",
            name=op.f("ck_safety_flag_ending"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_safety_flag_closed_at")
        ),
    )
    op.create_index(
        "uq_safety_flag_practice_id_client_id_kind_unclosed",
        "safety_flag",
        ["practice_id", "client_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index(
        op.f("ix_safety_flag_practice_id_screen_id"), "safety_flag", ["practice_id", "screen_id"]
    )
    op.create_table(
        "safety_action",
        *_of_client("safety_action"),
        sa.Column("kind", sa.Text(), nullable=False),
        _instant("done_at", needed=True),
        _stamp("noted_at"),
        *_somebody("safety_action", "noted_by", needed=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('spoke', 'gave_resources', 'referred', 'emergency_called', 'not_needed')",
            name=op.f("ck_safety_action_kind"),
        ),
    )
    op.create_index(
        op.f("ix_safety_action_practice_id_client_id_done_at"),
        "safety_action",
        ["practice_id", "client_id", "done_at"],
    )
    op.create_table(
        "legal_hold",
        *_of_client("legal_hold"),
        _stamp("set_at"),
        *_somebody("legal_hold", "set_by", needed=True),
        _instant("lifted_at"),
        *_somebody("legal_hold", "lifted_by"),
        sa.Column("set_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("lift_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)", name=op.f("ck_legal_hold_lifted_by")
        ),
    )
    op.create_index(
        "uq_legal_hold_practice_id_client_id_standing",
        "legal_hold",
        ["practice_id", "client_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_index(
        op.f("ix_legal_hold_practice_id_client_id_set_at"),
        "legal_hold",
        ["practice_id", "client_id", "set_at"],
    )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
