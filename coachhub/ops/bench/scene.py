"""What the bench runs on: a PostgreSQL, two databases and three web servers that end with it."""

import base64
import secrets
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask

import config as configuration
from coachhub.core.db import db
from coachhub.ops import database, programs
from coachhub.ops.bench import data, floor
from coachhub.ops.child import spawn
from coachhub.ops.postgres import Cluster, Urls, find_binaries
from config import Config

ALONE, FULL = "bench_alone", "bench_full"
WORKERS = 2
_START_SECONDS = 30.0
_END_SECONDS = 5.0


class NoServer(Exception):
    """A web server of the bench doesn't answer."""


@dataclass(frozen=True)
class Server:
    """A web server on loopback and the processes that answer for it."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer requests now."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


@dataclass(frozen=True)
class Scene:
    """coachhub alone, coachhub with a big neighbour in its database, and the floor."""

    alone: Server
    full: Server
    floor: Server
    past_walls: psycopg.Connection
    environment: Mapping[str, str]
    """Of coachhub alone, for further programs beside its web server."""

    def forget_tries(self) -> None:
        """No limit of the first server's database has been touched."""
        self.past_walls.execute("DELETE FROM rate_limit")


@contextmanager
def scene(create_app: Callable[[Config], Flask]) -> Iterator[Scene]:
    """All of it is running; nothing is left of it afterwards."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # or nothing is cleared up
    with ExitStack() as stack:
        stack.callback(signal.signal, signal.SIGTERM, before)
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="coachhub-bench-")))
        cluster = Cluster(var, find_binaries())
        cluster.start()
        stack.callback(cluster.erase)
        env = _environment(var)
        alone, full = _fill(cluster, env, create_app)
        yield Scene(
            alone=serve(stack, "wsgi:app", env | _named(alone)),
            full=serve(stack, "wsgi:app", env | _named(full)),
            floor=serve(stack, f"{floor.__name__}:create_floor()", env | _named(alone)),
            past_walls=stack.enter_context(_superuser(alone)),
            environment={**env, **_named(alone)},
        )


def _environment(var: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "COACHHUB_ENV": "test",
        "COACHHUB_VAR": str(var),
        "COACHHUB_SECRET_KEY": secrets.token_urlsafe(32),
        "COACHHUB_MASTER_KEYS": f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "LOG_LEVEL": "ERROR",  # limits are reached by the hundred
    }


def _named(urls: Urls) -> dict[str, str]:
    return {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}


def _fill(
    cluster: Cluster, env: Mapping[str, str], create_app: Callable[[Config], Flask]
) -> tuple[Urls, Urls]:
    """Two databases of one content, but for the very many clients that only the second has."""
    cluster.ensure_database(ALONE)
    alone, full = cluster.urls(ALONE), cluster.urls(FULL)
    config = configuration.load({**env, **_named(alone), "BASE_URL": "http://127.0.0.1"})
    database.upgrade(config)
    app = create_app(config)
    with app.app_context():
        found = data.open_practices()
        db.engine.dispose()
    with _superuser(alone) as connection:
        data.take_on(connection, found.few, data.FEW)
        data.take_on(connection, found.many, data.MANY)
        connection.execute(floor.TABLE)
    with _superuser(cluster.urls("postgres")) as connection:
        connection.execute(f"CREATE DATABASE {FULL} TEMPLATE {ALONE} OWNER coachhub_owner")
    cluster.ensure_database(FULL)
    with _superuser(full) as connection:
        data.take_on(connection, found.very_many, data.VERY_MANY)
    for urls in (alone, full):
        with _superuser(urls) as connection:
            connection.execute("VACUUM ANALYZE")
    return alone, full


def _superuser(urls: Urls) -> psycopg.Connection:
    address = urls.superuser.replace("postgresql+psycopg://", "postgresql://")
    return psycopg.connect(address, autocommit=True)


def serve(stack: ExitStack, application: str, env: Mapping[str, str]) -> Server:
    """A web server runs until the stack ends."""
    port = free_port()
    command = programs.web(f"127.0.0.1:{port}", workers=WORKERS, application=application)
    return Server(port, run(stack, command, {**env, "BASE_URL": f"http://127.0.0.1:{port}"}, port))


def run(
    stack: ExitStack, command: Sequence[str], env: Mapping[str, str], port: int | None = None
) -> int:
    """A program runs until the stack ends, and listens where it should; its process id."""
    process = spawn(command, {"BASE_URL": "http://127.0.0.1", **env})
    stack.callback(process.wait, _END_SECONDS)
    stack.callback(process.terminate)
    deadline = time.monotonic() + _START_SECONDS
    while port and not _listens(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NoServer(f"{' '.join(command)} doesn't start.")
        time.sleep(0.1)
    return process.pid


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
