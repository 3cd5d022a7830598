"""The words about sessions that go to clients and coaches."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext, refresh

from coachhub.booking import ics
from coachhub.booking import services as booking
from coachhub.booking.models import Booking
from coachhub.booking.rules import (
    CANCELLED,
    CANCELLED_BY_CLIENT,
    LIVE,
    BookingState,
    Place,
    may_remind,
)
from coachhub.booking.words import PLACE_WORDS, holds
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web import i18n
from coachhub.core.web.typesetting import sentence
from coachhub.mail.models import Delivery
from coachhub.mail.services import Composer, Message, link
from coachhub.practices.models import Member, Practice
from config import Config

_TO = "\N{EN DASH}"
_STANDS = frozenset({BookingState.CONFIRMED})


@dataclass(frozen=True)
class _OfMoney:
    words: Callable[..., str]
    """What there is to say of it: to its client or (`to_coach`) to its coach."""
    given_back: Callable[[Booking], int]
    """What of its price went back already, in minor units."""


@dataclass(frozen=True)
class _Reader:
    name: str
    zone: str
    locale: str
    is_coach: bool


def composers(
    money_words: Callable[..., str], given_back: Callable[[Booking], int]
) -> dict[str, Composer]:
    """Who writes each kind of mail, with what a floor above knows of the money of a booking."""
    money = _OfMoney(money_words, given_back)
    to_client, to_coach = partial(_to_client, money), partial(_to_coach, money)
    return {
        "booking/confirmed": to_client(_STANDS),
        "booking/moved": to_client(_STANDS),
        "booking/cancelled": to_client(CANCELLED),
        "booking/coach_confirmed": to_coach(_STANDS),
        "booking/coach_moved": to_coach(_STANDS),
        "booking/coach_cancelled": to_coach(CANCELLED),
        booking.REMINDER: _reminder(to_client(_STANDS)),
    }


def _to_client(money: _OfMoney, fits: frozenset[BookingState]) -> Composer:
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
        to = booking.addressee(found)
        reader = _Reader(to.name, found.client_zone, to.locale, is_coach=False)
        return _message(found, practice, own, reader, money)

    return compose


def _to_coach(money: _OfMoney, fits: frozenset[BookingState]) -> Composer:
    def compose(delivery: Delivery) -> Message | None:
        found = _about(delivery)
        if found is None or found.state not in fits:
            return None
        practice = db.session.get_one(Practice, found.practice_id)
        coach = db.session.get_one(Member, (found.practice_id, found.coach_id)).user
        own = link("booking.session", practice=practice.slug, booking_id=found.id)
        reader = _Reader(coach.name.split()[0], coach.zone, coach.locale, is_coach=True)
        return _message(found, practice, own, reader, money)

    return compose


def _reminder(to_client: Composer) -> Composer:
    """A mail server that was away for long doesn't make it speak at night, or too late."""

    def compose(delivery: Delivery) -> Message | None:
        found = _about(delivery)
        if found is None or not may_remind(found.starts_at, found.client_zone, clock.now()):
            return None
        return to_client(delivery)

    return compose


def _about(delivery: Delivery) -> Booking | None:
    if delivery.about_id is None:
        return None
    return booking.find_booking(delivery.practice_id, delivery.about_id)


def _message(
    found: Booking, practice: Practice, own: str, reader: _Reader, money: _OfMoney
) -> Message:
    zone = reader.zone
    i18n.speak(reader.locale, zone)
    refresh()
    where = booking.meeting_place_of(found)
    config: Config = current_app.extensions["coachhub.config"]
    cancelled = found.state not in LIVE
    return Message(
        {
            "name": reader.name,
            "link": own,
            "day": i18n.said_day_in(found.starts_at, zone),
            "time": i18n.clock_in(found.starts_at, zone),
            "hours": _TO.join(i18n.clock_in(at, zone) for at in (found.starts_at, found.ends_at)),
            "city": i18n.zone_city(zone),
            "what": _what(found, to_coach=reader.is_coach),
            "where": where,
            "by_client": found.state in CANCELLED_BY_CLIENT,
            "money": money.words(found, to_coach=reader.is_coach),
            **({} if reader.is_coach else _for_client(found, money)),
        },
        locale=reader.locale,
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


def _what(found: Booking, *, to_coach: bool) -> str:
    """Which kind of session, how long, how, and to the client with whom. Its title is on the public
    page; to whom it isn't safe to write, no such mail is sent.
    """
    length = ngettext("%(num)s minute", "%(num)s minutes", found.minutes)
    kind = f"{sentence(found.title)}, {length}"
    how = PLACE_WORDS[Place(found.place)]
    words: str = (
        _("%(kind)s, %(how)s.", kind=kind, how=how)
        if to_coach
        else _("%(kind)s, %(how)s, with %(name)s.", kind=kind, how=how, name=found.coach.user.name)
    )
    return words


def _for_client(found: Booking, money: _OfMoney) -> dict[str, str]:
    """What only the client is told: the coach's clock where it is another one, and the rule."""
    if found.state not in _STANDS:
        return {}
    rule = holds(found, found.client_zone, clock.now(), money.given_back(found))
    return {"coach_time": _coach_time(found), "rule": " ".join(filter(None, rule))}


def _coach_time(found: Booking) -> str:
    """When it is by the coach's clock; nothing where that is the client's too."""
    begins, here, there = found.starts_at, found.client_zone, found.coach_zone
    if here == there:
        return ""
    is_same_day = i18n.day_in(begins, here) == i18n.day_in(begins, there)
    words: str = _(
        "For %(coach)s it is %(when)s (%(city)s time).",
        coach=found.coach.user.name.split()[0],
        when=i18n.clock_in(begins, there) if is_same_day else i18n.said_moment_in(begins, there),
        city=i18n.zone_city(there),
    )
    return words
