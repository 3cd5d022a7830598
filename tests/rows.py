"""What stands in the database, seen past all walls: to prove that nothing changed, or what did."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

# Notes of refusals, counts of tries and times of visits change with every request.
_NOTES = {"audit_event", "rate_limit", "alembic_version"}
_VISITS = {"device": "(to_jsonb(t) - 'seen_at' - 'desk_seen_at')::text"}


def fingerprint(engine: Engine, practice_id: UUID | None = None) -> dict[str, str]:
    """A hash of each table's rows: of everything, or of one practice and what is in it.

    Tables that belong to no practice have nothing of one.
    """
    with engine.connect() as connection:
        tables = _tables(connection, of_practices=practice_id is not None)
        owned = {name: "id" if name == "practice" else "practice_id" for name in tables}
        owners = owned if practice_id else dict.fromkeys(tables)
        hashes = " UNION ALL ".join(_hash(name, owner) for name, owner in owners.items())
        found = connection.execute(text(hashes), {"practice": practice_id} if practice_id else {})
        return {row.name: row.hash for row in found}


def everything(engine: Engine) -> str:
    """Every row of every table as text."""
    with engine.connect() as connection:
        tables = [*_tables(connection), *_NOTES]
        rows = " UNION ALL ".join(f'SELECT t::text FROM "{name}" t' for name in tables)  # noqa: S608  # from the catalogue
        return "\n".join(connection.scalars(text(rows)))


def audited(engine: Engine) -> list[Any]:
    """All rows of the audit, in the order they were written."""
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM audit_event ORDER BY at, id")))


def stored(engine: Engine, sql: str, **values: object) -> Any:
    """One row, read past all walls."""
    with engine.connect() as connection:
        return connection.execute(text(sql), values).one()


def _tables(connection: Connection, *, of_practices: bool = False) -> list[str]:
    every = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    theirs = (
        "SELECT relname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
        "AND (attname = 'practice_id' OR (relname = 'practice' AND attname = 'id'))"
    )
    names = connection.scalars(text(theirs if of_practices else every))
    return sorted(name for name in names if name not in _NOTES)


def _hash(table: str, owner: str | None) -> str:
    line = _VISITS.get(table, "t::text")
    where = f"WHERE {owner} = :practice" if owner else ""
    return (
        f"SELECT '{table}' AS name, "  # noqa: S608  # from the catalogue
        "md5(coalesce(string_agg(line, '|' ORDER BY line COLLATE \"C\"), '')) AS hash "
        f'FROM (SELECT {line} AS line FROM "{table}" t {where}) AS lines'
    )
