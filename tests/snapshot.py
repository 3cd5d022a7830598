"""What stands in the database, kept in memory and put back: faster than making it anew."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


@dataclass(frozen=True)
class Snapshot:
    """The rows of each table that has any, and where each sequence stands."""

    rows: dict[str, bytes]
    sequences: dict[str, int]

    @classmethod
    def take(cls, engine: Engine) -> "Snapshot":
        """Read everything, past all walls."""
        with engine.connect() as connection:
            cursor = _cursor(connection)
            names = [name for (name,) in cursor.execute(_TABLES) if name != "alembic_version"]
            rows = {name: _copied(cursor, name) for name in names}
            sequences = dict(cursor.execute(_SEQUENCES).fetchall())
        return cls({name: data for name, data in rows.items() if data}, sequences)

    def put_back(self, engine: Engine) -> None:
        """Fill empty tables again, without triggers and checks: all of it stood together before."""
        with engine.begin() as connection:
            cursor = _cursor(connection)
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, data in self.rows.items():
                with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                    copy.write(data)
            for name, value in self.sequences.items():
                cursor.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', value))


def _cursor(connection: Any) -> Any:
    return connection.connection.driver_connection.cursor()


def _copied(cursor: Any, name: str) -> bytes:
    with cursor.copy(f'COPY "{name}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
