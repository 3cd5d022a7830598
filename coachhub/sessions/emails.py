"""The word that a summary waits; nothing of what it says."""

from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, link
from coachhub.practices.models import Practice
from coachhub.sessions import services as sessions
from coachhub.sessions.rules import SummaryState


def summary_waits(delivery: Delivery) -> Message | None:
    """The way to the portal; nothing if the summary was replaced or the address changed since."""
    found = delivery.about_id and sessions.find_summary(delivery.practice_id, delivery.about_id)
    if not found or found.state != SummaryState.PUBLISHED:
        return None
    client = found.booking.client
    if client is None or client.email != delivery.recipient:
        return None
    practice = db.session.get_one(Practice, delivery.practice_id)
    return Message(
        {"name": client.called, "link": link("portal.documents", practice=practice.slug)},
        locale=client.locale,
        zone=client.zone,
        sender_name=practice.name,
    )
