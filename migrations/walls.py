"""The walls between practices, as the migrations build them."""

from alembic import op

IN_THIS_PRACTICE = "practice_id = nullif(current_setting('app.practice', true), '')::uuid"
ONE_SELF = "user_id = nullif(current_setting('app.user_id', true), '')::uuid"
IN_NO_PRACTICE = "nullif(current_setting('app.practice', true), '') IS NULL"

READ_AND_WRITE = "SELECT, INSERT, UPDATE, DELETE"
READ_AND_ADD = "SELECT, INSERT"


def app_role() -> str:
    """The role that the application signs in with; it owns nothing."""
    config = op.get_context().config
    if config is None:
        raise RuntimeError("migrations run by `coachhub db upgrade`, which names the role")
    role: str = config.attributes["app_role"]
    return role


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
