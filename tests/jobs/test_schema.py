from importlib.resources import files
from pathlib import Path

import procrastinate

FROZEN = Path("migrations/sql/procrastinate-3.10.0.sql")


def test_the_frozen_schema_is_that_of_the_pinned_package() -> None:
    """A new version brings its own migration, beside this file, not in it."""
    shipped = files(procrastinate).joinpath("sql/schema.sql").read_text()
    assert FROZEN.read_text().endswith(shipped)
    assert f"procrastinate-{procrastinate.__version__}.sql" == FROZEN.name
