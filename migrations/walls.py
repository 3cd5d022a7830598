"""The walls between practices, as the migrations build them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from coachhub.core.keystore import Keystore

IN_THIS_PRACTICE = "practice_id = nullif(current_setting('app.practice', true), '')::uuid"
ONE_SELF = "user_id = nullif(current_setting('app.user_id', true), '')::uuid"
IN_NO_PRACTICE = "nullif(current_setting('app.practice', true), '') IS NULL"

READ_AND_WRITE = "SELECT, INSERT, UPDATE, DELETE"
READ_AND_ADD = "SELECT, INSERT"


def app_role() -> str:
    """The role that the application signs in with; it owns nothing."""
    role: str = _given("app_role")
    return role


def keystore() -> Keystore:
    """Where the practices' keys lie, for a migration that seals what was written in the open."""
    store: Keystore = _given("keystore")
    return store


def _given(name: str) -> Any:  # noqa: ANN401
    config = op.get_context().config
    if config is None:
        raise RuntimeError("migrations run by `coachhub db upgrade`, which names role and keys")
    return config.attributes[name]


def each_practice() -> Iterator[UUID]:
    """One practice after the other, with its rows to be seen and written."""
    enter = sa.text("SELECT set_config('app.practice', :practice, true)")
    for practice_id in op.get_bind().scalars(sa.text("SELECT id FROM practice")).all():
        op.get_bind().execute(enter, {"practice": str(practice_id)})
        yield practice_id
    op.get_bind().execute(enter, {"practice": ""})


def grant(table: str, rights: str = READ_AND_WRITE) -> None:
    """Let the application use a table, and no more than that."""
    op.execute(f'GRANT {rights} ON "{table}" TO "{app_role()}"')


def wall(table: str, rights: str = READ_AND_WRITE) -> None:
    """Rows of one practice only, for everybody, the table's owner too."""
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(
        f'CREATE POLICY in_this_practice ON "{table}" '
        f"USING ({IN_THIS_PRACTICE}) WITH CHECK ({IN_THIS_PRACTICE})"
    )
    grant(table, rights)


def let_change(table: str, columns: str) -> None:
    """Of rows that are only added, let the application change these columns, and no others."""
    op.execute(f'GRANT UPDATE ({columns}) ON "{table}" TO "{app_role()}"')


def window_for_oneself(table: str) -> None:
    """Before a practice is entered, people may read (not write) the rows about themselves."""
    op.execute(
        f'CREATE POLICY about_oneself ON "{table}" FOR SELECT '
        f"USING ({IN_NO_PRACTICE} AND {ONE_SELF})"
    )
