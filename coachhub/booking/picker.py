"""What the slot picker draws: a month of days, and the times of the chosen one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _

from coachhub.booking import services as booking
from coachhub.booking.clocks import Clocks, there_words, two_clocks
from coachhub.booking.models import Calendar, Offered
from coachhub.booking.ruled import Rule, Ruled
from coachhub.booking.rules import is_night, nearest
from coachhub.booking.words import time_words, until_in
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.web.i18n import first_weekday, hour_of_day, zone_city
from coachhub.core.zones import listed, may_be_chosen

__all__ = [
    "Clocks",
    "Day",
    "Other",
    "Part",
    "Picker",
    "Rule",
    "Time",
    "asked_zone",
    "asks_zone",
    "beside_zone",
    "draw",
    "two_clocks",
]

WEEKS = 6
"""Rows of a month: as many as the longest has, so that nothing moves from one to the next."""
MOST_AT_ONCE = 48
"""A day with more times than that is shown by its parts."""
PART_HOURS = 4
_OURS = ("day", "month", "from", "zones")
"""What the picker itself says in the address."""


@dataclass(frozen=True)
class Day:
    """A day on the page of a month, by the visitor's clock; `is_beside`: of the month before or
    after it.
    """

    on: date
    times: int
    url: str
    is_chosen: bool
    is_today: bool
    is_beside: bool = False


@dataclass(frozen=True)
class Other:
    """Where the other is: the coach or, where the coach chooses, the client."""

    zone: str
    words: str
    """Where they are, in a sentence."""
    called: str
    night: str
    """That it is night for who comes."""
    is_coming: bool = False
    """Whether that is the other; else it is the visitor."""


@dataclass(frozen=True)
class Time:
    """A time one can choose, by the visitor's clock and by the other's, and until when it can be
    cancelled or moved at no cost; empty where that is over.
    """

    value: str
    here: str
    there: str
    until: str = ""
    is_night: bool = False
    """Whether it is then night for who comes, by another clock than the coach's."""


@dataclass(frozen=True)
class Part:
    """A part of a day with many times."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Picker:
    """`weeks` are six rows of seven, from the month's first on; those that are over are left out,
    and what follows stands at the end. `next_day` has times; it is told where the chosen day has
    none.
    """

    month: date
    weeks: Sequence[Sequence[Day]]
    day: date | None
    times: Sequence[Time]
    next_day: Day | None
    earlier_url: str | None
    later_url: str | None
    zone: str
    other: Other
    url: str = "?"
    """This page's own address, as links on it say it."""
    zones_url: str = "?"
    """Where another zone is chosen."""
    parts: Sequence[Part] = ()
    rule: Rule | None = None
    clocks: Clocks | None = None
    """Both clocks, where they differ and there are times."""
    is_day: bool = False
    """Whether it was asked for a day, or a part of it, and not only for a month."""

    @property
    def has_two_zones(self) -> bool:
        """Whether visitor and the other read different clocks."""
        return self.zone != self.other.zone

    @property
    def last_month(self) -> date:
        """The month that ends the page's name: the next one, where most days shown are its."""
        shown = Counter(day.on.replace(day=1) for week in self.weeks for day in week)
        following = _next_month(self.month, 1)
        return following if shown[following] > shown[self.month] else self.month

    @property
    def open_days(self) -> int:
        """How many days of the month have times."""
        return sum(1 for week in self.weeks for day in week if day.times and not day.is_beside)


def asked_zone(otherwise: str) -> str:
    """The visitor's zone, as the address says."""
    asked = request.args.get("zone", "")
    return listed(asked if may_be_chosen(asked) else otherwise)


def asks_zone() -> bool:
    """Whether another zone is to be chosen first."""
    return "zones" in request.args


def beside_zone() -> dict[str, str]:
    """What else stands in the address, to be kept when another zone is chosen."""
    return {
        name: value for name, value in request.args.items() if name not in ("zone", "zones", "from")
    }


def draw(
    calendar: Calendar,
    what: Offered,
    *,
    zone: str,
    near: datetime | None = None,
    except_for: UUID | None = None,
    leaves: datetime | None = None,
    moved: int = 0,
    client: Client | None = None,
    named: Mapping[str, str] | None = None,
) -> Picker:
    """The picker for the day of the instant `near`, or for the day or month that the address asks
    for, or the first with times. No day lies before today, nor where nothing is offered yet.
    `leaves` is when a session that is to be moved begins now, which is no time to move it to, and
    `moved` how often it will have been moved. At the desk it says the time by the
    clock of the `client` beside, and not what holds for who cancels; elsewhere by the coach's.
    `named` is what the address that a time is sent to says besides.
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
    other_times = [one for one in slots if one != leaves]
    found = _Free(_by_day(other_times, zone), today, today + timedelta(days=calendar.horizon_days))
    day, month = found.day_and_month(asked, None if asked else _asked_month())
    times = found.slots.get(day, []) if day else []
    parts, shown = _part_of(times, zone, near)
    whose = zone_city(zone) if zone != calendar.zone else ""
    rule = Ruled(what, zone, whose, now, moved)
    other = _client_at(client) if client else _coach_at(calendar)
    return Picker(
        month,
        found.weeks(month, day),
        day,
        [_time(one, zone, other, rule) for one in shown],
        found.following(day or asked or month),
        _month_url(month, -1) if month > today.replace(day=1) else None,
        _month_url(month, 1) if _next_month(month, 1) <= found.last else None,
        zone,
        other,
        url=_url(**_own(), **(named or {})),
        zones_url=_url(**_own(), zones="1"),
        parts=parts,
        rule=rule.words(shown) if shown and client is None else None,
        clocks=_clocks(shown, what, zone, other),
        is_day=asked is not None,
    )


@dataclass(frozen=True)
class _Free:
    """The free times by the visitor's date, from today to the last day that is offered."""

    slots: dict[date, list[datetime]]
    today: date
    last: date

    def day_and_month(self, asked: date | None, month: date | None) -> tuple[date | None, date]:
        """The day whose times are shown, if it has any, and the month around it."""
        asked = nearest(asked, self.today, self.last) if asked else None
        month = nearest(month, self.today, self.last).replace(day=1) if month else None
        free = [on for on in self.slots if not month or on.replace(day=1) == month]
        day = asked if asked in self.slots else (None if asked else min(free, default=None))
        return day, month or (day or asked or self.today).replace(day=1)

    def weeks(self, month: date, chosen: date | None) -> list[list[Day]]:
        """The month from this week on, and what follows until the rows are full."""
        first = max(month, self.today)
        begin = first - timedelta(days=(first.weekday() - first_weekday()) % 7)
        days = [begin + timedelta(days=number) for number in range(WEEKS * 7)]
        drawn = [self.day(on, chosen, month) for on in days]
        return [drawn[at : at + 7] for at in range(0, len(drawn), 7)]

    def day(self, on: date, chosen: date | None = None, month: date | None = None) -> Day:
        """A day as it is drawn, on the page of a month."""
        times = len(self.slots.get(on, ()))
        return Day(
            on,
            times,
            _url(day=on.isoformat()),
            is_chosen=on == chosen,
            is_today=on == self.today,
            is_beside=month is not None and on.replace(day=1) != month,
        )

    def following(self, after: date) -> Day | None:
        """The first day after it that has times."""
        later = [on for on in self.slots if on > after]
        return self.day(min(later)) if later else None


def _coach_at(calendar: Calendar) -> Other:
    words = _("your coach is in %(zone)s", zone=zone_city(calendar.zone))
    name = calendar.coach.user.name.split()[0]
    return Other(calendar.zone, words, name, _("at night for you"))


def _client_at(client: Client) -> Other:
    name, city = client.called, zone_city(client.zone)
    words = _("%(name)s is in %(zone)s", name=name, zone=city)
    return Other(client.zone, words, name, _("at night for %(name)s", name=name), is_coming=True)


def _clocks(shown: Sequence[datetime], what: Offered, zone: str, other: Other) -> Clocks | None:
    if all(time_words(one, zone) == there_words(one, zone, other.zone) for one in shown):
        return None
    return two_clocks(
        shown,
        what.minutes,
        here=zone,
        there=other.zone,
        whose=other.called,
        is_own_night=not other.is_coming,
    )


def _time(one: datetime, zone: str, other: Other, rule: Ruled) -> Time:
    until = rule.until(one)
    return Time(
        one.isoformat(),
        time_words(one, zone),
        there_words(one, zone, other.zone),
        until_in(until, zone) if until else "",
        is_night=zone != other.zone and is_night(one, other.zone if other.is_coming else zone),
    )


def _part_of(
    times: list[datetime], zone: str, near: datetime | None
) -> tuple[list[Part], list[datetime]]:
    """The parts of a day with many times, and the times of the one that is shown."""
    if len(times) <= MOST_AT_ONCE:
        return [], times
    found: dict[int, list[datetime]] = defaultdict(list)
    for one in times:
        found[_part_at(one, zone)].append(one)
    asked = _part_at(near, zone) if near else _asked_part()
    chosen = asked if asked in found else min(found)
    day = times[0].astimezone(ZoneInfo(zone)).date().isoformat()
    parts = [
        Part(_hours_of(part), _url(day=day, **{"from": str(part * PART_HOURS)}), part == chosen)
        for part in sorted(found)
    ]
    return parts, found[chosen]


def _hours_of(part: int) -> str:
    return f"{hour_of_day(part * PART_HOURS)}–{hour_of_day((part + 1) * PART_HOURS)}"  # noqa: RUF001


def _part_at(instant: datetime, zone: str) -> int:
    return instant.astimezone(ZoneInfo(zone)).hour // PART_HOURS


def _asked_part() -> int:
    return request.args.get("from", 0, int) // PART_HOURS


def _by_day(slots: Sequence[datetime], zone: str) -> dict[date, list[datetime]]:
    """Free times by the visitor's date."""
    found: dict[date, list[datetime]] = defaultdict(list)
    for slot in slots:
        found[slot.astimezone(ZoneInfo(zone)).date()].append(slot)
    return dict(found)


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


def _own() -> dict[str, str]:
    """Which day or month the address asks for."""
    return {name: request.args[name] for name in _OURS[:-1] if name in request.args}


def _url(**values: str) -> str:
    """This page's address with another day or month, as a link on it says it."""
    kept = {key: value for key, value in request.args.items() if key not in _OURS}
    return f"?{urlencode({**kept, **values}, safe='/')}"
