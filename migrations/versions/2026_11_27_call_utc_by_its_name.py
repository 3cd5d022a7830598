"""UTC is stored by the name that lists, imports and addresses know."""

from alembic import op

from migrations.walls import each_practice

revision = "0105_utc"
down_revision = "0104_logo_size"
branch_labels = None
depends_on = None

COLUMNS = (
    ("settings", "zone"),
    ("client", "zone"),
    ("calendar", "zone"),
    ("booking", "coach_zone"),
    ("booking", "client_zone"),
    ("no_contact_plan", "zone"),
    ("check_in", "zone"),
)


def upgrade() -> None:
    op.execute("UPDATE \"user\" SET zone = 'UTC' WHERE zone = 'Etc/UTC'")
    for _ in each_practice():
        for table, column in COLUMNS:
            op.execute(f"UPDATE {table} SET {column} = 'UTC' WHERE {column} = 'Etc/UTC'")


def downgrade() -> None:
    """The other name says the same."""
