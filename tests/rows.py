"""What stands in the database, seen past all walls: to prove that nothing changed, or what did."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

# Notes of refusals, counts of tries and times of visits change with every request.
_NOTES = {"audit_event", "rate_limit", "alembic_version"}
_VISITS = {"device": "to_jsonb(t) - 'seen_at' - 'desk_seen_at'"}


def fingerprint(engine: Engine, practice_id: UUID | None = None) -> dict[str, str]:
    """A hash of each table's rows: of everything, or of one practice and what is in it."""
    with engine.connect() as connection:
        return {table: _hash(connection, table, practice_id) for table in _tables(connection)}


def everything(engine: Engine) -> str:
    """Every row of every table as text."""
    with engine.connect() as connection:
        rows = (
            connection.scalars(text(f'SELECT t::text FROM "{table}" t')).all()  # noqa: S608  # from the catalogue
            for table in [*_tables(connection), *_NOTES]
        )
        return "\n".join(line for lines in rows for line in lines)


def audited(engine: Engine) -> list[Any]:
    """All rows of the audit, in the order they were written."""
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM audit_event ORDER BY at, id")))


def stored(engine: Engine, sql: str, **values: object) -> Any:
    """One row, read past all walls."""
    with engine.connect() as connection:
        return connection.execute(text(sql), values).one()


def _tables(connection: Connection) -> list[str]:
    names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    return sorted(name for name in names if name not in _NOTES)


def _hash(connection: Connection, table: str, practice_id: UUID | None) -> str:
    row = _VISITS.get(table, "to_jsonb(t)")
    where = _whose(connection, table) if practice_id else ""
    sql = (
        f"SELECT md5(coalesce(string_agg(({row})::text, '|' ORDER BY ({row})::text), '')) "  # noqa: S608  # from the catalogue
        f'FROM "{table}" t {where}'
    )
    found: str = connection.execute(text(sql), {"practice": practice_id}).scalar_one()
    return found


def _whose(connection: Connection, table: str) -> str:
    """One practice's rows; tables that belong to none have none of it."""
    if table == "practice":
        return "WHERE id = :practice"
    has_practice = connection.scalar(
        text(
            "SELECT count(*) FROM information_schema.columns "
            "WHERE table_name = :table AND column_name = 'practice_id'"
        ),
        {"table": table},
    )
    return "WHERE practice_id = :practice" if has_practice else "WHERE false"
