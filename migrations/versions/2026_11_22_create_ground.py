"""The ground: the audit, the delivery log, rate limits and the job queue."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import READ_AND_ADD, READ_AND_WRITE, app_role, grant, wall

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None

JOB_QUEUE = Path(__file__).parents[1] / "sql" / "procrastinate-3.10.0.sql"

GRANT_QUEUE = r"""
DO $$
DECLARE name text;
BEGIN
    FOR name IN
        SELECT relname FROM pg_class
        WHERE relname LIKE 'procrastinate\_%' AND relkind = ANY ({kinds})
    LOOP
        EXECUTE format('GRANT {rights} ON %I TO {role}', name);
    END LOOP;
END $$
"""

DROP_QUEUE = r"""
DO $$
DECLARE thing text;
BEGIN
    FOR thing IN SELECT format('TABLE %I CASCADE', relname) FROM pg_class
        WHERE relname LIKE 'procrastinate\_%' AND relkind = 'r'
    LOOP EXECUTE 'DROP ' || thing; END LOOP;
    FOR thing IN SELECT format('FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
        WHERE proname LIKE 'procrastinate\_%'
    LOOP EXECUTE 'DROP ' || thing; END LOOP;
    FOR thing IN SELECT format('TYPE %I CASCADE', typname) FROM pg_type
        WHERE typname LIKE 'procrastinate\_%' AND typtype IN ('e', 'c')
    LOOP EXECUTE 'DROP ' || thing; END LOOP;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_practice_id_at", "audit_event", ["practice_id", "at"])
    wall("audit_event", READ_AND_ADD)
    op.create_table(
        "delivery",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("params", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'dropped', 'failed')",
            name=op.f("ck_delivery_state"),
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_practice_id_created_at", "delivery", ["practice_id", "created_at"])
    wall("delivery")
    op.create_table(
        "rate_limit",
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_rate_limit"),
    )
    grant("rate_limit")
    grant("alembic_version", "SELECT")
    _create_job_queue()


def downgrade() -> None:
    for table in ("rate_limit", "delivery", "audit_event"):
        op.drop_table(table)
    _run(DROP_QUEUE)


def _create_job_queue() -> None:
    _run(JOB_QUEUE.read_text())
    for kinds, rights in (("'{r}'", READ_AND_WRITE), ("'{S}'", "USAGE, SELECT")):
        grant_all = GRANT_QUEUE.format(kinds=kinds, rights=rights, role=f'"{app_role()}"')
        _run(grant_all)


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(statements.replace("%", "%%"))  # the driver looks for parameters
