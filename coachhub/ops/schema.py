"""Whether the schema is the one that the code expects.

Web processes ask this. They do it without Alembic, which is only for whoever migrates: it takes
8 MB in each of them, and a second to read every migration.
"""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

MIGRATIONS = Path(__file__).parents[2] / "migrations"

_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_FOLLOWS = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)
_IS_KEPT = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_PRESENT = text("SELECT version_num FROM alembic_version")


def pending(connection: Connection) -> bool:
    """Whether migrations are waiting to be run on this database."""
    if not connection.scalar(_IS_KEPT):
        return True
    return set(connection.scalars(_PRESENT)) != newest()


@cache
def newest() -> frozenset[str]:
    """The revisions that no other follows: one, unless two were written side by side."""
    texts = [path.read_text() for path in (MIGRATIONS / "versions").glob("*.py")]
    return frozenset(_found(_REVISION, texts) - _found(_FOLLOWS, texts))


def _found(pattern: re.Pattern[str], texts: list[str]) -> set[str]:
    return {name for script in texts for name in pattern.findall(script)}
