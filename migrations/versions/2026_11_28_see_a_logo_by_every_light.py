"""By which light a practice's logo can't be seen on the wall, looked at once for those there are."""

import sqlalchemy as sa
from alembic import op

from coachhub.practices.pictures import lost_by
from migrations.walls import each_practice

revision = "0113_logo_lost"
down_revision = "0112_contact"
branch_labels = None
depends_on = None


LOGO = sa.text("SELECT logo FROM settings WHERE logo IS NOT NULL")
LOST = sa.text("UPDATE settings SET logo_lost = :lost")


def upgrade() -> None:
    op.add_column("settings", sa.Column("logo_lost", sa.Text(), nullable=True))
    op.create_check_constraint("logo_lost", "settings", "logo_lost IN ('day', 'evening')")
    for _ in each_practice():
        for logo in op.get_bind().scalars(LOGO).all():
            op.get_bind().execute(LOST, {"lost": lost_by(logo)})


def downgrade() -> None:
    op.drop_column("settings", "logo_lost")
