"""What a client's first page asks of this package, in one statement."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from coachhub.accounts.models import User
from coachhub.clients.models import Agreement, Client, Pin, Signature
from coachhub.clients.services.agreements import Standing
from coachhub.clients.services.pins import Pinned
from coachhub.core.db import db


@dataclass(frozen=True)
class ForToday:
    """Where the client stands with the agreement, and what they are to keep in mind."""

    agreement: Standing
    pinned: Pinned | None


def for_today(practice_id: UUID, client_id: UUID) -> ForToday:
    """Both for one client, as `standing_of` and `pinned` tell each."""
    current = aliased(
        Agreement,
        select(Agreement)
        .where(Agreement.practice_id == practice_id)
        .order_by(Agreement.number.desc())
        .limit(1)
        .subquery(),
    )
    signed = (
        select(Agreement.number, Signature.signed_at)
        .join(
            Signature,
            (Signature.practice_id == Agreement.practice_id)
            & (Signature.agreement_id == Agreement.id),
        )
        .where(Signature.practice_id == practice_id, Signature.client_id == client_id)
        .order_by(Agreement.number.desc())
        .limit(1)
        .subquery()
    )
    newest = (
        select(Pin)
        .where(Pin.practice_id == practice_id, Pin.client_id == client_id)
        .order_by(Pin.pinned_at.desc(), Pin.id.desc())
        .limit(1)
        .subquery()
    )
    pin = aliased(Pin, newest)
    query = (
        select(current, signed.c.number, signed.c.signed_at, pin, User.name)
        .select_from(Client)
        .outerjoin(current, true())
        .outerjoin(signed, true())
        .outerjoin(pin, true())
        .outerjoin(User, User.id == newest.c.pinned_by)
        .where(Client.practice_id == practice_id, Client.id == client_id)
    )
    agreement, number, signed_at, row, name = db.session.execute(query).one()
    holds = row is not None and row.taken_down_at is None
    return ForToday(Standing(agreement, number, signed_at), Pinned(row, name) if holds else None)
