"""Time off that was taken away is kept, so that it can be put back; it keeps no session off."""

import sqlalchemy as sa
from alembic import op

revision = "0099_time_off_back"
down_revision = "0098_task_ends"
branch_labels = None
depends_on = None

_WALL = """
    CREATE OR REPLACE FUNCTION keep_off_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM member
        WHERE practice_id = NEW.practice_id AND id = NEW.coach_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM block
            WHERE practice_id = NEW.practice_id AND coach_id = NEW.coach_id
                AND begins_at < NEW.ends_at AND ends_at > NEW.starts_at{which}
        ) THEN
            RAISE EXCEPTION 'a session lies in time off'
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ex_booking_block';
        END IF;
        RETURN NULL;
    END $$
"""
_TRIGGER = (
    "CREATE TRIGGER keep_off_sessions AFTER INSERT OR UPDATE OF begins_at, ends_at, coach_id{more} "
    "ON block FOR EACH ROW {when}EXECUTE FUNCTION keep_off_sessions()"
)


def upgrade() -> None:
    op.add_column("block", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(_WALL.format(which=" AND removed_at IS NULL"))
    op.execute("DROP TRIGGER keep_off_sessions ON block")
    op.execute(_TRIGGER.format(more=", removed_at", when="WHEN (NEW.removed_at IS NULL) "))


def downgrade() -> None:
    op.execute("DELETE FROM block WHERE removed_at IS NOT NULL")
    op.execute("DROP TRIGGER keep_off_sessions ON block")
    op.execute(_WALL.format(which=""))
    op.execute(_TRIGGER.format(more="", when=""))
    op.drop_column("block", "removed_at")
