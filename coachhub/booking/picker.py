"""What the slot picker draws: a month of days, and the times of the chosen one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _

from coachhub.booking import services as booking
from coachhub.booking.models import Calendar, Offered
from coachhub.booking.rules import Terms, nearest, terms
from coachhub.booking.words import Ahead, moment_in, terms_words, time_words
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.web.i18n import clock_in, hour_of_day, money, short_weekday, zone_city
from coachhub.core.web.i18n import day as day_words
from coachhub.core.zones import listed, may_be_chosen

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


@dataclass(frozen=True)
class Time:
    """A time one can choose, by the visitor's clock and by the other's, and until when it can be
    cancelled or moved at no cost; empty where that is over.
    """

    value: str
    here: str
    there: str
    until: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a day with many times."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Rule:
    """What holds for a chosen time: `early` with "{until}" in it, or `late`. `before` is said while
    none is chosen.
    """

    before: str
    early: str
    late: str


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
    moved: int = 0,
    client: Client | None = None,
) -> Picker:
    """The picker for the day of the instant `near`, or for the day or month that the address asks
    for, or the first with times. No day lies before today, nor where nothing is offered yet.
    `moved` is how often the session will have been moved. At the desk it says the time by the
    clock of the `client` beside, and not what holds for who cancels; elsewhere by the coach's.
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
    found = _Free(_by_day(slots, zone), today, today + timedelta(days=calendar.horizon_days))
    day, month = found.day_and_month(asked, None if asked else _asked_month())
    times = found.slots.get(day, []) if day else []
    parts, shown = _part_of(times, zone, near)
    whose = zone_city(zone) if zone != calendar.zone else ""
    rule = _Ruled(what, zone, whose, now, moved)
    other = _client_at(client) if client else _coach_at(calendar.zone)
    return Picker(
        month,
        found.weeks(month, day),
        day,
        [_time(one, zone, other.zone, rule) for one in shown],
        found.following(day or asked or month),
        _month_url(month, -1) if month > today.replace(day=1) else None,
        _month_url(month, 1) if _next_month(month, 1) <= found.last else None,
        zone,
        other,
        url=_url(**_own()),
        zones_url=_url(**_own(), zones="1"),
        parts=parts,
        rule=rule.words(shown) if shown and client is None else None,
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
        monday = first - timedelta(days=first.weekday())
        days = [monday + timedelta(days=number) for number in range(WEEKS * 7)]
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


@dataclass(frozen=True)
class _Ruled:
    """What holds for times of such a session."""

    what: Offered
    zone: str
    whose: str
    """The city of that zone, where the coach reads another clock."""
    now: datetime
    moved: int

    def until(self, starts_at: datetime) -> datetime | None:
        """Until when the time costs nothing, if that is not over."""
        until = self.what.policy.free_until(starts_at)
        return until if until >= self.now else None

    def words(self, shown: Sequence[datetime]) -> Rule:
        """The rule before one of these times is chosen, and for each kind of them."""
        untils = [until for one in shown if (until := self.until(one))]
        late = self._said(self.now)
        if not untils:
            before = self._said(self.now, many=True) if len(shown) > 1 else late
            return Rule(before, late, late)
        before = self._said(self._early, self._before(untils))
        early = self._said(self._early, f"{{until}} {self.whose}".rstrip())
        return Rule(f"{before}{self._over(shown)}", early, late)

    @property
    def _early(self) -> datetime:
        return self.now + timedelta(hours=self.what.free_hours)

    def _before(self, untils: Sequence[datetime]) -> str:
        """Until when cancelling is free, of any of the times; with the day where it is the same."""
        hours = self.what.free_hours
        days = {until.astimezone(ZoneInfo(self.zone)).date() for until in untils}
        if not hours:
            words = _("it begins")
        elif len(days) > 1:
            words = _("%(hours)s hours before it begins", hours=hours)
        else:
            words = _(
                "%(hours)s hours before it begins (%(day)s)", hours=hours, day=day_words(min(days))
            )
        return str(words)

    def _over(self, shown: Sequence[datetime]) -> str:
        """What else holds where some of the times are nearer than that."""
        late = [one for one in shown if not self.until(one)]
        kept = self._terms(self.now).kept
        if not late or not kept:
            return ""
        words = _(
            "For times up to %(time)s that is over: if you cancel, %(amount)s is kept.",
            time=clock_in(max(late), self.zone),
            amount=money(kept, self.what.currency),
        )
        return f" {words}"

    def _terms(self, starts_at: datetime) -> Terms:
        return terms(
            self.what.policy,
            price=self.what.price,
            starts_at=starts_at,
            now=self.now,
            moved=self.moved,
        )

    def _said(self, starts_at: datetime, until: str = "{until}", *, many: bool = False) -> str:
        ahead = Ahead.ANY_TIME if many else Ahead.ONE_TIME
        return " ".join(terms_words(self._terms(starts_at), self.what, until, ahead=ahead))


def _coach_at(zone: str) -> Other:
    return Other(zone, _("your coach is in %(zone)s", zone=zone_city(zone)))


def _client_at(client: Client) -> Other:
    city = zone_city(client.zone)
    return Other(client.zone, _("%(name)s is in %(zone)s", name=client.called, zone=city))


def _time(one: datetime, zone: str, other_zone: str, rule: _Ruled) -> Time:
    until = rule.until(one)
    return Time(
        one.isoformat(),
        time_words(one, zone),
        _there(one, zone, other_zone),
        moment_in(until, zone) if until else "",
    )


def _there(one: datetime, zone: str, other_zone: str) -> str:
    """The time by the other clock, with the weekday where it is another one."""
    here, there = (one.astimezone(ZoneInfo(of)).date() for of in (zone, other_zone))
    words = time_words(one, other_zone)
    return words if here == there else f"{short_weekday(there)} {words}"


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
