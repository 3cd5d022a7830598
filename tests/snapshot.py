"""What stands in the database and the key store, kept in memory and put back: faster than making
it anew.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


@dataclass(frozen=True)
class Snapshot:
    """The rows of each table that has any, where each sequence stands, and the key files."""

    rows: dict[str, bytes]
    sequences: dict[str, int]
    keys: dict[str, bytes]

    @classmethod
    def take(cls, engine: Engine, keystore: Path) -> "Snapshot":
        """Read everything, past all walls."""
        with engine.connect() as connection:
            cursor = _cursor(connection)
            names = [name for (name,) in cursor.execute(_TABLES) if name != "alembic_version"]
            rows = {name: _copied(cursor, name) for name in names}
            sequences = dict(cursor.execute(_SEQUENCES).fetchall())
        filled = {name: data for name, data in rows.items() if data}
        return cls(filled, sequences, _key_files(keystore))

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
            cursor = _cursor(connection)
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, data in self.rows.items():
                with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                    copy.write(data)
            for name, value in self.sequences.items():
                cursor.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', value))


def _key_files(keystore: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(keystore.glob("*.json"))}


def _cursor(connection: Any) -> Any:
    return connection.connection.driver_connection.cursor()


def _copied(cursor: Any, name: str) -> bytes:
    with cursor.copy(f'COPY "{name}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
