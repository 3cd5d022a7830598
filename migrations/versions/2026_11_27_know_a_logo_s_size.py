"""How many pixels wide and high a practice's logo is, read from the PNG's own head."""

import sqlalchemy as sa
from alembic import op

revision = "0104_logo_size"
down_revision = "0103_reached_out"
branch_labels = None
depends_on = None

WIDTH = "get_byte(logo, 18) * 256 + get_byte(logo, 19)"
HEIGHT = "get_byte(logo, 22) * 256 + get_byte(logo, 23)"


def upgrade() -> None:
    op.add_column("settings", sa.Column("logo_width", sa.SmallInteger(), nullable=True))
    op.add_column("settings", sa.Column("logo_height", sa.SmallInteger(), nullable=True))
    op.execute(
        f"UPDATE settings SET logo_width = {WIDTH}, logo_height = {HEIGHT} WHERE logo IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("settings", "logo_height")
    op.drop_column("settings", "logo_width")
