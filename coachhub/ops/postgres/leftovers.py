"""What an earlier launcher left behind: processes on the data directory, and stale lock files."""

import os
import signal
import time
from pathlib import Path

from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.places import Places

# Seconds for each: INT is PostgreSQL's orderly end, QUIT its instant one, which recovery mends.
_POSTMASTER = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 3.0))
_ORPHANS = ((signal.SIGQUIT, 3.0), (signal.SIGKILL, 2.0))


def clear_leftovers(places: Places) -> None:
    """No process of PostgreSQL works on the data directory, and no file says that one does.

    Only for the holder of the cluster's lock: what still runs then belongs to a launcher that died.
    Raises PostgresError when a process doesn't end.
    """
    if not (_end_postmaster(places.data) or _end_orphans(places.data)):
        raise PostgresError(f"An old PostgreSQL in {places.data} doesn't end; restart the machine.")
    (places.data / "postmaster.pid").unlink(missing_ok=True)
    for stale in places.sockets.glob(".s.PGSQL.*"):
        stale.unlink()


def _end_postmaster(data: Path) -> bool:
    """Whether nothing runs any more; the postmaster ends its own children."""
    postmaster = _postmaster(data)
    for ending, seconds in _POSTMASTER:
        if postmaster in servers_in(data):
            _send(postmaster, ending)
            _wait_until_none(data, seconds)
    return not servers_in(data)


def _end_orphans(data: Path) -> bool:
    """Whether nothing runs any more; without a postmaster each process is told for itself."""
    for ending, seconds in _ORPHANS:
        for pid in servers_in(data):
            _send(pid, ending)
        _wait_until_none(data, seconds)
    return not servers_in(data)


def _wait_until_none(data: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while servers_in(data) and time.monotonic() < deadline:
        time.sleep(0.05)


def _postmaster(data: Path) -> int:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):  # none, or cut short by a full disk
        return 0


def servers_in(data: Path) -> set[int]:
    """The living processes of PostgreSQL whose working directory is `data`.

    PostgreSQL's processes never leave their data directory, and a zombie has none: this is surer
    than the number in `postmaster.pid`, which may be anybody's by now.
    """
    return {int(entry.name) for entry in Path("/proc").iterdir() if _serves(entry, data)}


def _serves(entry: Path, data: Path) -> bool:
    if not entry.name.isdecimal():
        return False
    try:
        directory, program = (entry / "cwd").readlink(), (entry / "exe").readlink()
    except OSError:  # it ended meanwhile, is a zombie, or is none of our business
        return False
    else:
        return directory == data and program.name.split(" ")[0] == "postgres"


def _send(pid: int, ending: signal.Signals) -> None:
    try:
        os.kill(pid, ending)
    except ProcessLookupError:
        return
