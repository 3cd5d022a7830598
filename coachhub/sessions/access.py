"""Whose session notes and summaries one may open: those of the clients one coaches."""

from typing import Any
from uuid import UUID

from flask import abort, g, request

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.clients.access import load_own_client
from coachhub.core import clock
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


def session_papers() -> dict[str, Any]:
    """What there is in writing of this page's session once it has begun, for its coach's template,
    else nothing.
    """
    desk: Desk | None = g.get("desk")
    found: Booking | None = g.get("booking")
    # The worker renders letters and PDFs without a request: the desk is asked for first.
    if desk is None or found is None or request.endpoint != "booking.session":
        return {}
    has_begun = found.state in WITH_A_NOTE and found.starts_at <= clock.now()
    if not has_begun or not desk.can(Can.WRITE_PRIVATELY):
        return {}
    return {"papers": sessions.papers_of(found)}
