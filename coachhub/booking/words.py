"""States, places and audiences of sessions in the reader's language."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.booking.models import Booking, BookingChange, Offered
from coachhub.booking.rules import (
    CANCELLED,
    PERCENT,
    Audience,
    BookingState,
    Place,
    Terms,
    is_repeated,
    terms,
)
from coachhub.core.web.i18n import clock_in, money, said_moment, said_moment_in, zone_city
from coachhub.core.web.typesetting import unbroken

STATE_WORDS = {
    BookingState.HELD: _l("held"),
    BookingState.PENDING_PAYMENT: _l("kept until it is paid"),
    BookingState.CONFIRMED: _l("confirmed"),
    BookingState.COMPLETED: _l("took place"),
    BookingState.NO_SHOW: _l("did not come"),
    BookingState.CANCELLED_BY_CLIENT: _l("cancelled by the client"),
    BookingState.LATE_CANCELLED: _l("cancelled late by the client"),
    BookingState.CANCELLED_BY_COACH: _l("cancelled by the coach"),
    BookingState.EXPIRED: _l("released"),
}

OWN_STATE_WORDS = {
    **STATE_WORDS,
    BookingState.PENDING_PAYMENT: _l("kept until you have paid"),
    BookingState.NO_SHOW: _l("you were not there"),
    BookingState.CANCELLED_BY_CLIENT: _l("you cancelled it"),
    BookingState.LATE_CANCELLED: _l("you cancelled it"),
    BookingState.CANCELLED_BY_COACH: _l("your coach cancelled it"),
    BookingState.EXPIRED: _l("the time was given back"),
}
"""The same, said to the client. That it was late is said with the money, where some stays."""

PLACE_WORDS = {
    Place.VIDEO: _l("by video"),
    Place.PHONE: _l("by phone"),
    Place.IN_PERSON: _l("in person"),
}

AUDIENCE_WORDS = {
    Audience.PUBLIC: _l("Everybody, on the public page"),
    Audience.CLIENT: _l("Clients, in their portal"),
    Audience.INVITED: _l("Nobody: you book it for them"),
}

EARLY_WISH = "2026-11-27"
"""Which of the texts is read now; one that was read is never written again."""
EARLY_WISHES = {
    "2026-11": (
        _l("I ask for this session although I could still withdraw from the booking by then"),
        _l(
            "In many countries one can withdraw within fourteen days from what was booked at a"
            " distance. This session begins before they are over: once it has taken place, it is"
            " to be paid, and can’t be withdrawn from any more."
        ),
    ),
    "2026-11-27": (
        _l("I want this session to take place before my fourteen days to withdraw are over"),
        _l(
            "In many countries one can withdraw within fourteen days from what was booked at a"
            " distance. This session begins earlier: once it has taken place, it is to be paid,"
            " and you can’t withdraw from it any more."
        ),
    ),
}
"""What somebody says, and reads, who books a session so soon; by its version."""
EARLY_WISH_NEEDED = _l("It is so soon: please tick the box, or choose a later time.")

TOLD_WORDS = {
    ("confirmed", True): _l("Booked. They get an e-mail."),
    ("confirmed", False): _l("Booked. They get no e-mail, so tell them another way."),
    ("moved", True): _l("Moved. They get an e-mail."),
    ("moved", False): _l("Moved. They get no e-mail, so tell them another way."),
    ("cancelled", True): _l("Cancelled. They get an e-mail."),
    ("cancelled", False): _l("Cancelled. They get no e-mail, so tell them another way."),
}
"""What the desk says of a change, by whether the client gets a mail of it."""

OWN_TOLD_WORDS = {
    ("confirmed", True): _l("Booked. You get an e-mail with a calendar file."),
    ("confirmed", False): _l("Booked. You find it here; no e-mail is sent."),
    ("moved", True): _l("Moved. You get an e-mail with the new time."),
    ("moved", False): _l("Moved. You find the new time here; no e-mail is sent."),
    ("cancelled", True): _l("Cancelled. You get an e-mail."),
    ("cancelled", False): _l("Cancelled. No e-mail is sent."),
}
"""The same, said to the client in their portal."""


def why_not_cancelled(booking: Booking) -> str:
    """What is said to somebody who wants to cancel what can't be cancelled."""
    is_already = booking.state in CANCELLED
    words: str = (
        _("It is cancelled already.")
        if is_already
        else _("This session can’t be cancelled any more.")
    )
    return words


def change_words(change: BookingChange, before: BookingChange | None = None) -> str:
    """What became of a session, and when; where it was moved, to which time."""
    when = said_moment(change.at)
    words: dict[BookingState, str] = {
        BookingState.HELD: _("Held on %(when)s", when=when),
        BookingState.PENDING_PAYMENT: _("Kept since %(when)s, until it is paid", when=when),
        BookingState.CONFIRMED: _("Confirmed on %(when)s", when=when),
        BookingState.COMPLETED: _("Noted on %(when)s: it took place", when=when),
        BookingState.NO_SHOW: _("Noted on %(when)s: they did not come", when=when),
        BookingState.CANCELLED_BY_CLIENT: _("Cancelled by the client on %(when)s", when=when),
        BookingState.LATE_CANCELLED: _("Cancelled late by the client on %(when)s", when=when),
        BookingState.CANCELLED_BY_COACH: _("Cancelled by the coach on %(when)s", when=when),
        BookingState.EXPIRED: _("Released on %(when)s", when=when),
    }
    if before is not None and before.starts_at != change.starts_at:
        time = said_moment(change.starts_at)
        words[BookingState.CONFIRMED] = _("Moved on %(when)s to %(time)s", when=when, time=time)
    return words[BookingState(change.state)]


def until_in(instant: datetime, zone: str) -> str:
    """Until when, by a zone's clock: "until Thu 18 Mar 2027, 17:00". A line ends after a comma
    only: a day stays with its month.
    """
    parts = said_moment_in(instant, zone).split(", ")
    words: str = _("until %(date)s", date=", ".join(unbroken(part) for part in parts))
    return words


def deadline_in(instant: datetime, zone: str, other_zone: str) -> str:
    """The same, naming whose clock it is where the two differ."""
    said = until_in(instant, zone)
    return said if zone == other_zone else in_city(said, zone_city(zone))


def in_city(when: str, city: str) -> str:
    """A time with whose clock it is by: "Thu 18 Mar, 17:00 Paris"."""
    words: str = _("%(when)s %(city)s", when=when, city=city)
    return words


def holds(booking: Booking, zone: str, now: datetime, back: int = 0) -> tuple[str, str]:
    """What holds for a booked session, to its client: the rule, and what else to know of it. Of
    what went `back` already (minor units) nothing is kept.
    """
    found = _terms_of(booking, now, back)
    return terms_words(found, booking, deadline_in(found.free_until, zone, booking.coach_zone))


def holds_for_client(booking: Booking, zone: str, now: datetime, back: int = 0) -> tuple[str, str]:
    """The same of their client, to the coach."""
    found = _terms_of(booking, now, back)
    until = until_in(found.free_until, zone)
    moving = _("They can move it %(until)s.", until=until) if found.may_move else ""
    if not found.kept:
        return _("They can cancel until it begins, at no cost."), moving
    kept = money(found.kept, booking.currency)
    if found.is_late:
        return _("If they cancel now, it still costs %(amount)s.", amount=kept), ""
    rule = _("Free for them to cancel %(until)s.", until=until)
    return rule, f"{_('After that, it still costs %(amount)s.', amount=kept)} {moving}".strip()


def _terms_of(booking: Booking, now: datetime, back: int) -> Terms:
    found = terms(
        booking.policy,
        price=booking.price,
        starts_at=booking.starts_at,
        now=now,
        moved=booking.moves,
    )
    return replace(found, kept=min(found.kept, booking.price - back))


class Ahead(StrEnum):
    """Whether terms are said of a session that is booked, or of times one may still choose."""

    BOOKED = "booked"
    ONE_TIME = "one_time"
    ANY_TIME = "any_time"


def terms_words(
    terms: Terms, what: Offered, until: str, *, ahead: Ahead = Ahead.BOOKED
) -> tuple[str, str]:
    """The rule of terms, where `until` says until when they hold, and what else to know of it."""
    moving = _moving_words(terms, until, ahead)
    if not terms.kept:
        early = _("Please tell us early if something comes up.")
        return _costs_nothing(what), f"{moving} {early}"
    kept = money(terms.kept, what.currency)
    coach = _("If your coach cancels, it costs you nothing.")
    if terms.is_late:
        return _late_words(what.free_hours, kept, ahead), f"{moving} {coach}"
    later = _("After that, it still costs %(amount)s.", amount=kept)
    if terms.may_move:
        return _("Free to cancel or move %(until)s.", until=until), f"{later} {coach}"
    rule = _("Free to cancel %(until)s.", until=until)
    return rule, f"{later} {moving} {coach}"


def cancelling_rule(what: Offered) -> str:
    """What cancelling a kind of session costs, before a time is chosen."""
    if not what.kept_percent:
        return _costs_nothing(what)
    hours = what.free_hours
    kept = format_percent(what.kept_percent / PERCENT)
    words: str = (
        ngettext(
            "Free to cancel up to %(num)s hour before. Later, %(share)s of the price is kept.",
            "Free to cancel up to %(num)s hours before. Later, %(share)s of the price is kept.",
            hours,
            share=kept,
        )
        if hours
        else _("Free to cancel until it begins.")
    )
    return words


def _costs_nothing(what: Offered) -> str:
    words: str = (
        _("You can cancel until it begins, at no cost.")
        if what.price
        else _("You can cancel until it begins; there is nothing to pay.")
    )
    return words


def _late_words(hours: int, kept: str, ahead: Ahead) -> str:
    words = {
        Ahead.BOOKED: _(
            "It begins in less than %(hours)s hours: if you cancel, it still costs %(amount)s.",
            hours=hours,
            amount=kept,
        ),
        Ahead.ONE_TIME: _(
            "This time begins in less than %(hours)s hours:"
            " if you cancel, it still costs %(amount)s.",
            hours=hours,
            amount=kept,
        ),
        Ahead.ANY_TIME: _(
            "These times begin in less than %(hours)s hours:"
            " if you cancel, it still costs %(amount)s.",
            hours=hours,
            amount=kept,
        ),
    }
    return str(words[ahead])


def _moving_words(terms: Terms, until: str, ahead: Ahead) -> str:
    words: str
    if terms.may_move:
        words = _("You can move it %(until)s.", until=until)
    elif ahead != Ahead.BOOKED:
        words = _("Once you have chosen, only your coach can move the session.")
    else:
        words = _("To move it, please write to your coach.")
    return words


def time_words(instant: datetime, zone: str) -> str:
    """The clock time in a zone; with its offset where the clock shows it twice that day."""
    words = clock_in(instant, zone)
    if is_repeated(instant, zone):
        offset = f"{instant.astimezone(ZoneInfo(zone)):%z}"
        words = _("%(time)s (UTC%(offset)s)", time=words, offset=f"{offset[:3]}:{offset[3:]}")
    return words
