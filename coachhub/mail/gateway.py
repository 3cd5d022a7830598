"""The mail server: the only place that speaks SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from coachhub.mail.rules import refuses_address
from config import Smtp

CONNECT_SECONDS = 3
ANSWER_SECONDS = 10
PERMANENT = 500


class NotAccepted(Exception):
    """The mail server did not take the mail: `reason` is its code, or the error's class; whether
    that is for good, and whether it is the address itself that it refuses.

    What a server says in words may name addresses, so it is not kept.
    """

    def __init__(self, reason: str, *, permanent: bool = False, of_address: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.of_address = reason, permanent, of_address


@contextmanager
def connection(smtp: Smtp, *, name: str) -> Iterator[smtplib.SMTP]:
    """A connection to the server, encrypted and signed in as configured.

    `name` is ours, said in EHLO. Raises NotAccepted, also for errors of the server inside.
    """
    try:
        with _goodbye(_connect(smtp, name)) as server:
            _sign_in(server, smtp)
            yield server
    except smtplib.SMTPResponseException as error:
        raise NotAccepted(str(error.smtp_code)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotAccepted(type(error).__name__) from None


def hand_over(server: smtplib.SMTP, letter: EmailMessage, *, return_path: str) -> None:
    """The server has taken it, and sends what comes back to `return_path`. Raises NotAccepted:
    permanent if this very mail is refused.
    """
    try:
        server.send_message(letter, from_addr=return_path)
    except smtplib.SMTPRecipientsRefused as error:
        [(code, words)] = error.recipients.values()
        raise NotAccepted(
            str(code),
            permanent=code >= PERMANENT,
            of_address=refuses_address(code, words.decode("ascii", "replace")),
        ) from None
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
        raise NotAccepted(str(code), permanent=code >= PERMANENT) from None


def _connect(smtp: Smtp, name: str) -> smtplib.SMTP:
    if smtp.security == "tls":
        return smtplib.SMTP_SSL(
            smtp.host, smtp.port, name, timeout=CONNECT_SECONDS, context=_verifying()
        )
    return smtplib.SMTP(smtp.host, smtp.port, name, timeout=CONNECT_SECONDS)


def _sign_in(server: smtplib.SMTP, smtp: Smtp) -> None:
    server.sock.settimeout(ANSWER_SECONDS)  # type: ignore[union-attr]  # connected by now
    if smtp.security == "starttls":
        server.starttls(context=_verifying())
    if smtp.username and smtp.password:
        server.login(smtp.username, smtp.password)


def _verifying() -> ssl.SSLContext:
    """Only a server that proves its name is told passwords and mails."""
    return ssl.create_default_context()


@contextmanager
def _goodbye(server: smtplib.SMTP) -> Iterator[smtplib.SMTP]:
    """End the connection in order; the mail's fate is known by then, so a failure is none."""
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()
