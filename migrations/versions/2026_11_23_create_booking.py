"""Session types, hours and bookings; two sessions of a coach can't overlap."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0040_booking"
down_revision = "0035_growth"
branch_labels = None
depends_on = None

TABLES = (
    "session_type",
    "calendar",
    "availability",
    "block",
    "booking",
    "booking_change",
    "booking_link",
)


def upgrade() -> None:
    # Lets one index hold ids (equal) and times (overlapping); any owner of a database may add it.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "availability",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("begins", sa.SmallInteger(), nullable=False),
        sa.Column("ends", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "begins >= 0 AND begins < ends AND ends <= 1440",
            name=op.f("ck_availability_begins_and_ends"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_availability_weekday")),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_availability_member_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_availability_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_availability")),
    )
    op.create_index(
        op.f("ix_availability_practice_id_coach_id_weekday"),
        "availability",
        ["practice_id", "coach_id", "weekday"],
        unique=False,
    )
    op.create_table(
        "block",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_block_begins_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_block_member_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_block_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_block")),
    )
    op.create_index(
        op.f("ix_block_practice_id_coach_id_ends_at"),
        "block",
        ["practice_id", "coach_id", "ends_at"],
        unique=False,
    )
    op.create_table(
        "calendar",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("notice_hours", sa.SmallInteger(), server_default=sa.text("12"), nullable=False),
        sa.Column("horizon_days", sa.SmallInteger(), server_default=sa.text("60"), nullable=False),
        sa.Column("step_minutes", sa.SmallInteger(), server_default=sa.text("30"), nullable=False),
        sa.Column("most_a_day", sa.SmallInteger(), server_default=sa.text("5"), nullable=False),
        sa.Column("meeting_place", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("horizon_days BETWEEN 1 AND 365", name=op.f("ck_calendar_horizon_days")),
        sa.CheckConstraint("most_a_day BETWEEN 1 AND 24", name=op.f("ck_calendar_most_a_day")),
        sa.CheckConstraint("notice_hours BETWEEN 0 AND 336", name=op.f("ck_calendar_notice_hours")),
        sa.CheckConstraint("step_minutes BETWEEN 5 AND 240", name=op.f("ck_calendar_step_minutes")),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_calendar_member_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_calendar_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_calendar")),
        sa.UniqueConstraint(
            "practice_id", "coach_id", name=op.f("uq_calendar_practice_id_coach_id")
        ),
    )
    op.create_table(
        "session_type",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("is_first_call", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column(
            "buffer_minutes", sa.SmallInteger(), server_default=sa.text("15"), nullable=False
        ),
        sa.Column("price", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("free_hours", sa.SmallInteger(), server_default=sa.text("24"), nullable=False),
        sa.Column("kept_percent", sa.SmallInteger(), server_default=sa.text("50"), nullable=False),
        sa.Column("moves_allowed", sa.SmallInteger(), server_default=sa.text("2"), nullable=False),
        sa.CheckConstraint(
            "audience IN ('public', 'client', 'invited')", name=op.f("ck_session_type_audience")
        ),
        sa.CheckConstraint(
            "place IN ('video', 'phone', 'in_person')", name=op.f("ck_session_type_place")
        ),
        sa.CheckConstraint(
            "buffer_minutes BETWEEN 0 AND 240", name=op.f("ck_session_type_buffer_minutes")
        ),
        sa.CheckConstraint("free_hours BETWEEN 0 AND 72", name=op.f("ck_session_type_free_hours")),
        sa.CheckConstraint(
            "kept_percent BETWEEN 0 AND 100", name=op.f("ck_session_type_kept_percent")
        ),
        sa.CheckConstraint("minutes BETWEEN 10 AND 480", name=op.f("ck_session_type_minutes")),
        sa.CheckConstraint(
            "moves_allowed BETWEEN 0 AND 9", name=op.f("ck_session_type_moves_allowed")
        ),
        sa.CheckConstraint("price BETWEEN 0 AND 99999999", name=op.f("ck_session_type_price")),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_session_type_member_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_session_type_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_session_type")),
    )
    op.create_index(
        op.f("ix_session_type_practice_id_retired_at"),
        "session_type",
        ["practice_id", "retired_at"],
        unique=False,
    )
    op.create_table(
        "booking",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("session_type_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("coach_zone", sa.Text(), nullable=False),
        sa.Column("client_zone", sa.Text(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terms_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moves", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column(
            "buffer_minutes", sa.SmallInteger(), server_default=sa.text("15"), nullable=False
        ),
        sa.Column("price", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("free_hours", sa.SmallInteger(), server_default=sa.text("24"), nullable=False),
        sa.Column("kept_percent", sa.SmallInteger(), server_default=sa.text("50"), nullable=False),
        sa.Column("moves_allowed", sa.SmallInteger(), server_default=sa.text("2"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("practice_id"), "="),
            (sa.column("coach_id"), "="),
            (sa.column("during"), "&&"),
            where=sa.text(
                "state IN ('completed', 'confirmed', 'held', 'no_show', 'pending_payment')"
            ),
            using="gist",
            name="ex_booking_coach_during",
        ),
        sa.CheckConstraint(
            "place IN ('video', 'phone', 'in_person')", name=op.f("ck_booking_place")
        ),
        sa.CheckConstraint(
            "source IN ('public', 'portal', 'desk')", name=op.f("ck_booking_source")
        ),
        sa.CheckConstraint(
            "state <> 'held' OR held_until IS NOT NULL", name=op.f("ck_booking_held_until")
        ),
        sa.CheckConstraint(
            "state IN ('held', 'pending_payment', 'confirmed', 'completed', 'no_show', 'cancelled_by_client', 'late_cancelled', 'cancelled_by_coach', 'expired')",
            name=op.f("ck_booking_state"),
        ),
        sa.CheckConstraint(
            "NOT isempty(during) AND lower(during) = starts_at AND upper(during) >= ends_at",
            name=op.f("ck_booking_during"),
        ),
        sa.CheckConstraint(
            "buffer_minutes BETWEEN 0 AND 240", name=op.f("ck_booking_buffer_minutes")
        ),
        sa.CheckConstraint("free_hours BETWEEN 0 AND 72", name=op.f("ck_booking_free_hours")),
        sa.CheckConstraint("kept_percent BETWEEN 0 AND 100", name=op.f("ck_booking_kept_percent")),
        sa.CheckConstraint("minutes BETWEEN 10 AND 480", name=op.f("ck_booking_minutes")),
        sa.CheckConstraint("moves_allowed BETWEEN 0 AND 9", name=op.f("ck_booking_moves_allowed")),
        sa.CheckConstraint("price BETWEEN 0 AND 99999999", name=op.f("ck_booking_price")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_booking_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "coach_id"],
            ["member.practice_id", "member.id"],
            name=op.f("fk_booking_member_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "session_type_id"],
            ["session_type.practice_id", "session_type.id"],
            name=op.f("fk_booking_session_type_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_booking_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_booking")),
    )
    op.create_index(
        op.f("ix_booking_practice_id_client_id_starts_at"),
        "booking",
        ["practice_id", "client_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_booking_practice_id_coach_id_starts_at"),
        "booking",
        ["practice_id", "coach_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        "ix_booking_practice_id_open_holds",
        "booking",
        ["practice_id", "held_until"],
        unique=False,
        postgresql_where=sa.text("state IN ('held', 'pending_payment')"),
    )
    op.create_table(
        "booking_change",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            name=op.f("fk_booking_change_booking_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_booking_change_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_booking_change")),
    )
    op.create_index(
        op.f("ix_booking_change_practice_id_booking_id_id"),
        "booking_change",
        ["practice_id", "booking_id", "id"],
        unique=False,
    )
    op.create_table(
        "booking_link",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "booking_id"],
            ["booking.practice_id", "booking.id"],
            name=op.f("fk_booking_link_booking_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_booking_link_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_booking_link")),
        sa.UniqueConstraint(
            "practice_id", "token_hash", name=op.f("uq_booking_link_practice_id_token_hash")
        ),
    )
    op.create_index(
        op.f("ix_booking_link_practice_id_booking_id"),
        "booking_link",
        ["practice_id", "booking_id"],
        unique=False,
    )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP EXTENSION btree_gist")
