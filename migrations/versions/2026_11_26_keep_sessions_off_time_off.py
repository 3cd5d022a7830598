"""No session takes time that its coach has off, and no time off lies over a session."""

from alembic import op

revision = "0096_time_off"
down_revision = "0095_held_plans"
branch_labels = None
depends_on = None

_LIVE = "('completed', 'confirmed', 'held', 'no_show', 'pending_payment')"
# Who comes second waits for the coach's row, and then sees what the first one took.
_WALL = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM member
        WHERE practice_id = NEW.practice_id AND id = NEW.coach_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM {other}
            WHERE practice_id = NEW.practice_id AND coach_id = NEW.coach_id AND {overlap}
        ) THEN
            RAISE EXCEPTION 'a session lies in time off'
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ex_booking_block';
        END IF;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    overlap = "begins_at < NEW.ends_at AND ends_at > NEW.starts_at"
    op.execute(_WALL.format(name="keep_off_blocks", other="block", overlap=overlap))
    overlap = f"starts_at < NEW.ends_at AND ends_at > NEW.begins_at AND state IN {_LIVE}"
    op.execute(_WALL.format(name="keep_off_sessions", other="booking", overlap=overlap))
    live = f"NEW.state IN {_LIVE}"
    moved = (
        f"{live} AND (OLD.state NOT IN {_LIVE} OR (NEW.starts_at, NEW.ends_at, NEW.coach_id) "
        "IS DISTINCT FROM (OLD.starts_at, OLD.ends_at, OLD.coach_id))"
    )
    changes = {"INSERT": live, "UPDATE OF state, starts_at, ends_at, coach_id": moved}
    for when, change in changes.items():
        op.execute(
            f"CREATE TRIGGER keep_off_blocks_at_{when.split(maxsplit=1)[0].lower()} "
            f"AFTER {when} ON booking FOR EACH ROW WHEN ({change}) "
            "EXECUTE FUNCTION keep_off_blocks()"
        )
    op.execute(
        "CREATE TRIGGER keep_off_sessions AFTER INSERT OR UPDATE OF begins_at, ends_at, coach_id "
        "ON block FOR EACH ROW EXECUTE FUNCTION keep_off_sessions()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_off_sessions ON block")
    for when in ("insert", "update"):
        op.execute(f"DROP TRIGGER keep_off_blocks_at_{when} ON booking")
    op.execute("DROP FUNCTION keep_off_sessions()")
    op.execute("DROP FUNCTION keep_off_blocks()")
