"""Secret addresses of bookings, for guests."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import select

from coachhub.booking.models import Booking, BookingLink
from coachhub.core.db import db

TOKEN_BYTES = 32


def mint_link(booking: Booking) -> str:
    """A new secret that leads to the booking; only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(
        BookingLink(practice_id=booking.practice_id, booking_id=booking.id, token_hash=_hash(token))
    )
    db.session.flush()
    return token


def booking_behind(practice_id: UUID, token: str) -> Booking | None:
    """The booking to which a secret leads."""
    query = (
        select(Booking)
        .join(
            BookingLink,
            (BookingLink.practice_id == Booking.practice_id)
            & (BookingLink.booking_id == Booking.id),
        )
        .where(BookingLink.practice_id == practice_id, BookingLink.token_hash == _hash(token))
    )
    return db.session.scalar(query)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
