"""What the slot picker draws: a month of days, and the times of the chosen one."""

from calendar import Calendar as Weeks
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request, url_for

from coachhub.booking import services as booking
from coachhub.booking.models import Calendar, Offered
from coachhub.booking.rules import nearest
from coachhub.booking.words import time_words
from coachhub.core import clock
from coachhub.core.zones import may_be_chosen


@dataclass(frozen=True)
class Day:
    """A day of the month, by the visitor's clock."""

    on: date
    times: int
    url: str
    is_chosen: bool
    is_today: bool


@dataclass(frozen=True)
class Time:
    """A time one can choose, by the visitor's clock and by the coach's."""

    value: str
    here: str
    there: str


@dataclass(frozen=True)
class Picker:
    """`weeks` are rows of seven, with None for days of other months. `next_day` has times; it is
    told where the chosen day has none.
    """

    month: date
    weeks: Sequence[Sequence[Day | None]]
    day: date | None
    times: Sequence[Time]
    next_day: Day | None
    earlier_url: str | None
    later_url: str | None
    zone: str
    coach_zone: str

    @property
    def has_two_zones(self) -> bool:
        """Whether visitor and coach read different clocks."""
        return self.zone != self.coach_zone


def asked_zone(otherwise: str) -> str:
    """The visitor's zone, as the address says."""
    asked = request.args.get("zone", "")
    return asked if may_be_chosen(asked) else otherwise


def draw(
    calendar: Calendar,
    what: Offered,
    *,
    zone: str,
    near: datetime | None = None,
    except_for: UUID | None = None,
) -> Picker:
    """The picker for the day of the instant `near`, or for the month and day that the address asks
    for, or the first with times. No day lies before today, nor where nothing is offered yet.
    """
    now = clock.now()
    today = now.astimezone(ZoneInfo(zone)).date()
    slots = booking.free_slots(
        calendar,
        what,
        first=today - timedelta(days=1),
        last=today + timedelta(days=calendar.horizon_days + 1),
        now=now,
        except_for=except_for,
    )
    asked = near.astimezone(ZoneInfo(zone)).date() if near else _asked_day()
    return _picked(calendar, _by_day(slots, zone), today, zone, asked)


def _picked(
    calendar: Calendar,
    slots: dict[date, list[datetime]],
    today: date,
    zone: str,
    asked: date | None,
) -> Picker:
    last = today + timedelta(days=calendar.horizon_days)
    asked = nearest(asked, today, last) if asked else None
    first = min(slots, default=today)
    day = asked if asked in slots else (None if asked else first)
    month = nearest(_asked_month() or day or asked or first, today, last).replace(day=1)
    return Picker(
        month,
        _weeks(month, slots, day, today),
        day,
        [
            Time(one.isoformat(), time_words(one, zone), time_words(one, calendar.zone))
            for one in slots.get(day, ())
        ]
        if day
        else [],
        _following(slots, day or asked or today, today),
        _month_url(month, -1) if month > today.replace(day=1) else None,
        _month_url(month, 1) if _next_month(month, 1) <= last else None,
        zone,
        calendar.zone,
    )


def _by_day(slots: Sequence[datetime], zone: str) -> dict[date, list[datetime]]:
    """Free times by the visitor's date."""
    found: dict[date, list[datetime]] = defaultdict(list)
    for slot in slots:
        found[slot.astimezone(ZoneInfo(zone)).date()].append(slot)
    return dict(found)


def _weeks(
    month: date, slots: dict[date, list[datetime]], chosen: date | None, today: date
) -> list[list[Day | None]]:
    return [
        [_day(on, slots, chosen, today) if on.month == month.month else None for on in week]
        for week in Weeks().monthdatescalendar(month.year, month.month)
    ]


def _day(on: date, slots: dict[date, list[datetime]], chosen: date | None, today: date) -> Day:
    return Day(on, len(slots.get(on, ())), _url(day=on.isoformat()), on == chosen, on == today)


def _following(slots: dict[date, list[datetime]], after: date, today: date) -> Day | None:
    later = [on for on in slots if on > after]
    return _day(min(later), slots, None, today) if later else None


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def _asked_month() -> date | None:
    try:
        return date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return None


def _next_month(month: date, step: int) -> date:
    number = month.year * 12 + month.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def _month_url(month: date, step: int) -> str:
    return _url(month=f"{_next_month(month, step):%Y-%m}")


def _url(**values: str) -> str:
    """This page's address with another day or month."""
    kept = {key: value for key, value in request.args.items() if key not in ("day", "month")}
    return url_for(request.endpoint or "", **{**kept, **(request.view_args or {}), **values})
