"""Only an encrypted connection to a server that proves its name carries passwords and mails."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from coachhub.mail import gateway
from config import Smtp
from tests.mail.certificate import write_certificate
from tests.mail.post_office import PostOffice, free_port

# The library's server doesn't count a connection that is encrypted from its start as one.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

Serve = Callable[[str], int]
PASSWORD = "right"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "server.pem"
    write_certificate(path)
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine vouches for the server's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def serve(certificate: Path, closed_office: PostOffice) -> Iterator[Serve]:
    """Start a server that wants a password; its port."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    ways: dict[str, dict[str, Any]] = {
        "tls": {"ssl_context": tls, "auth_require_tls": False},
        "starttls": {"tls_context": tls, "require_starttls": True},
    }
    with ExitStack() as started:

        def start(security: str) -> int:
            port = free_port()
            server = Controller(
                closed_office,
                hostname="127.0.0.1",
                port=port,
                authenticator=_authenticate,
                auth_required=True,
                **ways[security],
            )
            server.start()
            started.callback(server.stop)
            return port

        yield start


def _authenticate(*args: Any) -> AuthResult:
    given = args[-1]
    return AuthResult(
        success=isinstance(given, LoginPassword) and given.password == PASSWORD.encode(),
        handled=False,
    )


def send(smtp: Smtp) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "coachhub@coachhub.test", "ben@example.org"
    with gateway.connection(smtp, name="coachhub.test") as server:
        gateway.hand_over(server, letter, return_path="coachhub@coachhub.test")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_trusted_server_takes_the_mail(
    serve: Serve, closed_office: PostOffice, security: str
) -> None:
    send(Smtp("127.0.0.1", serve(security), "coachhub", PASSWORD, security))
    assert [letter["To"] for letter in closed_office.letters] == ["ben@example.org"]


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_told_by_its_code(serve: Serve) -> None:
    with pytest.raises(gateway.NotAccepted, match=r"^535$") as refusal:
        send(Smtp("127.0.0.1", serve("starttls"), "coachhub", "wrong", "starttls"))
    assert not refusal.value.permanent


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_can_not_prove_its_name_gets_nothing(serve: Serve, security: str) -> None:
    with pytest.raises(gateway.NotAccepted, match=r"^SSLCertVerificationError$"):
        send(Smtp("127.0.0.1", serve(security), "coachhub", PASSWORD, security))


def test_a_server_without_tls_gets_nothing(office: PostOffice) -> None:
    with pytest.raises(gateway.NotAccepted, match=r"^SMTPNotSupportedError$"):
        send(Smtp("127.0.0.1", office.port, "coachhub", PASSWORD, "starttls"))
    assert office.letters == []
