"""The demo: a working practice on this machine, from nothing to an address in one command."""

import base64
import os
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from coachhub.ops import programs
from coachhub.ops.demo_cast import SLUG
from coachhub.ops.listening import BadPort, kept_port, port_of, refuse_taken
from coachhub.ops.postgres import Cluster, PostgresError, find_binaries
from coachhub.ops.private_file import kept
from coachhub.ops.supervisor import GaveUp, Stopped, Supervisor, supervisor
from config import STRIPE_SANDBOX_KEY

_HOST = "127.0.0.1"
_DATABASE_NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL")
_WEB_WORKERS = 2
_READY_SECONDS = 60.0
_KEY_BYTES = 32


class NoDatabase(Exception):
    """The environment names half a database; one sentence says what is missing."""


def main() -> None:
    """Run the demo until Ctrl-C. What goes wrong is one sentence and a failing exit code."""
    try:
        _run(os.environ)
    except Stopped:
        print("coachhub has stopped.")
    except (BadPort, GaveUp, NoDatabase, PostgresError, PermissionError) as error:
        sys.exit(f"coachhub: {error}")


def _run(given: Mapping[str, str]) -> None:
    var = Path(given.get("COACHHUB_VAR") or "var").absolute()
    port = port_of(given)
    refuse_taken(_HOST, port)
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with supervisor() as running:
        database = _database(given, var, running)  # first: its lock keeps a second demo out
        env = _environment(given, var, port) | database
        running.complete("The migration", programs.coachhub("db", "upgrade"), env)
        running.keep("sandbox", programs.sandbox(), env)
        running.keep("web", programs.web(f"{_HOST}:{port}", workers=_WEB_WORKERS), env)
        running.keep("worker", programs.worker(), env)
        # While those start, which takes as long.
        running.complete("The seeding", programs.coachhub("demo", "seed"), env)
        _announce(running, port)
        running.serve()


def _database(given: Mapping[str, str], var: Path, running: Supervisor) -> dict[str, str]:
    """The database that the environment names, else one of our own, started."""
    named = {name: given[name] for name in _DATABASE_NAMES if given.get(name)}
    if len(named) == 1:
        raise NoDatabase(
            f"{' and '.join(_DATABASE_NAMES)} are two roles of one database: set both."
        )
    if named:
        return named
    cluster = Cluster(var, find_binaries())
    running.watch("postgres", cluster.start, cluster.stop)
    cluster.ensure_database("coachhub")
    urls = cluster.urls("coachhub")
    return dict(zip(_DATABASE_NAMES, (urls.app, urls.owner), strict=True))


def _environment(given: Mapping[str, str], var: Path, port: int) -> dict[str, str]:
    return {
        "SIGNUP": "open",
        "LOG_LEVEL": "WARNING",  # or the sign-ins are out of sight in a moment
        **given,
        "COACHHUB_ENV": "demo",
        "COACHHUB_VAR": str(var),
        "COACHHUB_KEYSTORE": str(var / "keys"),
        "COACHHUB_SECRET_KEY": kept(var / "secret_key", lambda: secrets.token_urlsafe(_KEY_BYTES)),
        "COACHHUB_MASTER_KEYS": kept(var / "master_keys", _new_master_key),
        "BASE_URL": f"http://{_HOST}:{port}",
        "PORT": str(port),
        **_stripe(var),
    }


def _stripe(var: Path) -> dict[str, str]:
    """The sandbox, whatever the environment says: the demo never talks to Stripe itself."""
    return {
        "STRIPE_SECRET_KEY": STRIPE_SANDBOX_KEY,
        "STRIPE_WEBHOOK_SECRETS": kept(var / "stripe_secret", _new_stripe_secret),
        "STRIPE_PRACTICE": SLUG,
        "STRIPE_API_BASE": f"http://{_HOST}:{kept_port(_HOST, var / 'stripe_port')}",
    }


def _new_stripe_secret() -> str:
    return f"whsec_{secrets.token_hex(_KEY_BYTES)}"


def _new_master_key() -> str:
    return "k1:" + base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _announce(running: Supervisor, port: int) -> None:
    address = f"http://{_HOST}:{port}"
    if running.serve_until(lambda: _is_ready(port), _READY_SECONDS):
        print(f"coachhub is running at {address} (Ctrl-C ends it)", flush=True)
    else:
        print(f"coachhub isn’t ready yet; {address}/readyz says why.", flush=True)


def _is_ready(port: int) -> bool:
    connection = HTTPConnection(_HOST, port, timeout=2)  # never by a proxy of the environment
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
