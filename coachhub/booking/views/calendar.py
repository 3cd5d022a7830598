from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import render_template, request

from coachhub.booking import services as booking
from coachhub.booking.access import keeps_hours, whose_sessions
from coachhub.booking.rules import AHEAD, EARLIEST, minute_of, nearest
from coachhub.booking.words import STATE_WORDS
from coachhub.core import clock
from coachhub.core.web import compression
from coachhub.core.web.answers import Answer
from coachhub.core.web.i18n import first_weekday
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.SCHEDULE)
def calendar_page(desk: Desk) -> Answer:
    """A week's sessions, day by day, by one's own clock."""
    zone = ZoneInfo(desk.user.zone)
    today = clock.today(desk.user.zone)
    asked = _asked_day(today)
    first = asked - timedelta(days=(asked.weekday() - first_weekday()) % 7)
    begin, end = (
        datetime.combine(first + timedelta(weeks=weeks), time(), zone) for weeks in (0, 1)
    )
    coach_id = whose_sessions(desk)
    sessions = booking.agenda(desk.practice.id, begin, end, coach_id=coach_id)
    dates = [first + timedelta(days=number) for number in range(7)]
    days = booking.week_of(sessions, dates, zone)
    own_id = desk.member.id if desk.can(Can.KEEP_HOURS) else None
    return render_template(
        "booking/calendar.html",
        desk=desk,
        days=days,
        idle=[day.on for day in days if not day.sessions and day.on < today],
        today=today,
        minute=minute_of(clock.now(), today, zone),
        asked=asked,
        first=first,
        earlier=first - timedelta(weeks=1),
        later=first + timedelta(weeks=1),
        count=len(sessions),
        shows_coaches=any(one.booking.coach_id != desk.member.id for one in sessions),
        keeps_hours=keeps_hours(desk),
        coach_id=own_id,
        missing=[] if sessions else booking.missing(desk.practice.id, own_id),
        state_words=STATE_WORDS,
    )


def _asked_day(today: date) -> date:
    """The day whose week the address asks for, or today."""
    said = request.args.get("week", "")
    try:
        asked = date.fromisoformat(said)
    except ValueError:
        asked = today
    shown = nearest(asked, EARLIEST.date(), today + AHEAD)
    if said == shown.isoformat():
        # The page holds that week alone: another day's date is nowhere in it to be found.
        compression.known("week")
    return shown
