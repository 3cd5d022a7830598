"""Mail, asked for in the transaction of its cause and sent by a job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, current_app

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.mail import gateway
from coachhub.mail.failures import (
    NotFailed,
    failures_seen,
    find_delivery,
    send_again,
    unseen_failures,
)
from coachhub.mail.listing import WantedMails, count_deliveries, forget_old, list_deliveries
from coachhub.mail.models import Delivery
from coachhub.mail.pauses import (
    IS_DISCREET,
    find_pause,
    is_safe,
    list_pauses,
    pause_of,
    pauses_among,
    resume,
    why_paused,
)
from coachhub.mail.reports import MOST_BYTES as MOST_OF_A_REPORT
from coachhub.mail.reports import take_report
from coachhub.mail.wishes import Wish, unwanted_mails, want_mails, wish_in
from config import Config

_COMPOSERS = "coachhub.mail.composers"
_COLOURS_OF = "coachhub.mail.colours_of"

__all__ = [
    "MOST_OF_A_REPORT",
    "BadAddress",
    "Composer",
    "Message",
    "NotFailed",
    "UnknownKind",
    "WantedMails",
    "Wish",
    "colours_of",
    "composer",
    "count_deliveries",
    "failures_seen",
    "find_delivery",
    "find_pause",
    "forget_old",
    "is_safe",
    "link",
    "list_deliveries",
    "list_pauses",
    "pause_of",
    "pauses_among",
    "post",
    "register",
    "resume",
    "send_again",
    "server_problem",
    "take_report",
    "unseen_failures",
    "unwanted_mails",
    "want_mails",
    "why_paused",
    "wish_in",
]


class BadAddress(ValueError):
    """An address with a line break in it could add headers of its own to the mail."""


class UnknownKind(jobs.GiveUp):
    """No package composes mails of this kind."""


@dataclass(frozen=True)
class Message:
    """What a composer hands over: the templates' values, and whose language, zone and name.

    `calendar` is an iCalendar file that goes along, `calendar_method` what it asks for.
    """

    context: Mapping[str, Any]
    locale: str
    zone: str
    sender_name: str
    calendar: bytes | None = None
    calendar_method: str = "PUBLISH"


Composer = Callable[[Delivery], Message | None]
ColoursOf = Callable[[UUID], Mapping[str, str]]
"""What a floor above says of a practice's colours: by the names that `layouts/mail.html` has."""


def register(
    app: Flask,
    composers: Mapping[str, Composer],
    *,
    is_discreet: Callable[[UUID, str], bool],
    colours_of: ColoursOf,
) -> None:
    """Name who composes each kind of mail, who tells whether it isn't safe to write to an address
    of a practice's, and in what colours a practice writes.
    """
    app.extensions[_COMPOSERS] = composers
    app.extensions[IS_DISCREET] = is_discreet
    app.extensions[_COLOURS_OF] = colours_of


def composer(kind: str) -> Composer:
    """Who composes this kind. Raises UnknownKind."""
    composers: Mapping[str, Composer] = current_app.extensions[_COMPOSERS]
    try:
        return composers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def colours_of(practice_id: UUID) -> Mapping[str, str]:
    """The colours in which this practice writes."""
    known: ColoursOf = current_app.extensions[_COLOURS_OF]
    return known(practice_id)


def post(
    kind: str,
    practice_id: UUID,
    recipient: str,
    *,
    about_id: UUID | None = None,
    **params: str | int,
) -> Delivery:
    """A mail of this kind will go to the recipient once the transaction is committed.

    `kind` is "<package>/<name>", `about_id` the row it is about, `params` ids and codes: the words
    are made at sending. What belongs to no practice goes by `tenancy.INSTANCE`. Raises BadAddress.
    """
    if "\r" in recipient or "\n" in recipient:
        raise BadAddress
    delivery = Delivery(
        practice_id=practice_id, kind=kind, recipient=recipient, about_id=about_id, params=params
    )
    with tenancy.inside(practice_id):
        db.session.add(delivery)
        jobs.enqueue("mail.deliver", practice_id, delivery_id=delivery.id)
    return delivery


def link(endpoint: str, **values: Any) -> str:  # noqa: ANN401
    """The address of a page, for a mail: under the configured base, never a request's host."""
    config: Config = current_app.extensions["coachhub.config"]
    return config.base_url + current_app.url_map.bind("localhost").build(endpoint, values)


def server_problem(config: Config) -> str | None:
    """Why no mail can go out now, as a code or an error's name; None if it can."""
    if config.smtp is None:
        return None
    try:
        with gateway.connection(config.smtp, name=config.mail_from.rpartition("@")[2]):
            return None
    except gateway.NotAccepted as refusal:
        return refusal.reason
