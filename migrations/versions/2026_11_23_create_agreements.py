"""The practice's agreement in versions, and who signed which."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0010_agreements"
down_revision = "0061_printed_summaries"
branch_labels = None
depends_on = None

TABLES = ("agreement", "signature")


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_agreement_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("practice_id", "number", name=op.f("uq_agreement_practice_id_number")),
    )
    op.create_table(
        "signature",
        sa.Column("practice_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "signed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("ip_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id", "agreement_id"],
            ["agreement.practice_id", "agreement.id"],
            name=op.f("fk_signature_agreement_practice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            name=op.f("fk_signature_client_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_signature_practice_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practice_id", "id", name=op.f("pk_signature")),
        sa.UniqueConstraint(
            "practice_id",
            "client_id",
            "agreement_id",
            name=op.f("uq_signature_practice_id_client_id_agreement_id"),
        ),
    )
    for table in TABLES:
        wall(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
