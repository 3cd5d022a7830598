"""What a flag is about is sealed; in the open stands what statements ask for, and no topic."""

from collections.abc import Iterator
from types import SimpleNamespace

import sqlalchemy as sa
from alembic import op

from coachhub.core.private import seal_by, unseal_by
from migrations.walls import each_practice, keystore

revision = "0091_sealed_flags"
down_revision = "0090_hints_of_guests"
branch_labels = None
depends_on = None

WORDS = ("kind", "level", "ending")
SEALED = {"about_sealed": 40, "ending_sealed": 24}
"""Column: the length to which its texts are padded."""
ANSWERS_LENGTH = 512
KINDS = "'self_harm', 'afraid', 'violence_toward_client', 'violence_by_client', 'violence_past', 'order_protects_client', 'order_binds_client', 'asked_to_stop', 'watched', 'discreet', 'others_in_danger', 'left_open', 'rather_talk'"
CHECKS = {
    "kind": f"kind IN ({KINDS})",
    "level": "level IN ('note', 'caution', 'urgent')",
    "ending": "ending IN ('settled', 'by_mistake', 'reached_out')",
}
UNCLOSED = "uq_safety_flag_practice_id_client_id_kind_unclosed"


def upgrade() -> None:
    for name in SEALED:
        op.add_column("safety_flag", sa.Column(name, sa.LargeBinary(), nullable=True))
    for name in ("is_urgent", "cannot_wait"):
        op.add_column("safety_flag", sa.Column(name, sa.Boolean(), nullable=True))
    for _ in each_practice():
        for flag in _rows("safety_flag"):
            _seal_flag(flag)
        for screen in _rows("safety_screen"):
            _pad_answers(screen)
        op.execute(
            "UPDATE safety_flag SET is_urgent = level = 'urgent', "
            "cannot_wait = level = 'urgent' OR kind = 'order_binds_client'"
        )
    for name in ("is_urgent", "cannot_wait"):
        op.alter_column("safety_flag", name, nullable=False)
    op.create_check_constraint(
        op.f("ck_safety_flag_cannot_wait"), "safety_flag", "cannot_wait OR NOT is_urgent"
    )
    op.drop_index(UNCLOSED, "safety_flag")
    op.create_index(
        op.f("ix_safety_flag_practice_id_client_id"), "safety_flag", ["practice_id", "client_id"]
    )
    for name in WORDS:
        op.drop_column("safety_flag", name)
    _write_anew()


def downgrade() -> None:
    for name in WORDS:
        op.add_column("safety_flag", sa.Column(name, sa.Text(), nullable=True))
    for _ in each_practice():
        for flag in _rows("safety_flag"):
            _unseal_flag(flag)
    for name in ("kind", "level"):
        op.alter_column("safety_flag", name, nullable=False)
    for name, check in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_safety_flag_{name}"), "safety_flag", check)
    op.create_index(
        UNCLOSED,
        "safety_flag",
        ["practice_id", "client_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.drop_index(op.f("ix_safety_flag_practice_id_client_id"), "safety_flag")
    op.drop_constraint(op.f("ck_safety_flag_cannot_wait"), "safety_flag")
    for name in ("is_urgent", "cannot_wait", *SEALED):
        op.drop_column("safety_flag", name)


def _rows(table: str) -> Iterator[SimpleNamespace]:
    """The rows of the practice, in the shape that sealing asks for."""
    for row in op.get_bind().execute(sa.text(f"SELECT * FROM {table}")).mappings().all():
        yield SimpleNamespace(__tablename__=table, **row)


def _seal_flag(flag: SimpleNamespace) -> None:
    said = {"about_sealed": f"{flag.kind} {flag.level}", "ending_sealed": flag.ending}
    for column, words in said.items():
        if words is not None:
            _write(flag, column, seal_by(keystore(), flag, column, words.ljust(SEALED[column])))


def _unseal_flag(flag: SimpleNamespace) -> None:
    kind, level = unseal_by(keystore(), flag, "about_sealed", flag.about_sealed).split()
    _write(flag, "kind", kind)
    _write(flag, "level", level)
    if flag.ending_sealed is not None:
        ending = unseal_by(keystore(), flag, "ending_sealed", flag.ending_sealed)
        _write(flag, "ending", ending.rstrip())


def _pad_answers(screen: SimpleNamespace) -> None:
    column, stored = "answers_sealed", screen.answers_sealed
    if stored is not None:
        answers = unseal_by(keystore(), screen, column, stored)
        _write(screen, column, seal_by(keystore(), screen, column, answers.ljust(ANSWERS_LENGTH)))


def _write(row: SimpleNamespace, column: str, value: bytes | str) -> None:
    statement = sa.text(
        f"UPDATE {row.__tablename__} SET {column} = :value "
        "WHERE practice_id = :practice_id AND id = :id"
    )
    op.get_bind().execute(statement, {"value": value, "practice_id": row.practice_id, "id": row.id})


def _write_anew() -> None:
    """The table goes into a new file: in the old one, what was dropped could still be read."""
    op.execute("CLUSTER safety_flag USING pk_safety_flag")
    op.execute("ALTER TABLE safety_flag SET WITHOUT CLUSTER")
