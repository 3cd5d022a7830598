"""The word that a record waits to be opened: not whose, and not why."""

from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, link
from coachhub.practices.models import Practice
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyScreen


def open_record(delivery: Delivery) -> Message | None:
    """The way to the record; nothing if it was seen to since, or isn't this person's any more."""
    key = (delivery.practice_id, delivery.about_id)
    screen = db.session.get(SafetyScreen, key) if delivery.about_id else None
    if screen is None or not safety.is_unseen(screen):
        return None
    for member in safety.guardians(delivery.practice_id, screen.client_id):
        if member.user.email == delivery.recipient:
            practice = db.session.get_one(Practice, delivery.practice_id)
            there = link("safety.overview", practice=practice.slug, client_id=screen.client_id)
            return Message(
                {"link": there},
                locale=member.user.locale,
                zone=member.user.zone,
                sender_name=practice.name,
            )
    return None
