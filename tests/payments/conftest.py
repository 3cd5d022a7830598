"""The sandbox, served over HTTP inside Stripe's own specification."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from werkzeug.serving import make_server

from coachhub.ops.sandbox.app import create_sandbox
from config import Stripe
from tests.cast import Cast
from tests.payments.sandboxes import KEY, SECRET, StripeHere
from tests.payments.shop import Shop, open_for_cards
from tests.payments.spec import Judged
from tests.visitor import MakeApp, Visitor


@contextmanager
def served(app: object) -> Iterator[str]:
    """A WSGI application at an address of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def stripe_here() -> Iterator[StripeHere]:
    """A sandbox of this test's own; at its end Stripe's specification has nothing against it."""
    judged = Judged(create_sandbox(secret=SECRET))
    with served(judged) as address:
        here = StripeHere(address, judged)
        yield here
        assert judged.complaints == []


@pytest.fixture
def shop(cast: Cast, make_app: MakeApp, stripe_here: StripeHere, superuser: Engine) -> Shop:
    """North takes payments at that sandbox."""
    settings = Stripe(KEY, ("whsec_next", SECRET), "north", stripe_here.address)
    return open_for_cards(cast, make_app(stripe=settings), stripe_here, superuser)


@pytest.fixture
def guest(shop: Shop) -> Visitor:
    """A browser that nobody is signed in to, at that shop."""
    return Visitor(shop.app)
