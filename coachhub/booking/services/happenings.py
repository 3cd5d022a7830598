"""What happened with a client's sessions."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func

from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED, BookingState
from coachhub.core.happenings import Happenings, happening

_MEETINGS = (BookingState.COMPLETED, BookingState.NO_SHOW)
_BOOKED = (BookingState.CONFIRMED, *_MEETINGS, *sorted(CANCELLED))


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """That sessions were booked, took place, or were cancelled; about the booking."""
    theirs = (Booking.practice_id == practice_id) & (Booking.client_id == client_id)
    booked_at = func.coalesce(Booking.confirmed_at, Booking.created_at)
    yield happening(
        "session_booked", booked_at, about=Booking.id, meant=Booking.starts_at, title=Booking.title
    ).where(theirs, Booking.state.in_(_BOOKED))
    yield happening(
        "session_" + Booking.state, Booking.starts_at, about=Booking.id, title=Booking.title
    ).where(theirs, Booking.state.in_(_MEETINGS))
    yield happening(
        "session_cancelled",
        Booking.ended_at,
        about=Booking.id,
        meant=Booking.starts_at,
        title=Booking.title,
    ).where(theirs, Booking.state.in_(sorted(CANCELLED)), Booking.ended_at.is_not(None))
