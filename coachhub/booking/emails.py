"""The words about sessions that go to clients and coaches."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import refresh

from coachhub.booking import ics
from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED, LIVE, BookingState, may_remind
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web import i18n
from coachhub.mail.models import Delivery
from coachhub.mail.services import Composer, Message, link
from coachhub.practices.models import Member, Practice
from config import Config

_STANDS = frozenset({BookingState.CONFIRMED})


def _to_client(fits: frozenset[BookingState]) -> Composer:
    """Says where the session stands now; nothing where that isn't news any more."""

    def compose(delivery: Delivery) -> Message | None:
        found = _about(delivery)
        if found is None or found.state not in fits:
            return None
        client = db.session.get_one(Client, (found.practice_id, found.client_id))
        if client.email != delivery.recipient:
            return None
        practice = db.session.get_one(Practice, found.practice_id)
        token = booking.mint_link(found)
        own = link("public.guest", practice=practice.slug, token=token)
        return _message(
            found, practice, own, name=client.called, zone=found.client_zone, locale=client.locale
        )

    return compose


def _to_coach(fits: frozenset[BookingState]) -> Composer:
    def compose(delivery: Delivery) -> Message | None:
        found = _about(delivery)
        if found is None or found.state not in fits:
            return None
        practice = db.session.get_one(Practice, found.practice_id)
        coach = db.session.get_one(Member, (found.practice_id, found.coach_id)).user
        own = link("booking.session", practice=practice.slug, booking_id=found.id)
        return _message(
            found, practice, own, name=coach.name.split()[0], zone=coach.zone, locale=coach.locale
        )

    return compose


def _reminder(delivery: Delivery) -> Message | None:
    """A mail server that was away for long doesn't make it speak at night, or too late."""
    found = _about(delivery)
    if found is None or not may_remind(found.starts_at, found.client_zone, clock.now()):
        return None
    return _to_client(_STANDS)(delivery)


def _about(delivery: Delivery) -> Booking | None:
    if delivery.about_id is None:
        return None
    return booking.find_booking(delivery.practice_id, delivery.about_id)


def _message(
    found: Booking, practice: Practice, own: str, *, name: str, zone: str, locale: str
) -> Message:
    i18n.speak(locale, zone)
    refresh()
    calendar = booking.calendar_of(found.practice_id, found.coach_id)
    where = calendar.meeting_place if calendar else ""
    config: Config = current_app.extensions["coachhub.config"]
    cancelled = found.state not in LIVE
    return Message(
        {
            "name": name,
            "link": own,
            "day": i18n.day_in(found.starts_at, zone),
            "time": i18n.clock_in(found.starts_at, zone),
            "city": i18n.zone_city(zone),
            "where": where,
        },
        locale=locale,
        zone=zone,
        sender_name=practice.name,
        calendar=ics.calendar_file(
            found,
            title=_("Session"),
            where=where,
            host=urlsplit(config.base_url).hostname or "localhost",
            cancelled=cancelled,
        ),
        calendar_method=ics.CANCEL if cancelled else ics.PUBLISH,
    )


_KINDS: dict[str, tuple[Callable[[frozenset[BookingState]], Composer], frozenset[BookingState]]] = {
    "confirmed": (_to_client, _STANDS),
    "moved": (_to_client, _STANDS),
    "cancelled": (_to_client, CANCELLED),
    "coach_confirmed": (_to_coach, _STANDS),
    "coach_moved": (_to_coach, _STANDS),
    "coach_cancelled": (_to_coach, CANCELLED),
}
COMPOSERS = {
    **{f"booking/{kind}": make(fits) for kind, (make, fits) in _KINDS.items()},
    booking.REMINDER: _reminder,
}
