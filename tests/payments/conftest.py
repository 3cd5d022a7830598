"""The sandbox, served over HTTP inside Stripe's own specification."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from werkzeug.serving import make_server

from coachhub.app import create_app
from coachhub.ops.sandbox.app import create_sandbox
from coachhub.payments.gateway import Gateway
from config import Config, Stripe
from tests.cast import Cast
from tests.conftest import leave
from tests.payments.sandboxes import KEY, SECRET, StripeHere
from tests.payments.shop import Shop, open_for_cards
from tests.payments.spec import Judged, Wsgi
from tests.visitor import Visitor


@contextmanager
def served(app: Wsgi) -> Iterator[str]:
    """A WSGI application at an address of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Stage:
    """An address at which one WSGI application after the other is played."""

    address: str = ""
    playing: Wsgi | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        assert self.playing is not None, "the sandbox of a test that is over was asked"
        return self.playing(environ, start_response)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Where the sandboxes of this process's tests are, one at a time."""
    stage = Stage()
    with served(stage) as stage.address:
        yield stage


@pytest.fixture
def stripe_here(stage: Stage) -> Iterator[StripeHere]:
    """A sandbox of this test's own; at its end Stripe's specification has nothing against it."""
    stage.playing = judged = Judged(create_sandbox(secret=SECRET))
    yield StripeHere(stage.address, judged)
    stage.playing = None
    assert judged.complaints == []


@pytest.fixture(scope="session")
def _paid_app(config: Config, compiled: FileSystemBytecodeCache, stage: Stage) -> Iterator[Flask]:
    """An application whose Stripe is there."""
    settings = Stripe(KEY, ("whsec_next", SECRET), "north", stage.address)
    app = create_app(replace(config, stripe=settings))
    app.jinja_env.bytecode_cache = compiled
    yield app
    leave(app)


@pytest.fixture
def shop(cast: Cast, _paid_app: Flask, stripe_here: StripeHere, superuser: Engine) -> Shop:
    """North takes payments at that sandbox; nothing has failed on the way there yet."""
    settings = _paid_app.extensions["coachhub.config"].stripe
    _paid_app.extensions["coachhub.stripe"] = Gateway(settings)
    return open_for_cards(cast, _paid_app, stripe_here, superuser)


@pytest.fixture
def guest(shop: Shop) -> Visitor:
    """A browser that nobody is signed in to, at that shop."""
    return Visitor(shop.app)
