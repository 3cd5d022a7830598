"""Addresses that take no e-mails, for the tests of the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete

from coachhub.core.db import db
from coachhub.mail.models import MailPause
from coachhub.mail.rules import Sort, Why
from coachhub.mail.wishes import Wish, token_of
from tests.cast import email_of

if TYPE_CHECKING:
    from tests.access.world import World


def pause(world: World, practice: str = "north") -> UUID:
    """Mails to Carla of North, or to Ruth of Harbour, come back."""
    practice_id = getattr(world.cast, practice)
    address = email_of("carla" if practice == "north" else "ruth")
    with world.inside(practice_id):
        db.session.execute(delete(MailPause).where(MailPause.practice_id == practice_id))
        row = MailPause(practice_id=practice_id, address=address, why=Why.BOUNCED)
        db.session.add(row)
        return row.id


def wish(world: World) -> str:
    """The secret in the link by which somebody does without reminders."""
    with world.app.app_context():
        address = email_of(world.fresh())
        return token_of(Wish(world.cast.north, Sort.REMINDERS, address))
