"""No-contact plans: their rules, runs, pauses and steps, check-ins, contact, urges."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import READ_AND_ADD, let_change, wall

revision = "0080_nocontact"
down_revision = "0075_intake"
branch_labels = None
depends_on = None

TABLES = (
    "no_contact_plan",
    "plan_rule",
    "plan_run",
    "plan_pause",
    "check_in",
    "check_in_version",
    "contact_event",
    "plan_wish",
    "urge",
)


def upgrade() -> None:
    op.create_table(
        "no_contact_plan",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("already_since", sa.Date(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("travel", postgresql.ARRAY(sa.Date()), server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explainer_version", sa.SmallInteger(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_version", sa.Integer(), nullable=True),
        sa.Column("start_corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_since", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("rationale_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("without_tasks_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wish_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'limited') = (reason IS NOT NULL)",
            name=op.f("ck_no_contact_plan_limited_for_a_reason"),
        ),
        sa.CheckConstraint(
            "days >= 21 AND (days <= 180 OR coalesce(reason = 'children', false))",
            name=op.f("ck_no_contact_plan_days"),
        ),
        sa.CheckConstraint("kind IN ('full', 'limited')", name=op.f("ck_no_contact_plan_kind")),
        sa.CheckConstraint(
            "outcome IN ('keep_distance', 'limited_contact', 'open_to_talk', 'new_plan', 'not_reviewed')",
            name=op.f("ck_no_contact_plan_outcome"),
        ),
        sa.CheckConstraint(
            "reason IN ('children', 'work', 'home_or_lease', 'pet', 'legal_or_money', 'study_or_club')",
            name=op.f("ck_no_contact_plan_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'scheduled', 'active', 'paused', 'review_due', 'completed', 'ended_early', 'withdrawn', 'replaced')",
            name=op.f("ck_no_contact_plan_state"),
        ),
        sa.CheckConstraint(
            "already_since < starts_on", name=op.f("ck_no_contact_plan_already_before_its_start")
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on + days - 1", name=op.f("ck_no_contact_plan_ends_with_its_days")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_no_contact_plan_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_no_contact_plan_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_no_contact_plan")),
    )
    op.create_index(
        op.f("ix_no_contact_plan_practice_id_client_id_id"),
        "no_contact_plan",
        ["practice_id", "client_id", "id"],
        unique=False,
    )
    op.create_index(
        "uq_no_contact_plan_practice_id_live",
        "no_contact_plan",
        ["practice_id", "client_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('active', 'paused', 'review_due', 'scheduled')"),
    )
    op.create_index(
        "uq_no_contact_plan_practice_id_prepared",
        "no_contact_plan",
        ["practice_id", "client_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'proposed')"),
    )
    op.create_table(
        "urge",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_urge_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_urge_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_urge")),
    )
    op.create_index(
        op.f("ix_urge_practice_id_client_id_started_at"),
        "urge",
        ["practice_id", "client_id", "started_at"],
        unique=False,
    )
    op.create_table(
        "check_in",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("mood", sa.SmallInteger(), nullable=True),
        sa.Column("energy", sa.SmallInteger(), nullable=True),
        sa.Column("sleep", sa.SmallInteger(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reaction", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("did_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("line_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "contact IN ('none', 'by_them', 'encounter', 'allowed', 'by_me')",
            name=op.f("ck_check_in_contact"),
        ),
        sa.CheckConstraint(
            "reaction IN ('read', 'strength', 'care', 'talk')", name=op.f("ck_check_in_reaction")
        ),
        sa.CheckConstraint("energy BETWEEN 1 AND 3", name=op.f("ck_check_in_energy")),
        sa.CheckConstraint("mood BETWEEN 0 AND 10", name=op.f("ck_check_in_mood")),
        sa.CheckConstraint("sleep BETWEEN 1 AND 3", name=op.f("ck_check_in_sleep")),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_check_in_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_check_in_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_check_in")),
        sa.UniqueConstraint(
            "practice_id", "plan_id", "on_day", name=op.f("uq_check_in_practice_id_plan_id_on_day")
        ),
    )
    op.create_table(
        "contact_event",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_slip", sa.Boolean(), nullable=False),
        sa.Column("overruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feeling", sa.SmallInteger(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("led_to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("needs_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("overruling_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('continue', 'extend', 'new_run')", name=op.f("ck_contact_event_decision")
        ),
        sa.CheckConstraint(
            "kind IN ('by_me', 'reply_off_topic', 'via_others', 'checking', 'by_them', 'encounter', 'allowed')",
            name=op.f("ck_contact_event_kind"),
        ),
        sa.CheckConstraint("feeling BETWEEN 0 AND 10", name=op.f("ck_contact_event_feeling")),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_contact_event_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_contact_event_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_contact_event")),
    )
    op.create_index(
        op.f("ix_contact_event_practice_id_plan_id_on_day"),
        "contact_event",
        ["practice_id", "plan_id", "on_day"],
        unique=False,
    )
    op.create_index(
        "ix_contact_event_practice_id_waiting",
        "contact_event",
        ["practice_id", "plan_id"],
        unique=False,
        postgresql_where=sa.text("is_slip AND answered_at IS NULL"),
    )
    op.create_table(
        "plan_pause",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ends_on >= starts_on - 1", name=op.f("ck_plan_pause_ends_after_its_start")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_plan_pause_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_plan_pause_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_plan_pause")),
    )
    op.create_index(
        op.f("ix_plan_pause_practice_id_plan_id_starts_on"),
        "plan_pause",
        ["practice_id", "plan_id", "starts_on"],
        unique=False,
    )
    op.create_index(
        "uq_plan_pause_practice_id_plan_id_running",
        "plan_pause",
        ["practice_id", "plan_id"],
        unique=True,
        postgresql_where=sa.text("resumed_at IS NULL"),
    )
    op.create_table(
        "plan_rule",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("rule_key", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("counts_as_slip", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "rule_key IN ('no_writing', 'no_replying', 'no_meeting', 'no_news', 'no_messengers', 'no_looking', 'own')",
            name=op.f("ck_plan_rule_rule_key"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_plan_rule_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_plan_rule_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_plan_rule")),
    )
    op.create_index(
        op.f("ix_plan_rule_practice_id_plan_id_position"),
        "plan_rule",
        ["practice_id", "plan_id", "position"],
        unique=False,
    )
    op.create_table(
        "plan_run",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plan_run_ends_after_its_start")),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_plan_run_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_plan_run_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_plan_run")),
    )
    op.create_index(
        op.f("ix_plan_run_practice_id_plan_id_starts_on"),
        "plan_run",
        ["practice_id", "plan_id", "starts_on"],
        unique=False,
    )
    op.create_table(
        "plan_step",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("by_party", sa.Text(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_plan_step_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_plan_step_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_plan_step")),
    )
    op.create_index(
        op.f("ix_plan_step_practice_id_plan_id_id"),
        "plan_step",
        ["practice_id", "plan_id", "id"],
        unique=False,
    )
    op.create_table(
        "check_in_version",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "replaced_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("mood", sa.SmallInteger(), nullable=True),
        sa.Column("energy", sa.SmallInteger(), nullable=True),
        sa.Column("sleep", sa.SmallInteger(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("did_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("line_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "contact IN ('none', 'by_them', 'encounter', 'allowed', 'by_me')",
            name=op.f("ck_check_in_version_contact"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "check_in_id"],
            ["check_in.practice_id", "check_in.id"],
            name=op.f("fk_check_in_version_check_in_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_check_in_version_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_check_in_version")),
        sa.UniqueConstraint(
            "practice_id",
            "check_in_id",
            "number",
            name=op.f("uq_check_in_version_practice_id_check_in_id_number"),
        ),
    )
    op.create_table(
        "plan_wish",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "asked_by IN ('client', 'coach', 'program')", name=op.f("ck_plan_wish_asked_by")
        ),
        sa.CheckConstraint(
            "kind IN ('start', 'extend', 'restart', 'pause')", name=op.f("ck_plan_wish_kind")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'agreed', 'declined', 'lapsed')", name=op.f("ck_plan_wish_state")
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 180", name=op.f("ck_plan_wish_days")),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["contact_event.practice_id", "contact_event.id"],
            name=op.f("fk_plan_wish_contact_event_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "plan_id"],
            ["no_contact_plan.practice_id", "no_contact_plan.id"],
            name=op.f("fk_plan_wish_no_contact_plan_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_plan_wish_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_plan_wish")),
    )
    op.create_index(
        op.f("ix_plan_wish_practice_id_event_id"),
        "plan_wish",
        ["practice_id", "event_id"],
        unique=False,
    )
    op.create_index(
        "uq_plan_wish_practice_id_plan_id_waiting",
        "plan_wish",
        ["practice_id", "plan_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    for table in TABLES:
        wall(table)
    wall("plan_step", READ_AND_ADD)
    let_change("plan_step", "reason_sealed")  # sealed anew when keys are rotated


def downgrade() -> None:
    op.drop_table("plan_step")
    for table in reversed(TABLES):
        op.drop_table(table)
