"""A mail server for tests: real SMTP on a free loopback port, that can refuse, and be closed."""

import socket
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class PostOffice:
    """Keeps what it was handed; `answer` is what it says to a recipient or a mail."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.names: list[str] = []
        self.senders: list[str | None] = []
        self.recipient_answer = TAKEN
        self.letter_answer = TAKEN
        self.on_letter: Callable[[], None] = lambda: None
        self.port = free_port()
        self._controller: Controller | None = None

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        if self._controller is not None:
            self._controller.stop()
        self._controller = None

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.recipient_answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.on_letter()
        if self.letter_answer == TAKEN:
            content = cast("bytes", envelope.content)
            self.letters.append(message_from_bytes(content, policy=policy.default))
            self.names.append(str(session.host_name))
            self.senders.append(envelope.mail_from)
        return self.letter_answer


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
