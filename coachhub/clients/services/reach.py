"""Whether mails reach clients."""

from uuid import UUID

from sqlalchemy import exists, select

from coachhub.audit import services as audit
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import CURRENT
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.signals import Signals, signal
from coachhub.mail import services as mail
from coachhub.mail.models import MailPause


def mail_pause_of(client: Client) -> MailPause | None:
    """What keeps the practice's mails from them; None where nothing does."""
    return mail.pause_of(client.practice_id, client.email) if client.email else None


def gets_mail(client: Client, kind: str) -> bool:
    """Whether a mail of this kind, sent now, would go to them."""
    if not client.email:
        return False
    return mail.why_paused(client.practice_id, client.email, kind) is None


def is_discreet(practice_id: UUID, address: str) -> bool:
    """Whether the address is that of a client to whom it isn't safe to write."""
    found = exists().where(
        Client.practice_id == practice_id, Client.email == address.lower(), Client.is_discreet
    )
    return bool(db.session.scalar(select(found)))


def set_discreet(client: Client, *, on: bool, by: Actor) -> None:
    """From now on nothing is sent to the client's address, or mails go there again."""
    if client.is_discreet == on:
        return
    client.is_discreet = on
    db.session.flush()
    audit.record(client.practice_id, "client.discreet", by=by, about=client, on=on)


def signals(practice_id: UUID, coach_id: UUID) -> Signals:
    """Who of this coach's (a member's id) current clients gets no mails, and since when."""
    return (
        signal("mail_paused", Client.id, MailPause.since)
        .select_from(MailPause)
        .join(
            Client,
            (Client.practice_id == MailPause.practice_id) & (Client.email == MailPause.address),
        )
        .join(
            Engagement,
            (Engagement.practice_id == Client.practice_id) & (Engagement.client_id == Client.id),
        )
        .where(
            MailPause.practice_id == practice_id,
            MailPause.sort.is_(None),
            Engagement.coach_id == coach_id,
            Engagement.state.in_(sorted(CURRENT)),
        )
    )
