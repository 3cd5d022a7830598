"""Whose sessions and whose hours one may open at the desk; a session as a file for its client."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, abort, current_app, g
from flask_babel import gettext as _

from coachhub.booking import ics
from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import LIVE
from coachhub.booking.words import OWN_TOLD_WORDS
from coachhub.clients import services as clients
from coachhub.clients.access import coaches
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, refuse
from coachhub.practices.models import Member
from coachhub.practices.rules import Can, Role


def load_booking(desk: Desk, booking_id: UUID) -> Booking:
    """A session, for its client's coach, for the coach who holds it, and for those who see every
    client: 404 if there is none.
    """
    return _load(desk, booking_id)[0]


def load_session(desk: Desk, booking_id: UUID) -> tuple[Booking, clients.Row]:
    """The same for a page about it, with its client's record, which says who their coach is now.
    The page is one about the client, for those who may open the record.
    """
    found, row = _load(desk, booking_id)
    if opens_client(desk, row):
        g.client_row = row
    return found, row


def _load(desk: Desk, booking_id: UUID) -> tuple[Booking, clients.Row]:
    found = booking.find_booking(desk.practice.id, booking_id)
    row = _row_of(found) if found else None
    if found is None or row is None:
        abort(404)
    if found.coach_id != desk.member.id and not opens_client(desk, row):
        refuse(desk, "booking")
    g.booking = found
    return found, row


def _row_of(found: Booking) -> clients.Row | None:
    return clients.find_client(found.practice_id, found.client_id) if found.client_id else None


def opens_client(desk: Desk, row: clients.Row) -> bool:
    """Whether the member may open the client's record; the coach of one session may not."""
    return desk.can(Can.SEE_ALL_CLIENTS) or coaches(desk, row)


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


def keeps_hours(desk: Desk) -> bool:
    """Whether there are hours, of whomever, that the member may keep."""
    return desk.can(Can.OFFER) or desk.can(Can.KEEP_HOURS)


def whose_sessions(desk: Desk) -> UUID | None:
    """Whose sessions the member may list: their own only, or (None) everybody's."""
    return None if desk.can(Can.SEE_ALL_CLIENTS) else desk.member.id


def calendar_answer(found: Booking) -> Response:
    """Their session as a file for calendars: neutral words, and where they meet."""
    base = current_app.extensions["coachhub.config"].base_url
    content = ics.calendar_file(
        found,
        title=_("Session"),
        where=booking.meeting_place_of(found),
        host=urlsplit(base).hostname or "localhost",
        cancelled=found.state not in LIVE,
    )
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "attachment; filename=session.ics"
    return answer


def guest_told(found: Booking) -> str:
    """To a guest, once it is booked: where the mail goes, an address that they typed themselves, or
    how to come back without one. It isn't said why there is none, nor that the address is known.
    """
    client = found.client
    if client is None or not booking.tells_client("confirmed", found):
        return str(_("Booked. Keep the address of this page: it is your way back here."))
    words: str = _(
        "Booked. An e-mail goes to %(email)s, with a calendar file and the way back to this page.",
        email=client.email,
    )
    return words


def own_told(what: str, found: Booking) -> str:
    """To the client themselves: what was done, and whether a mail comes of it."""
    return str(OWN_TOLD_WORDS[what, booking.tells_client(what, found)])
