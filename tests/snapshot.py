"""What stands in the database and the key store, kept in memory and put back: faster than making
it anew. And the emptying before that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine, text

_TABLES = """
    SELECT relname, pg_relation_size(oid) AS size FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    ORDER BY 1
"""
_COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = CAST(:name AS regclass) AND attnum > 0
    AND NOT attisdropped AND attgenerated = ''
"""
_SEQUENCES = (
    "SELECT quote_literal(quote_ident(sequencename)), last_value FROM pg_sequences "
    "WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_UNCHECKED = "SET LOCAL session_replication_role = replica"
_MUCH = 1024 * 1024

_T = TypeVar("_T")


class Once(Protocol):
    """Gives what a function made, anew or from memory; it is shared, and not to be changed."""

    def __call__(self, make: Callable[[Flask], _T], /) -> _T: ...


def empty(engine: Engine) -> None:
    """Nothing stands in any table, and every sequence begins anew.

    To truncate costs new files for each table and index, to delete little where little stands.
    Either way the tables are locked: who still writes is waited for.
    """
    with engine.begin() as connection:
        sizes = {f'"{name}"': size for name, size in connection.execute(text(_TABLES)) if size}
        if sum(sizes.values()) > _MUCH:
            names = ", ".join(f'"{name}"' for name, _ in connection.execute(text(_TABLES)))
            _run(connection, [f"TRUNCATE {names} RESTART IDENTITY"])
        elif sizes:
            sequences = connection.execute(text(_SEQUENCES)).all()
            _run(
                connection,
                [
                    _UNCHECKED,
                    f"LOCK TABLE {', '.join(sizes)} IN ACCESS EXCLUSIVE MODE",
                    *(f"DELETE FROM {name}" for name in sizes),  # noqa: S608  # from the catalogue
                    *(f"SELECT setval({name}, 1, false)" for name, _ in sequences),
                ],
            )


@dataclass(frozen=True)
class Snapshot:
    """What brings back the rows and where each sequence stands, and the key files."""

    statements: list[str]
    keys: dict[str, bytes]

    @classmethod
    def take(cls, engine: Engine, keystore: Path) -> "Snapshot":
        """Read everything, past all walls."""
        with engine.connect() as connection:
            names = [name for name, size in connection.execute(text(_TABLES)) if size]
            filling = [_filling(connection, name) for name in names]
            sequences = connection.execute(text(_SEQUENCES)).all()
        settings = [f"SELECT setval({name}, {value})" for name, value in sequences]
        return cls([_UNCHECKED, *filling, *settings], _key_files(keystore))

    def put_back(self, engine: Engine, keystore: Path) -> None:
        """Fill empty tables again, without triggers and checks: all of it stood together before.

        A test may have added or destroyed keys: the files are as they were, too.
        """
        if _key_files(keystore) != self.keys:
            for file in keystore.glob("*.json"):
                file.unlink()
            for name, content in self.keys.items():
                (keystore / name).write_bytes(content)
        with engine.begin() as connection:
            _run(connection, self.statements)


def _key_files(keystore: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(keystore.glob("*.json"))}


def _filling(connection: Connection, name: str) -> str:
    """The statement that writes a table's rows into it again."""
    columns = connection.scalar(text(_COLUMNS), {"name": f'"{name}"'})
    rows = connection.scalar(
        text(f"SELECT quote_literal(coalesce(json_agg(t), '[]')) FROM \"{name}\" t")  # noqa: S608  # from the catalogue
    )
    return (
        f'INSERT INTO "{name}" ({columns}) OVERRIDING SYSTEM VALUE '  # noqa: S608  # from the catalogue
        f'SELECT {columns} FROM json_populate_recordset(NULL::"{name}", {rows})'
    )


def _run(connection: Connection, statements: list[str]) -> None:
    """All of them in one go."""
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    cursor.execute("; ".join(statements))
