"""Contact that a check-in named alone has a kind of its own: who began it was not told."""

from alembic import op

from migrations.walls import each_practice

revision = "0103_reached_out"
down_revision = "0102_plans_printed"
branch_labels = None
depends_on = None

KINDS = "'by_me', 'reply_off_topic', 'via_others', 'checking', 'by_them', 'encounter', 'allowed'"
TOLD_BARE = (
    "kind = 'by_me' AND form_key IS NULL AND feeling IS NULL AND led_to_sealed IS NULL "
    "AND needs_sealed IS NULL AND note_sealed IS NULL"
)


def upgrade() -> None:
    op.drop_constraint(op.f("ck_contact_event_kind"), "contact_event")
    op.create_check_constraint(
        op.f("ck_contact_event_kind"), "contact_event", f"kind IN ('reached_out', {KINDS})"
    )
    for _ in each_practice():
        op.execute(f"UPDATE contact_event SET kind = 'reached_out' WHERE {TOLD_BARE}")


def downgrade() -> None:
    for _ in each_practice():
        op.execute("UPDATE contact_event SET kind = 'by_me' WHERE kind = 'reached_out'")
    op.drop_constraint(op.f("ck_contact_event_kind"), "contact_event")
    op.create_check_constraint(op.f("ck_contact_event_kind"), "contact_event", f"kind IN ({KINDS})")
