"""Whose sessions and whose hours one may open at the desk."""

from uuid import UUID

from flask import abort, g

from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, refuse
from coachhub.practices.models import Member
from coachhub.practices.rules import Can, Role


def load_booking(desk: Desk, booking_id: UUID) -> Booking:
    """A session, for its coach and for those who see every client: 404 if there is none."""
    found = booking.find_booking(desk.practice.id, booking_id)
    if found is None or found.client_id is None:
        abort(404)
    if not desk.can(Can.SEE_ALL_CLIENTS) and found.coach_id != desk.member.id:
        refuse(desk, "booking")
    g.booking = found
    return found


def load_coach(desk: Desk, coach_id: UUID) -> Member:
    """A coach whose hours the member may keep: their own or, as owner, anybody's."""
    coach = practices.find_member(desk.practice.id, coach_id)
    if coach is None or Role.COACH not in coach.roles:
        abort(404)
    if not keeps_hours_of(desk, coach_id):
        refuse(desk, "hours")
    return coach


def keeps_hours_of(desk: Desk, coach_id: UUID) -> bool:
    """Whether the member may say when this coach works."""
    return desk.can(Can.OFFER) or (coach_id == desk.member.id and desk.can(Can.KEEP_HOURS))


def whose_sessions(desk: Desk) -> UUID | None:
    """Whose sessions the member may list: their own only, or (None) everybody's."""
    return None if desk.can(Can.SEE_ALL_CLIENTS) else desk.member.id
