"""Reports about mails: that one came back (RFC 3464), that somebody complained (RFC 5965).

Whoever sends them is a stranger. Nothing of them is believed but a Message-ID, which only those
know who had the mail, and what is said of the address that this very mail went to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from uuid import UUID

import structlog

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import rules
from coachhub.mail.models import Delivery
from coachhub.mail.pauses import pause
from coachhub.mail.rules import DeliveryState, Why

log = structlog.get_logger(__name__)

MOST_BYTES = 512 * 1024
"""Our mails are small, and a report holds one of them at most."""
MOST_NAMED = 50


class NotForUs(Exception):
    """The report changes nothing: why, in a code."""


@dataclass(frozen=True)
class Report:
    """What a report says: of which mail, and how it went for each address that it names.

    `statuses` has their status codes where mail came back, and nothing in them for a complaint,
    which may name no address at all.
    """

    row: tuple[UUID, UUID]
    is_complaint: bool
    statuses: Mapping[str, str]


def take_report(raw: bytes) -> None:
    """Note that a mail came back or was complained of, or say in the log why this is no such
    report. Commits.
    """
    try:
        report = read(raw)
        with tenancy.inside(report.row[0]):
            what = _note(report)
    except NotForUs as reason:
        log.warning("mail_report_ignored", reason=str(reason))
        return
    db.session.commit()
    log.info("mail_report_taken", delivery=str(report.row[1]), what=what)


def _note(report: Report) -> str:
    delivery = db.session.get(Delivery, report.row, with_for_update=True)
    if delivery is None or delivery.state != DeliveryState.SENT:
        raise NotForUs("no such mail was sent, or it is noted already")
    address = delivery.recipient.lower()
    if report.is_complaint:
        if report.statuses and address not in report.statuses:
            raise NotForUs("it names another address")
        pause(delivery, Why.COMPLAINED)
        return Why.COMPLAINED.value
    if address not in report.statuses:
        raise NotForUs("it names another address")
    status = report.statuses[address]
    delivery.state, delivery.last_error = DeliveryState.FAILED, status
    if status in rules.NO_SUCH_MAILBOX:
        pause(delivery, Why.BOUNCED)
    return Why.BOUNCED.value


def read(raw: bytes) -> Report:
    """What it says. Raises NotForUs."""
    if len(raw) > MOST_BYTES:
        raise NotForUs("too long")
    try:
        whole = message_from_bytes(raw)
    except RecursionError:
        raise NotForUs("parts within parts") from None
    if whole.get_content_type() != "multipart/report":
        raise NotForUs("no report")
    parts = {part.get_content_type(): part for part in reversed(_within(whole))}
    row = _returned(parts)
    if "message/feedback-report" in parts:
        return Report(row, True, _complaint(parts["message/feedback-report"]))
    if "message/delivery-status" in parts:
        return Report(row, False, dict(_failures(parts["message/delivery-status"])))
    raise NotForUs("no report")


def _returned(parts: Mapping[str, Message]) -> tuple[UUID, UUID]:
    """The row of the mail that comes along, whole or as its head."""
    if "message/rfc822" in parts:
        head = _inner(parts["message/rfc822"])
    elif "text/rfc822-headers" in parts:
        text = parts["text/rfc822-headers"].get_payload(decode=True)
        head = message_from_bytes(text if isinstance(text, bytes) else b"")
    else:
        raise NotForUs("the mail itself is not in it")
    row = rules.row_of(_of(head, "Message-ID"))
    if row is None:
        raise NotForUs("not our mail")
    return row


def _within(part: Message) -> list[Message]:
    """The parts of it, or the message that it is."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _inner(part: Message) -> Message:
    return next(iter(_within(part)), Message())


def _complaint(part: Message) -> dict[str, str]:
    told = _inner(part)
    if _of(told, "Feedback-Type").lower() not in ("abuse", "fraud"):
        raise NotForUs("no complaint")
    named = told.get_all("Original-Rcpt-To", [])[:MOST_NAMED]
    return {_address(str(one)): "" for one in named}


def _failures(part: Message) -> Iterator[tuple[str, str]]:
    """The addresses that a mail did not reach, for good, each with the reason's status code."""
    for block in _within(part)[:MOST_NAMED]:
        status = _status(block)
        if _of(block, "Action").lower() == "failed" and status.startswith("5."):
            for field in ("Final-Recipient", "Original-Recipient"):
                yield _address(_of(block, field)), status


def _status(block: Message) -> str:
    """The status code; where it says no more than "failed", the one that the other server gave."""
    said = _of(block, "Status").split()
    status = said[0] if said and rules.ENHANCED.fullmatch(said[0]) else ""
    if status == "5.0.0":
        answer = _of(block, "Diagnostic-Code").partition(";")[2].split()
        codes = (word.strip("#:") for word in answer[:3])
        return next((code for code in codes if _is_permanent(code)), status)
    return status


def _is_permanent(code: str) -> bool:
    return rules.ENHANCED.fullmatch(code) is not None and code.startswith("5.")


def _address(field: str) -> str:
    """The address in `rfc822; ben@example.org`, as it is compared."""
    return field.rpartition(";")[2].strip().strip("<>").lower()


def _of(message: Message, field: str) -> str:
    return str(message.get(field, "")).strip()
