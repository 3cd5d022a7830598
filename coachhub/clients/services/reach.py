"""Whether mails reach clients."""

from uuid import UUID

from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import CURRENT
from coachhub.core.signals import Signals, signal
from coachhub.mail import services as mail
from coachhub.mail.models import MailPause


def mail_pause_of(client: Client) -> MailPause | None:
    """What keeps the practice's mails from them; None where nothing does."""
    return mail.pause_of(client.practice_id, client.email) if client.email else None


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
