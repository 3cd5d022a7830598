"""Whatever people are called, a mail says it and does nothing else."""

from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

import pytest

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import letters
from coachhub.mail import services as mail
from coachhub.practices.models import Practice
from tests.cast import Cast
from tests.web.payloads import ATTRIBUTES, SCRIPTS, TEMPLATES

CORPUS = (
    *TEMPLATES,
    *ATTRIBUTES,
    *SCRIPTS,
    "{{ ''.__class__.__mro__ }}",
    "{% include 'errors/error.html' %}",
    "{{ link }}",
    '" <eve@example.org>, "',
    "=?utf-8?q?Bcc=3A_eve?=",
    "name@example.org, eve@example.org",
)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip


def invited_as(cast: Cast, name: str) -> EmailMessage:
    """The invitation to Anna's portal, with her and the practice called so."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["anna"]))
        client.preferred_name = db.session.get_one(Practice, cast.north).name = name
        client.user_id = None
        delivery = mail.post(
            "clients/invitation", cast.north, client.email or "", about_id=client.id
        )
        found = mail.composer(delivery.kind)(delivery)
        assert found
        sent = letters.write(delivery, found, sender="hello@coachhub.test")
        db.session.rollback()
        return sent


class _Tags(HTMLParser):
    """The tags of a page, with the attributes that could run or lead away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _value in attrs)))


def tags(sent: EmailMessage) -> list[tuple[str, tuple[str, ...]]]:
    part = sent.get_body(("html",))
    assert isinstance(part, EmailMessage)
    reader = _Tags()
    reader.feed(part.get_content())
    return reader.found


def test_a_name_is_a_name_whatever_it_spells(cast: Cast) -> None:
    plain = tags(invited_as(cast, "Anna"))
    for name in CORPUS:
        sent = invited_as(cast, name)
        assert name in letters.text_of(sent), name
        assert tags(sent) == plain, name
        assert set(sent.keys()) == HEADERS, name
        [sender] = getaddresses([sent["From"]])
        assert sender[1] == "hello@coachhub.test", name
        assert sent["To"] == "anna@example.org", name


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_name_of_two_lines_makes_no_letter(cast: Cast, end: str) -> None:
    with pytest.raises(ValueError, match=r"CR|LF|linefeed|carriage"):
        invited_as(cast, f"Anna{end}Bcc: eve@example.org")
