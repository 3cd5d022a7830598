"""A server that runs on a data directory."""

import os
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import BinaryIO

from coachhub.ops.postgres.account import Account
from coachhub.ops.postgres.binaries import ENVIRONMENT, last_line
from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.places import PORT, Places
from coachhub.ops.tether import tethered

_READY_SECONDS = 60.0  # recovery after a hard end takes its time
_MEMORY_SECONDS = 15.0
_MEMORY_HELD = "pre-existing shared memory block"
_SETTINGS = {
    "port": str(PORT),
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement and its values may hold what a client wrote.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Every process of a test run has applications of its own, some with a crowd at the door.
    "max_connections": "300",
}


def prepare_sockets(places: Places, account: Account) -> None:
    """The socket directory exists, private to the account.

    Raises PostgresError when somebody else has put something in its place.
    """
    places.sockets.mkdir(mode=0o700, exist_ok=True)
    found = places.sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.uid):
        raise PostgresError(f"{places.sockets} isn't a directory of ours; remove it.")
    account.own(places.sockets)
    places.sockets.chmod(0o700)


def launch(
    places: Places, binaries: Path, account: Account, *, durable: bool
) -> subprocess.Popen[bytes]:
    """A server that takes connections, our own child; it shuts down when the calling thread dies.

    Raises PostgresError with the server's last words when it isn't ready in time.
    """
    give_up = time.monotonic() + _MEMORY_SECONDS
    while True:
        process = _spawn(places, binaries, account, durable=durable)
        if _became_ready(process, places):
            return process
        end_server(process)
        said = places.log.read_text(errors="replace")
        # The processes of a killed server give their memory back a moment after they are gone.
        if _MEMORY_HELD not in said or time.monotonic() > give_up:
            raise PostgresError(f"PostgreSQL doesn't start: {last_line(said)} (see {places.log})")
        time.sleep(0.2)


def end_server(process: subprocess.Popen[bytes]) -> None:
    """The server has ended and is reaped: in order if it can, else the harder way."""
    for ending, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        process.send_signal(ending)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        else:
            return


def _spawn(
    places: Places, binaries: Path, account: Account, *, durable: bool
) -> subprocess.Popen[bytes]:
    sockets = {"unix_socket_directories": str(places.sockets)}
    settings = _SETTINGS | sockets | ({} if durable else _FORGETFUL)
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(places.data), *options]
    with _fresh_log(places, account) as log:
        # INT is the fast shutdown: clients are let go and the next start needs no recovery.
        return subprocess.Popen(
            tethered(command, signal.SIGINT),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,  # Ctrl-C is for the launcher, which ends the server last
            **account.switch(),
        )


def _fresh_log(places: Places, account: Account) -> BinaryIO:
    """The log of this start; root follows no link that another user may have laid there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    log = os.fdopen(os.open(places.log, flags, 0o600), "wb")
    account.own(places.log)
    return log


def _became_ready(process: subprocess.Popen[bytes], places: Places) -> bool:
    deadline = time.monotonic() + _READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if _state(places).endswith("ready"):
            return True
        time.sleep(0.02)
    return False


def _state(places: Places) -> str:
    """The last word of the server's lock file."""
    try:
        return (places.data / "postmaster.pid").read_text().rstrip()
    except FileNotFoundError:
        return ""
