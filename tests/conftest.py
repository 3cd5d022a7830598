"""One PostgreSQL a run, one database a test process, and everything swept out after each test."""

import gc
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import stripe
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, NullPool, create_engine, text

import config as configuration
from coachhub.accounts.services import passwords
from coachhub.app import create_app
from coachhub.core import clock, pdf
from coachhub.core.db import db
from coachhub.core.web import logs
from coachhub.ops import database
from coachhub.ops.postgres import Cluster, Urls, find_binaries
from tests.cast import Cast
from tests.snapshot import Once, Snapshot, empty
from tests.visitor import MakeApp, Visitor

BASE_URL = "https://coachhub.test"
TEMPLATE = "coachhub_template"
NO_STRIPE = "http://127.0.0.1:9"

# On a busy machine any example may be slow; the suite has its own limit for a test.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the server; the others are told its addresses."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="coachhub-test-")))
        cluster = Cluster(var, find_binaries(), durable=False)
        cluster.start()
        stack.callback(cluster.erase)
        cluster.ensure_database(TEMPLATE)
        urls = cluster.urls(TEMPLATE)
        database.upgrade(configuration.load(environment(urls, var)))
        config.stash[URLS], config.stash[TEMPLATES] = urls, str(var / "templates")
        config.add_cleanup(stack.pop_all().close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    urls = node.config.stash[URLS]
    node.workerinput["urls"] = (urls.app, urls.owner, urls.superuser)
    node.workerinput["templates"] = node.config.stash[TEMPLATES]


URLS = pytest.StashKey[Urls]()
TEMPLATES = pytest.StashKey[str]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests in browsers come first, in one process: no other waits for them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector looks at what comes after, and seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def environment(urls: Urls, var: Path, **more: str) -> dict[str, str]:
    """The environment of a coachhub under test; `more` overrides."""
    return {
        "COACHHUB_ENV": "test",
        "COACHHUB_VAR": str(var),
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "COACHHUB_SECRET_KEY": "t" * 8 + "0123456789abcdefghijklmnopqrstuv",
        "COACHHUB_MASTER_KEYS": "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "BASE_URL": BASE_URL,
        "SIGNUP": "open",
        "WORKER_HEARTBEAT": "1",
        "WORKER_STALLED": "3",
        # Nobody listens there: tests about payments bring a sandbox of their own.
        "STRIPE_SECRET_KEY": "sk_test_sandbox",
        "STRIPE_WEBHOOK_SECRETS": "whsec_test",
        "STRIPE_PRACTICE": "north",
        "STRIPE_API_BASE": NO_STRIPE,
        **more,
    }


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Urls:
    """The addresses of the run's template database."""
    workerinput = getattr(request.config, "workerinput", None)
    return Urls(*workerinput["urls"]) if workerinput else request.config.stash[URLS]


@pytest.fixture(scope="session")
def urls(server: Urls) -> Iterator[Urls]:
    """A database of this process's own, migrated."""
    with fresh_database(server) as own:
        yield own


@contextmanager
def fresh_database(server: Urls) -> Iterator[Urls]:
    """One more migrated database, dropped afterwards."""
    name = f"t_{secrets.token_hex(4)}"
    engine = create_engine(_at(server.superuser, "postgres"), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER coachhub_owner"))
        connection.execute(text(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"))
        connection.execute(text(f"GRANT CONNECT ON DATABASE {name} TO coachhub_app"))
        yield Urls(*(_at(url, name) for url in (server.app, server.owner, server.superuser)))
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _at(url: str, name: str) -> str:
    return url.replace(f"/{TEMPLATE}?", f"/{name}?")


@pytest.fixture(scope="session")
def config(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> configuration.Config:
    """The checked configuration of the application under test."""
    return configuration.load(environment(urls, tmp_path_factory.mktemp("var")))


@pytest.fixture(scope="session")
def owner(urls: Urls) -> Iterator[Engine]:
    """Past all walls but the forced ones: the schema's owner."""
    engine = create_engine(urls.owner)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def superuser(urls: Urls) -> Iterator[Engine]:
    """Past all walls: what a thief of the whole server would read."""
    engine = create_engine(urls.superuser)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords cost little here; tests/accounts/test_passwords.py pays the full price."""
    with patch.object(
        passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_tries() -> Iterator[None]:
    """Where Stripe doesn't answer, its SDK asks again at once."""
    with patch.object(stripe.HTTPClient, "INITIAL_DELAY", 0.01):
        yield


@pytest.fixture(scope="session")
def compiled(request: pytest.FixtureRequest) -> FileSystemBytecodeCache:
    """Templates that one application of the run has compiled are compiled for all."""
    workerinput = getattr(request.config, "workerinput", None)
    place = Path(workerinput["templates"] if workerinput else request.config.stash[TEMPLATES])
    place.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(place))


@pytest.fixture(scope="session")
def _built_app(config: configuration.Config, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    logs.configure("WARNING")
    app = create_app(config)
    app.jinja_env.bytecode_cache = compiled
    yield app
    leave(app)


def leave(app: Flask) -> None:
    """What an application under test keeps open is closed: its child that prints, its connections.

    Until then the child prints for one test after the other: to start it takes a second.
    """
    pdf.close(app)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sweep(superuser: Engine) -> Callable[[], None]:
    """Empty every table."""
    return partial(empty, superuser)


@pytest.fixture
def app(_built_app: Flask, sweep: Callable[[], None]) -> Iterator[Flask]:
    """The application on an empty database; what the test wrote is swept out after it."""
    yield _built_app
    sweep()


@pytest.fixture
def make_app(
    app: Flask, config: configuration.Config, compiled: FileSystemBytecodeCache
) -> Iterator[MakeApp]:
    """Makes one more application on the same database, with these settings changed."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        made.append(create_app(replace(config, **changes)))
        made[-1].jinja_env.bytecode_cache = compiled
        return made[-1]

    yield make
    for one in made:
        leave(one)


@pytest.fixture
def scope(app: Flask) -> Iterator[Flask]:
    """An application context to call services in. Not for tests that visit pages."""
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def once(_built_app: Flask, superuser: Engine, config: configuration.Config) -> Once:
    """Lets a function make what a test begins with, on the empty database, and puts that back where
    another test begins with the same. For an hour: what is made may lie so many days from today.
    """
    made: dict[tuple[Callable[[Flask], Any], datetime], tuple[Any, Snapshot]] = {}

    def recall(make: Callable[[Flask], Any]) -> Any:
        key = make, clock.now().replace(minute=0, second=0, microsecond=0)
        if key in made:
            made[key][1].put_back(superuser, config.keystore)
        else:
            made[key] = make(_built_app), Snapshot.take(superuser, config.keystore)
        return made[key][0]

    return recall


@pytest.fixture
def cast(app: Flask, once: Once) -> Cast:
    """Two practices and their people; see tests/cast.py."""
    return once(Cast.gather).copy()


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """A browser that nobody is signed in to."""
    return Visitor(app)
