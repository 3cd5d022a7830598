"""Who is told of a session by mail, and reminded of it."""

from dataclasses import dataclass
from uuid import UUID

from coachhub.booking.models import Booking
from coachhub.booking.rules import reminder_at
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.mail import services as mail
from coachhub.practices.models import Member

TO_CLIENT = {
    "confirmed": "booking/confirmed",
    "moved": "booking/moved",
    "cancelled": "booking/cancelled",
}
TO_COACH = {
    "confirmed": "booking/coach_confirmed",
    "moved": "booking/coach_moved",
    "cancelled": "booking/coach_cancelled",
}
REMINDER = "booking/reminder"


@dataclass(frozen=True)
class Addressee:
    """How a client is spoken to in the mails about one session."""

    name: str
    locale: str


def addressee(booking: Booking) -> Addressee:
    """By the name and in the language in which it was booked, where a guest gave an address that
    was known: whoever shares the mailbox learns no name from it, nor is a record changed by it.
    """
    client = db.session.get_one(Client, (booking.practice_id, booking.client_id))
    return Addressee(booking.guest_name or client.called, booking.guest_locale or client.locale)


def tell(what: str, booking: Booking, *, by: Actor) -> None:
    """Client and coach get a mail that says what is true when it goes out; the coach, of what
    others did.
    """
    client = _client_of(booking)
    if client is not None and client.email:
        mail.post(TO_CLIENT[what], booking.practice_id, client.email, about_id=booking.id)
    coach = db.session.get_one(Member, (booking.practice_id, booking.coach_id))
    if coach.user_id != by.user_id:
        mail.post(TO_COACH[what], booking.practice_id, coach.user.email, about_id=booking.id)


def tells_client(what: str, booking: Booking) -> bool:
    """Whether their mail would go to the client now."""
    client = _client_of(booking)
    return client is not None and clients.gets_mail(client, TO_CLIENT[what])


def remind_later(booking: Booking) -> None:
    """The client will be reminded a day before, by day, if the session still begins then."""
    at = reminder_at(booking.starts_at, booking.client_zone)
    if at > clock.now():
        jobs.enqueue(
            "booking.remind",
            booking.practice_id,
            at=at,
            booking_id=booking.id,
            sequence=booking.sequence,
        )


def remind(practice_id: UUID, booking: Booking) -> None:
    """The client gets the reminder."""
    client = _client_of(booking)
    if client is not None and client.email:
        mail.post(REMINDER, practice_id, client.email, about_id=booking.id)


def _client_of(booking: Booking) -> Client | None:
    return db.session.get(Client, (booking.practice_id, booking.client_id))
