"""Sending one mail, so that none is lost and a worker's death can double at most one."""

from datetime import timedelta
from email.message import EmailMessage
from threading import Lock
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy import func

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.private import keystore
from coachhub.jobs.services import GiveUp, TryAgain
from coachhub.mail import gateway, letters, pauses, rules
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState, Why
from coachhub.mail.services import composer
from config import Config, Smtp

log = structlog.get_logger(__name__)

Key = tuple[UUID, UUID]

_one_in_doubt = Lock()
"""Held from handing a mail over until SENT is committed: a process killed in there leaves one mail
in doubt, however many of its threads are sending."""


def deliver(practice_id: UUID, delivery_id: UUID) -> None:
    """The mail is sent, or dropped because there is nothing to say any more, or kept back because
    the address takes none, or failed for good.

    The one kind of job with commits of its own: the try is counted, the letter written and what it
    carries stored; then the mail server is spoken to with no transaction open; then SENT is
    recorded. A mail interrupted in between is sent again, under the same Message-ID. Raises
    TryAgain when it should be tried later, GiveUp when it can't be written.
    """
    key = (practice_id, delivery_id)
    if not _begin(key):
        return
    config: Config = current_app.extensions["coachhub.config"]
    try:
        letter = _write(key, config)
        if letter and config.smtp:
            _send(key, letter, config.smtp, config)
    except Exception as error:  # whatever it was: the try is recorded, and the error goes on
        db.session.rollback()
        wait = _record_failure(key, error)
        if wait is not None:
            raise TryAgain(wait) from error
        if not isinstance(error, gateway.NotAccepted):
            raise GiveUp from error


def _begin(key: Key) -> bool:
    """Count the try before anything can go wrong with it; False: nothing is left to be done."""
    delivery = _locked(key)
    if delivery is None or delivery.state not in rules.OPEN:
        return False
    is_worth_it = delivery.tries < rules.MOST_TRIES
    delivery.tries += is_worth_it
    delivery.state = DeliveryState.SENDING if is_worth_it else DeliveryState.FAILED
    db.session.commit()
    return is_worth_it


def _write(key: Key, config: Config) -> EmailMessage | None:
    """Let the package that asked for the mail say what is true now; store what it made for it."""
    delivery = db.session.get_one(Delivery, key)
    why = pauses.why_paused(delivery.practice_id, delivery.recipient, delivery.kind)
    message = None if why else composer(delivery.kind)(delivery)
    if message is None:
        delivery.state = DeliveryState.PAUSED if why else DeliveryState.DROPPED
        delivery.last_error = why
        db.session.commit()
        return None
    letter = letters.write(delivery, message, sender=config.mail_from)
    if config.keeps_mail_readable:
        _keep_readable(delivery, letter)
    if config.smtp is None:
        _mark_sent(delivery)
    db.session.commit()
    return letter


def _keep_readable(delivery: Delivery, letter: EmailMessage) -> None:
    if delivery.practice_id == tenancy.INSTANCE:
        keystore().create(tenancy.INSTANCE)  # no practice's opening has made this one
    delivery.body = letter.as_string()


def _send(key: Key, letter: EmailMessage, smtp: Smtp, config: Config) -> None:
    name = urlsplit(config.base_url).hostname or "localhost"
    with gateway.connection(smtp, name=name) as server, _one_in_doubt:
        if _is_to_be_sent(key):
            gateway.hand_over(server, letter, return_path=config.return_path)
            _mark_sent(db.session.get_one(Delivery, key))
            db.session.commit()


def _is_to_be_sent(key: Key) -> bool:
    """Look again: while this worker was held up, another may have taken it for dead and the mail
    for its own.
    """
    delivery = db.session.get_one(Delivery, key, populate_existing=True)
    db.session.commit()
    return delivery.state == DeliveryState.SENDING


def _mark_sent(delivery: Delivery) -> None:
    delivery.state = DeliveryState.SENT
    delivery.sent_at = func.now()
    delivery.last_error = None


def _record_failure(key: Key, error: Exception) -> timedelta | None:
    """Note why, in a code or a class name; how long to wait for the next try, None: given up."""
    delivery = db.session.get_one(Delivery, key)
    wait = None if _is_final(error) else rules.wait_after(delivery.tries)
    delivery.state = DeliveryState.FAILED if wait is None else DeliveryState.WAITING
    delivery.last_error = (
        error.reason if isinstance(error, gateway.NotAccepted) else type(error).__name__
    )
    if isinstance(error, gateway.NotAccepted) and error.of_address:
        pauses.pause(delivery, Why.REFUSED)
    log.warning(
        "mail_not_sent",
        delivery=str(delivery.id),
        kind=delivery.kind,
        reason=delivery.last_error,
        tries=delivery.tries,
        final=wait is None,
    )
    db.session.commit()
    return wait


def _is_final(error: Exception) -> bool:
    return isinstance(error, GiveUp) or (isinstance(error, gateway.NotAccepted) and error.permanent)


def _locked(key: Key) -> Delivery | None:
    return db.session.get(Delivery, key, with_for_update=True)
