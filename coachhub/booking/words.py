"""States, places and audiences of sessions in the reader's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED, Audience, BookingState, Place, is_repeated
from coachhub.core.web.i18n import clock_in

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


def why_not_cancelled(booking: Booking) -> str:
    """What is said to somebody who wants to cancel what can't be cancelled."""
    is_already = booking.state in CANCELLED
    words: str = (
        _("It is cancelled already.")
        if is_already
        else _("This session can't be cancelled any more.")
    )
    return words


def time_words(instant: datetime, zone: str) -> str:
    """The clock time in a zone; with its offset where the clock shows it twice that day."""
    words = clock_in(instant, zone)
    if is_repeated(instant, zone):
        offset = f"{instant.astimezone(ZoneInfo(zone)):%z}"
        words = _("%(time)s (UTC%(offset)s)", time=words, offset=f"{offset[:3]}:{offset[3:]}")
    return words
