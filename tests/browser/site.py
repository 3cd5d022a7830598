"""coachhub as it runs: web server and worker in processes of their own, and real SMTP."""

import os
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.app import create_app
from coachhub.core.db import db
from coachhub.ops import programs
from config import load
from tests.mail.post_office import PostOffice, free_port
from tests.workers import eventually

PROJECT = Path(__file__).parents[2]
ATTEMPT_SECONDS, START_SECONDS = 5, 180


@dataclass(frozen=True)
class Site:
    """A running coachhub: where it is, its mail, and an application on the same database."""

    url: str
    app: Flask
    office: PostOffice
    stripe: str
    """Where the sandbox is that stands in for Stripe."""
    people: dict[str, UUID] = field(default_factory=dict)
    """Who can be signed in, by a name."""

    def cookie(self, name: str) -> tuple[str, str]:
        """Name and value of the cookie of a browser in which this person has just signed in."""
        with self.app.app_context():
            user = db.session.get_one(User, self.people[name])
            found = accounts.sign_in(user, label="Chrome, Linux")
            db.session.commit()
            token = found.get_id()
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer
        return self.app.config["SESSION_COOKIE_NAME"], str(signer.dumps({"_user_id": token}))

    def link_to(self, address: str) -> str:
        """The link in the newest mail to this address, once it has come."""
        eventually(lambda: any(letter["To"] == address for letter in self.office.letters))
        newest = [letter for letter in self.office.letters if letter["To"] == address][-1]
        body = newest.get_body(("plain",))
        assert body
        words: list[str] = body.get_content().split()
        return next(word for word in words if word.startswith(self.url))


@contextmanager
def running(
    environment: Mapping[str, str], office: PostOffice, *, certificate: Path | None = None
) -> Iterator[Site]:
    """Start the programs on a migrated database; end them afterwards."""
    port = free_port()
    url = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
    stripe = f"http://127.0.0.1:{free_port()}"
    env = {
        **environment,
        "BASE_URL": url,
        "SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "STRIPE_API_BASE": stripe,
    }
    app = create_app(load(env))
    web = programs.web(f"127.0.0.1:{port}", workers=2)
    if certificate:
        web += ["--certfile", str(certificate), "--keyfile", str(certificate)]
        # With no proxy in front, each connection that a browser opens early holds a thread.
        web += ["--threads", "8"]
    with _processes(env, web, programs.worker(), programs.sandbox()):
        eventually(lambda: _is_ready(port, certificate), seconds=START_SECONDS)
        yield Site(url, app, office, stripe)
    _disconnect(app)


@contextmanager
def _processes(env: Mapping[str, str], *commands: list[str]) -> Iterator[None]:
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "LOG_LEVEL": "ERROR"}
    started = [subprocess.Popen(command, cwd=PROJECT, env=path | dict(env)) for command in commands]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _is_ready(port: int, certificate: Path | None) -> bool:
    trusting = ssl.create_default_context(cafile=certificate) if certificate else None
    connection = (
        HTTPSConnection("127.0.0.1", port, timeout=ATTEMPT_SECONDS, context=trusting)
        if trusting
        else HTTPConnection("127.0.0.1", port, timeout=ATTEMPT_SECONDS)
    )
    with closing(connection):
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == HTTPStatus.OK
        except OSError:
            return False


def _disconnect(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
