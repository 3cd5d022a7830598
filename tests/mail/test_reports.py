"""What mail servers report afterwards: mails that came back, and complaints."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.mail import reports, rules
from tests.mail.conftest import Read
from tests.mail.post_office import PostOffice
from tests.workers import work_off

Post = Callable[..., UUID]
FILES = Path(__file__).with_name("reports")
HOST = "coachhub.test"
Hear = Callable[..., None]
WITHIN = b"Content-Type: multipart/report; boundary=b\n\n--b\n"
Outcome = Callable[[], tuple[str, list[str]]]


def report(name: str, practice_id: UUID, delivery_id: UUID, *, line_end: str = "\n") -> bytes:
    named = rules.message_id(practice_id, delivery_id, host=HOST)
    words = (FILES / f"{name}.eml").read_text().replace("MESSAGE-ID", named)
    return words.replace("\n", line_end).encode()


@pytest.fixture
def sent(sender: Flask, office: PostOffice, post: Post) -> UUID:
    """A mail that went to ben@example.org."""
    delivery_id = post()
    work_off(sender)
    return delivery_id


@pytest.fixture
def outcome(delivery: Read, superuser: Engine) -> Outcome:
    """How that mail stands now, and what is paused."""

    def read() -> tuple[str, list[str]]:
        with superuser.connect() as connection:
            rows = connection.execute(text("SELECT address, why FROM mail_pause")).all()
        return delivery()["state"], [f"{row.address} {row.why}" for row in rows]

    return read


@pytest.fixture
def hear(sender: Flask, sent: UUID, practice_id: UUID) -> Hear:
    """A report about that mail comes in."""

    def take(name: str, line_end: str = "\n") -> None:
        with sender.app_context():
            reports.take_report(report(name, practice_id, sent, line_end=line_end))

    return take


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["postfix", "postfix_no_host", "exim", "exchange", "gmail"])
def test_a_mail_that_came_back_pauses_its_address(
    hear: Hear, outcome: Outcome, name: str, line_end: str
) -> None:
    hear(name, line_end)
    assert outcome() == ("failed", ["ben@example.org bounced"])


@pytest.mark.parametrize("name", ["yahoo_complaint", "complaint_without_address"])
def test_a_complaint_pauses_the_address(hear: Hear, outcome: Outcome, name: str) -> None:
    hear(name)
    assert outcome() == ("sent", ["ben@example.org complained"])


@pytest.mark.parametrize(
    ("name", "status"), [("postfix_full_mailbox", "5.2.2"), ("postfix_policy", "5.7.1")]
)
def test_what_came_back_for_another_reason_pauses_nothing(
    hear: Hear, outcome: Outcome, delivery: Read, name: str, status: str
) -> None:
    hear(name)
    assert outcome() == ("failed", [])
    assert delivery()["last_error"] == status


@pytest.mark.parametrize(
    "name",
    [
        "postfix_delayed",
        "postfix_delivered",
        "complaint_not_spam",
        "vacation",
        "attack_other_address",
        "attack_complaint_of_other",
        "attack_no_boundary",
        "attack_wrapped",
        "attack_no_mail_in_it",
        "attack_id_elsewhere",
        "attack_id_twice",
    ],
)
def test_anything_else_changes_nothing(hear: Hear, outcome: Outcome, name: str) -> None:
    hear(name)
    assert outcome() == ("sent", [])


@pytest.mark.parametrize("name", ["postfix", "yahoo_complaint"])
def test_a_mail_that_was_never_sent_is_nobodys(
    sender: Flask, sent: UUID, practice_id: UUID, outcome: Outcome, name: str
) -> None:
    for practice, row in ((uuid4(), sent), (practice_id, uuid4()), (UUID(int=0), sent)):
        with sender.app_context():
            reports.take_report(report(name, practice, row))
    assert outcome() == ("sent", [])


def test_one_that_still_waits_has_not_come_back(
    sender: Flask, post: Post, practice_id: UUID, outcome: Outcome
) -> None:
    with sender.app_context():
        reports.take_report(report("postfix", practice_id, post()))
    assert outcome() == ("waiting", [])


def test_twice_is_once(hear: Hear, outcome: Outcome) -> None:
    for name in ("yahoo_complaint", "yahoo_complaint", "postfix", "exim"):
        hear(name)
    assert outcome() == ("failed", ["ben@example.org complained"])


def test_what_is_too_long_is_not_read(practice_id: UUID) -> None:
    raw = report("postfix", practice_id, uuid4())
    assert reports.read(raw).statuses == {"ben@example.org": "5.1.1"}
    with pytest.raises(reports.NotForUs, match="too long"):
        reports.read(raw + b"\n" * reports.MOST_BYTES)


def _nested(depth: int) -> bytes:
    heads = (f'Content-Type: multipart/report; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return "".join(heads).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 5000,
        b"Content-Type: multipart/report\n\nno boundary",
        b'Content-Type: multipart/report; boundary=""\n\n--\n\n--\n',
        b"Content-Type: multipart/report; boundary*0=a; boundary*2=b\n\n--ab\n\n--ab--",
        WITHIN + b"Content-Type: message/rfc822\n\n--b--",
        WITHIN
        + b"Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n!!!\n--b--",
        WITHIN + b"Content-Type: message/rfc822\n\nMessage-ID: <\xff\xfe@x>\n\n--b--",
        _nested(20),
        _nested(5000),
    ],
)
def test_malformed_ones_are_none(raw: bytes) -> None:
    with pytest.raises(reports.NotForUs):
        reports.read(raw)


def test_its_log_lines_name_no_address(hear: Hear, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    for name in ("attack_other_address", "vacation", "postfix"):
        hear(name)
    assert caplog.text.count("mail_report_ignored") == 2
    assert caplog.text.count("mail_report_taken") == 1
    assert "@" not in caplog.text
