"""A session as a calendar file (RFC 5545): neutral words, no notes, no prices."""

from icalendar import Calendar, Event, vText

from coachhub.booking.models import Booking
from coachhub.core import clock

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
_PRODUCT = "-//coachhub//sessions//EN"


def calendar_file(
    booking: Booking, *, title: str, where: str, host: str, cancelled: bool = False
) -> bytes:
    """The file. The same session keeps its UID; each change raises SEQUENCE, so that calendars
    replace what they know. The library writes the text: nothing in it can add a line.
    """
    event = Event()
    event.add("uid", f"{booking.id}@{host}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", vText(title))
    if where and not cancelled:
        event.add("location", vText(where))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", CANCEL if cancelled else PUBLISH)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
