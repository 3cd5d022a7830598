"""Where a session can be booked once more, by whoever can't keep this one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for

from coachhub.booking import services as booking
from coachhub.booking.models import Booking, SessionType
from coachhub.booking.rules import NOT_HAD, Audience, BookingState
from coachhub.public.frame import Front


@dataclass(frozen=True)
class Again:
    """A page with times of the same session or, where that isn't offered, with what else is."""

    url: str
    is_same: bool


def again(front: Front, found: Booking) -> Again | None:
    """Times of the same session where it can be booked, with the same coach if they still work;
    else the practice's page, if there is one.
    """
    if not front.settings.is_listed:
        return None
    here = front.practice.slug
    what = booking.find_type(front.practice.id, found.session_type_id)
    coaches = {one.coach_id for one in booking.open_calendars(front.practice.id)}
    if what is None or not _can_be_booked(what, found, coaches):
        return Again(url_for("public.practice", practice=here), is_same=False)
    coach = found.coach_id if found.coach_id in coaches else None
    zone = found.client_zone
    # A time that is only held is chosen anew among those of its day.
    held_on = found.starts_at.astimezone(ZoneInfo(zone)).date()
    day = held_on.isoformat() if found.state == BookingState.HELD else None
    url = url_for("public.book", practice=here, type_id=what.id, coach=coach, zone=zone, day=day)
    return Again(url, is_same=True)


def _can_be_booked(what: SessionType, found: Booking, coaches: Collection[UUID]) -> bool:
    """Whether strangers may, somebody works, and it is no first call that they had already."""
    is_had = what.is_first_call and found.state not in NOT_HAD
    works = what.coach_id in coaches if what.coach_id else bool(coaches)
    return what.audience == Audience.PUBLIC and works and not is_had
