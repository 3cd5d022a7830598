"""The words that go to people who are asked to become members; the colours of every mail."""

from collections.abc import Mapping
from uuid import UUID

from coachhub.accounts import services as accounts
from coachhub.accounts.rules import Purpose
from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, link
from coachhub.practices import face
from coachhub.practices import services as practices
from coachhub.practices.models import Practice


def invitation(delivery: Delivery) -> Message | None:
    """The link into the practice; nothing if the invitation was answered or taken back since."""
    found = delivery.about_id and practices.find_open_invitation(
        delivery.practice_id, delivery.about_id
    )
    practice = db.session.get(Practice, delivery.practice_id)
    if not found or practice is None:
        return None
    raw = accounts.mint_token(
        Purpose.MEMBER_INVITATION,
        found.email,
        name=found.name,
        for_practice=practice.id,
        for_row=found.id,
    )
    settings = practices.settings_of(practice.id)
    return Message(
        {
            "name": found.name,
            "practice": practice.name,
            "link": link("public.invitation", token=raw),
        },
        locale=settings.locale,
        zone=settings.zone,
        sender_name=practice.name,
    )


def colours_of(practice_id: UUID) -> Mapping[str, str]:
    """The practice's own colours, for its mails; ours for those of no practice."""
    return face.mail_colours(practices.hue_of(practice_id))
