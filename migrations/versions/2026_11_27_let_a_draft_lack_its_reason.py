"""A plan that is still a draft, or never was more, may lack why some contact has to be."""

from alembic import op

from migrations.walls import each_practice

revision = "0106_draft_reason"
down_revision = "0105_utc"
branch_labels = None
depends_on = None

NAME = "ck_no_contact_plan_limited_for_a_reason"


def _hold(rule: str) -> None:
    op.drop_constraint(op.f(NAME), "no_contact_plan")
    op.create_check_constraint(op.f(NAME), "no_contact_plan", rule)


def upgrade() -> None:
    _hold(
        "(kind = 'limited' OR reason IS NULL) AND "
        "(kind = 'full' OR reason IS NOT NULL OR state IN ('draft', 'withdrawn'))"
    )


def downgrade() -> None:
    for _ in each_practice():
        op.execute(
            "UPDATE no_contact_plan SET kind = 'full' WHERE kind = 'limited' AND reason IS NULL"
        )
    _hold("(kind = 'limited') = (reason IS NOT NULL)")
