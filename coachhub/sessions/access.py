"""Whose session notes and summaries one may open: those of the clients one coaches."""

from uuid import UUID

from flask import abort

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.clients.access import load_own_client
from coachhub.practices.access import Desk

WITH_A_NOTE = frozenset({BookingState.CONFIRMED, BookingState.COMPLETED, BookingState.NO_SHOW})


def load_own_session(desk: Desk, booking_id: UUID) -> Booking:
    """A session that takes or took place, for its client's coach alone."""
    found = booking.find_booking(desk.practice.id, booking_id)
    if found is None or found.client_id is None:
        abort(404)
    load_own_client(desk, found.client_id)
    if found.state not in WITH_A_NOTE:
        abort(404)
    return found
