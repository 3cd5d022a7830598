"""Addresses to which a practice's mails are not sent: the one place that knows."""

from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.mail.models import Delivery, MailPause
from coachhub.mail.rules import COMES_BACK, SORT_OF, Sort, Why


def why_paused(practice_id: UUID, address: str, kind: str) -> Why | None:
    """Why a mail of this kind doesn't go to the address; None if it does."""
    sort = SORT_OF.get(kind, Sort.NEEDED)
    if sort is Sort.ALWAYS:
        return None
    why = db.session.scalar(
        select(MailPause.why)
        .where(MailPause.practice_id == practice_id, MailPause.address == address.lower())
        .where(or_(MailPause.sort.is_(None), MailPause.sort == sort))
        .order_by(MailPause.sort.nulls_first())
        .limit(1)
    )
    return Why(why) if why else None


def pause(delivery: Delivery, why: Why) -> None:
    """Its address takes no mails: nothing more is sent there. The first reason stays."""
    row = insert(MailPause).values(
        practice_id=delivery.practice_id,
        id=new_id(),
        address=delivery.recipient.lower(),
        why=why,
        delivery_id=delivery.id,
    )
    db.session.execute(row.on_conflict_do_nothing())


def try_address_again(delivery: Delivery) -> None:
    """Somebody sends a mail that failed once more, so its address is no longer held to be dead."""
    db.session.execute(
        delete(MailPause).where(
            MailPause.practice_id == delivery.practice_id,
            MailPause.address == delivery.recipient.lower(),
            MailPause.why.in_(COMES_BACK),
        )
    )
