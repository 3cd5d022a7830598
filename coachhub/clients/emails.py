"""The words that go to clients who are asked to their portal."""

from coachhub.accounts import services as accounts
from coachhub.accounts.rules import Purpose
from coachhub.clients import services as clients
from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, link
from coachhub.practices.models import Practice


def invitation(delivery: Delivery) -> Message | None:
    """The link to the portal; nothing if it was opened, taken back or re-addressed since."""
    client = delivery.about_id and clients.find_invited(delivery.practice_id, delivery.about_id)
    practice = db.session.get(Practice, delivery.practice_id)
    if not client or practice is None or client.email != delivery.recipient:
        return None
    raw = accounts.mint_token(
        Purpose.CLIENT_INVITATION,
        client.email,
        name=client.name,
        for_practice=practice.id,
        for_row=client.id,
    )
    return Message(
        {
            "name": client.called,
            "practice": practice.name,
            "link": link("public.invitation", token=raw),
        },
        locale=client.locale,
        zone=client.zone,
        sender_name=practice.name,
    )
