"""The sandbox, served over HTTP inside Stripe's own specification."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from werkzeug.serving import make_server

from coachhub.ops.sandbox.app import create_sandbox
from tests.payments.sandboxes import SECRET, StripeHere
from tests.payments.spec import Judged


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
