"""No day lies in two runs of a plan. Where one does, the earlier run gives it to the later."""

from alembic import op

from migrations.walls import each_practice

revision = "0100_runs_apart"
down_revision = "0099_time_off_back"
branch_labels = None
depends_on = None

_OF_PLAN = "r.practice_id = p.practice_id AND r.plan_id = p.id"
_MENDS = (
    f"DELETE FROM plan_run r USING no_contact_plan p WHERE {_OF_PLAN} AND r.starts_on >= p.starts_on",
    f"""UPDATE plan_run r SET ends_on = p.starts_on - 1 FROM no_contact_plan p
    WHERE {_OF_PLAN} AND r.ends_on >= p.starts_on""",
    """DELETE FROM plan_run r USING plan_run longer
    WHERE r.practice_id = longer.practice_id AND r.plan_id = longer.plan_id
        AND r.starts_on = longer.starts_on AND (r.ends_on, r.id) < (longer.ends_on, longer.id)""",
    """UPDATE plan_run r SET ends_on = apart.ends_on FROM (
        SELECT practice_id, id, least(
            max(ends_on) OVER (runs ROWS UNBOUNDED PRECEDING), lead(starts_on) OVER runs - 1
        ) AS ends_on
        FROM plan_run WINDOW runs AS (PARTITION BY practice_id, plan_id ORDER BY starts_on)
    ) apart
    WHERE r.practice_id = apart.practice_id AND r.id = apart.id AND r.ends_on <> apart.ends_on""",
)
"""The days that any of a plan's runs has, one of them has in the end."""

# Who comes second waits for the plan's row, and then sees what the first one wrote.
_WALL = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM no_contact_plan
        WHERE practice_id = NEW.practice_id AND id = NEW.{plan} FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM {other} WHERE practice_id = NEW.practice_id AND {overlap}) THEN
            RAISE EXCEPTION 'two runs of a plan overlap'
                USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'ex_plan_run_plan_days';
        END IF;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    for _ in each_practice():
        for mend in _MENDS:
            op.execute(mend)
    op.execute(
        "ALTER TABLE plan_run ADD CONSTRAINT ex_plan_run_plan_days EXCLUDE USING gist "
        "(practice_id WITH =, plan_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)"
    )
    op.execute(
        _WALL.format(
            name="keep_before_present_run",
            plan="plan_id",
            other="no_contact_plan",
            overlap="id = NEW.plan_id AND starts_on <= NEW.ends_on",
        )
    )
    op.execute(
        _WALL.format(
            name="keep_after_closed_runs",
            plan="id",
            other="plan_run",
            overlap="plan_id = NEW.id AND ends_on >= NEW.starts_on",
        )
    )
    op.execute(
        "CREATE TRIGGER keep_before_present_run AFTER INSERT OR UPDATE ON plan_run "
        "FOR EACH ROW EXECUTE FUNCTION keep_before_present_run()"
    )
    op.execute(
        "CREATE TRIGGER keep_after_closed_runs AFTER UPDATE OF starts_on ON no_contact_plan "
        "FOR EACH ROW EXECUTE FUNCTION keep_after_closed_runs()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_after_closed_runs ON no_contact_plan")
    op.execute("DROP TRIGGER keep_before_present_run ON plan_run")
    op.execute("DROP FUNCTION keep_after_closed_runs()")
    op.execute("DROP FUNCTION keep_before_present_run()")
    op.drop_constraint("ex_plan_run_plan_days", "plan_run")
