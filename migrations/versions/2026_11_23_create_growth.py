"""Growth tasks, their entries, and the practices' own templates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0035_growth"
down_revision = "0006_renew_devices"
branch_labels = None
depends_on = None

TABLES = ("task_template", "growth_task", "task_entry")


def upgrade() -> None:
    op.create_table(
        "task_template",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column(
            "more_categories", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("amount", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("weeks", sa.SmallInteger(), nullable=True),
        sa.Column("days", sa.SmallInteger(), nullable=True),
        sa.Column("difficulty", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "category IN ('personal_goal', 'professional_goal', 'joy', 'kindness', 'movement', 'connection', 'reflection', 'boundaries')",
            name=op.f("ck_task_template_category"),
        ),
        sa.CheckConstraint(
            "kind IN ('one_off', 'habit', 'reflection')", name=op.f("ck_task_template_kind")
        ),
        sa.CheckConstraint(
            "more_categories <@ ARRAY['personal_goal', 'professional_goal', 'joy', 'kindness', 'movement', 'connection', 'reflection', 'boundaries']",
            name=op.f("ck_task_template_more_categories"),
        ),
        sa.CheckConstraint(
            "rhythm IN ('once', 'a_week', 'weekdays', 'every_weeks', 'entries')",
            name=op.f("ck_task_template_rhythm"),
        ),
        sa.CheckConstraint(
            "tags <@ ARRAY['felt_unheard', 'selfish', 'messy', 'harping', 'jealous', 'always_available', 'neglected_goals', 'neglected_friends', 'distant', 'unreliable', 'short_tempered', 'critical', 'phone', 'took_for_granted', 'no_fun', 'money', 'health', 'clingy', 'work_first']",
            name=op.f("ck_task_template_tags"),
        ),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 3", name=op.f("ck_task_template_difficulty")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_task_template_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_task_template")),
    )
    op.create_index(
        op.f("ix_task_template_practice_id_retired_at"),
        "task_template",
        ["practice_id", "retired_at"],
        unique=False,
    )
    op.create_table(
        "growth_task",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column(
            "more_categories", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("amount", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("difficulty", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("cue_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("action_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("small_version_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("how_known_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "category IN ('personal_goal', 'professional_goal', 'joy', 'kindness', 'movement', 'connection', 'reflection', 'boundaries')",
            name=op.f("ck_growth_task_category"),
        ),
        sa.CheckConstraint(
            "kind IN ('one_off', 'habit', 'reflection')", name=op.f("ck_growth_task_kind")
        ),
        sa.CheckConstraint(
            "more_categories <@ ARRAY['personal_goal', 'professional_goal', 'joy', 'kindness', 'movement', 'connection', 'reflection', 'boundaries']",
            name=op.f("ck_growth_task_more_categories"),
        ),
        sa.CheckConstraint(
            "rhythm IN ('once', 'a_week', 'weekdays', 'every_weeks', 'entries')",
            name=op.f("ck_growth_task_rhythm"),
        ),
        sa.CheckConstraint(
            "state <> 'active'", name=op.f("ck_growth_task_active_follows_from_the_date")
        ),
        sa.CheckConstraint(
            "state IN ('suggested', 'agreed', 'active', 'done', 'partly', 'stopped')",
            name=op.f("ck_growth_task_state"),
        ),
        sa.CheckConstraint("amount BETWEEN 1 AND 60", name=op.f("ck_growth_task_amount")),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 3", name=op.f("ck_growth_task_difficulty")),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_growth_task_ends_after_its_start")
        ),
        sa.CheckConstraint("weekdays BETWEEN 0 AND 127", name=op.f("ck_growth_task_weekdays")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_growth_task_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_growth_task_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_growth_task")),
    )
    op.create_index(
        op.f("ix_growth_task_practice_id_client_id_state"),
        "growth_task",
        ["practice_id", "client_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_growth_task_practice_id_open",
        "growth_task",
        ["practice_id", "client_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('agreed', 'suggested')"),
    )
    op.create_table(
        "task_entry",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("mood_before", sa.SmallInteger(), nullable=True),
        sa.Column("mood_after", sa.SmallInteger(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("feedback_state", sa.Text(), nullable=False),
        sa.Column("feedback_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reflection_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("who_was_glad_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("feedback_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "feedback_state IN ('waiting', 'seen', 'answered')",
            name=op.f("ck_task_entry_feedback_state"),
        ),
        sa.CheckConstraint(
            "outcome IN ('done', 'partly', 'not_today')", name=op.f("ck_task_entry_outcome")
        ),
        sa.CheckConstraint(
            "verdict IN ('keep', 'change', 'drop')", name=op.f("ck_task_entry_verdict")
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_task_entry_minutes")),
        sa.CheckConstraint("mood_after BETWEEN 0 AND 10", name=op.f("ck_task_entry_mood_after")),
        sa.CheckConstraint("mood_before BETWEEN 0 AND 10", name=op.f("ck_task_entry_mood_before")),
        sa.ForeignKeyConstraint(
            ["practice_id", "task_id"],
            ["growth_task.practice_id", "growth_task.id"],
            name=op.f("fk_task_entry_growth_task_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_task_entry_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_task_entry")),
    )
    op.create_index(
        op.f("ix_task_entry_practice_id_task_id_done_on"),
        "task_entry",
        ["practice_id", "task_id", "done_on"],
        unique=False,
    )
    op.create_index(
        "ix_task_entry_practice_id_waiting",
        "task_entry",
        ["practice_id", "task_id"],
        unique=False,
        postgresql_where=sa.text("feedback_state = 'waiting' AND is_shared"),
    )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
