"""How many pixels wide and high a practice's logo is, read from the PNG's own head."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import each_practice

revision = "0104_logo_size"
down_revision = "0103_reached_out"
branch_labels = None
depends_on = None

SIZE = (
    "logo_width = get_byte(logo, 18) * 256 + get_byte(logo, 19), "
    "logo_height = get_byte(logo, 22) * 256 + get_byte(logo, 23)"
)


def upgrade() -> None:
    op.add_column("settings", sa.Column("logo_width", sa.SmallInteger(), nullable=True))
    op.add_column("settings", sa.Column("logo_height", sa.SmallInteger(), nullable=True))
    for _ in each_practice():
        op.execute(f"UPDATE settings SET {SIZE} WHERE logo IS NOT NULL")


def downgrade() -> None:
    op.drop_column("settings", "logo_height")
    op.drop_column("settings", "logo_width")
