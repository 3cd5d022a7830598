"""Whose session notes and summaries one may open: those of the clients one coaches."""

from typing import Any
from uuid import UUID

from flask import abort, g, request

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.clients.access import load_own_client
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions

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


def session_summary() -> dict[str, Any]:
    """What is next about the summary of this page's session, for its template, else nothing."""
    desk: Desk | None = g.get("desk")
    found: Booking | None = g.get("booking")
    # The worker renders letters and PDFs without a request: the desk is asked for first.
    if desk is None or found is None or request.endpoint != "booking.session":
        return {}
    if found.state != BookingState.COMPLETED or not desk.can(Can.WRITE_PRIVATELY):
        return {}
    return {"summary_step": sessions.step_of(found)}
