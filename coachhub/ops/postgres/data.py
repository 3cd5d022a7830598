"""The data directory: made once, by one major version of PostgreSQL."""

import shutil
import signal
import subprocess
from pathlib import Path

from coachhub.ops.postgres.account import Account
from coachhub.ops.postgres.binaries import ENVIRONMENT, last_line, major_version
from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.places import Places
from coachhub.ops.tether import tethered

_BUILTIN_LOCALE_SINCE = 17


def initialise(
    places: Places, binaries: Path, account: Account, password: str, *, durable: bool
) -> None:
    """The data directory exists, whole; one half made by an earlier try is thrown away.

    Raises PostgresError with the last line of initdb when it fails.
    """
    _empty_draft(places, account)
    secret = places.superuser_password
    secret.unlink(missing_ok=True)
    secret.touch(mode=0o600)
    secret.write_text(password)
    account.own(secret)
    command = [
        *(str(binaries / "initdb"), "--username=postgres", f"--pwfile={secret}"),
        *("--encoding=UTF8", *_locale(major_version(binaries, account)), "--no-instructions"),
        *("--auth-local=scram-sha-256", "--auth-host=reject"),
        *(() if durable else ("--no-sync",)),
        f"--pgdata={places.draft}",
    ]
    made = subprocess.run(
        tethered(command, signal.SIGKILL),
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=ENVIRONMENT,
        **account.switch(),
    )
    secret.unlink()
    if made.returncode != 0:
        raise PostgresError(f"PostgreSQL's initdb failed: {last_line(made.stderr)}")
    places.draft.rename(places.data)


def _empty_draft(places: Places, account: Account) -> None:
    if places.draft.exists():
        shutil.rmtree(places.draft)
    places.draft.mkdir(mode=0o700)
    account.own(places.draft)


def check_version(places: Places, binaries: Path, account: Account) -> None:
    """Raises PostgresError when the data directory was made by another major version."""
    ours = major_version(binaries, account)
    theirs = (places.data / "PG_VERSION").read_text().strip()
    if theirs != str(ours):
        raise PostgresError(
            f"The database in {places.data} is of PostgreSQL {theirs}, but this is {ours};"
            f" dump it with {theirs} and load it into a new one. Nothing was changed."
        )


def _locale(major: int) -> tuple[str, ...]:
    if major >= _BUILTIN_LOCALE_SINCE:
        return ("--locale-provider=builtin", "--locale=C.UTF-8")
    return ("--locale=C.UTF-8",)
