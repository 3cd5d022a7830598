import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from coachhub.core import clock
from coachhub.mail import gateway
from config import Smtp
from tests.mail.post_office import PostOffice, free_port


@pytest.fixture
def unknown_server(tmp_path: Path) -> Iterator[int]:
    """A server that speaks TLS with a certificate that nobody vouches for; its port."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(_self_signed(tmp_path / "server.pem"))
    port = free_port()
    controller = Controller(
        PostOffice(), hostname="127.0.0.1", port=port, tls_context=tls, require_starttls=True
    )
    controller.start()
    yield port
    controller.stop()


def _self_signed(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_server_that_can_not_prove_its_name_gets_no_password(unknown_server: int) -> None:
    smtp = Smtp("127.0.0.1", unknown_server, "coachhub", "secret", "starttls")
    with (
        pytest.raises(gateway.NotAccepted, match="SSLCertVerificationError"),
        gateway.connection(smtp, name="coachhub.test"),
    ):
        pytest.fail("it was trusted")


def test_a_server_without_tls_gets_none_either(office: PostOffice) -> None:
    smtp = Smtp("127.0.0.1", office.port, "coachhub", "secret", "starttls")
    with (
        pytest.raises(gateway.NotAccepted, match="SMTPNotSupportedError"),
        gateway.connection(smtp, name="coachhub.test"),
    ):
        pytest.fail("it was trusted")
