"""Where a cluster's files lie, so that the user who runs the server can reach them."""

import errno
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.lock import only_one

ROOT_HOMES = Path("/var/lib/coachhub")
POINTER = "postgres.at"  # in `var`: where root put the cluster
PORT = 5432
_LONGEST_SOCKET = 107
# libpq splits a host at commas, and PostgreSQL a list of directories; a space is no better.
_PLAIN = re.compile(r"[\w./+@-]+", re.ASCII)


@dataclass(frozen=True)
class Places:
    """The files of one cluster."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def draft(self) -> Path:
        """Where a new data directory grows until it is whole."""
        return self.home / "data.new"

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def superuser_password(self) -> Path:
        """The password as initdb wants it; there only while it runs."""
        return self.home / "initdb.password"

    @property
    def passwords(self) -> Path:
        return self.home / "passwords.json"

    @property
    def sockets(self) -> Path:
        """A directory whose socket has an address short and plain enough for every client."""
        near = self.home / "socket"
        address = near / f".s.PGSQL.{PORT}"
        if len(os.fsencode(address)) <= _LONGEST_SOCKET and _PLAIN.fullmatch(str(near)):
            return near
        return Path("/tmp") / f"coachhub-{_digest(self.home)}"  # noqa: S108 checked when made


def places_for(var: Path) -> Places:
    """The places of the cluster that belongs to the directory `var`, which is made if missing.

    Raises PostgresError when `var` names a cluster that is gone, or isn't ours to write in.
    """
    try:
        var.mkdir(parents=True, exist_ok=True)
        return Places(_home(var.resolve()))
    except (PermissionError, FileExistsError) as refused:
        raise PostgresError(f"{refused.filename} isn't a directory we may write in.") from None


def _home(var: Path) -> Path:
    """Inside `var`; for root outside, where the server's user can go."""
    inside = var / "postgres"
    if os.geteuid() == 0 and not (inside / "data").exists():
        return _home_of_root(var)
    inside.mkdir(mode=0o700, exist_ok=True)
    if not os.access(inside, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "not ours", str(inside))
    return inside


def _home_of_root(var: Path) -> Path:
    ROOT_HOMES.mkdir(mode=0o755, parents=True, exist_ok=True)
    pointer = var / POINTER
    with only_one(ROOT_HOMES / ".lock"):
        if pointer.exists():
            return _pointed_at(pointer)
        home = ROOT_HOMES / _digest(var)
        _set_aside(home)
        home.mkdir()
        home.chmod(0o755)  # whatever the umask: the server's user passes through
        pointer.write_text(f"{home}\n")
        return home


def _pointed_at(pointer: Path) -> Path:
    home = Path(pointer.read_text().strip())
    if home.parent == ROOT_HOMES and home.is_dir():
        return home
    raise PostgresError(
        f"{pointer} says that the database is in {home}, which is not there;"
        " bring it back, or remove that file to begin anew."
    )


def _set_aside(home: Path) -> None:
    """The cluster of a `var` that was removed keeps its data, but makes room for a new one."""
    if home.exists():
        with only_one(Places(home).lock, refusal=f"The PostgreSQL in {home} is still running."):
            number = len(list(home.parent.glob(f"{home.name}.old-*"))) + 1
            home.rename(home.with_name(f"{home.name}.old-{number}"))


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
