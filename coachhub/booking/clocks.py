"""Two clocks for the times of a day: the reader's and the other's, as rulers of one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from coachhub.booking.rules import FIRST_HOUR, LAST_HOUR, NIGHT_FROM, NIGHT_UNTIL, is_night
from coachhub.booking.words import time_words
from coachhub.core.web.i18n import hour_of_day, short_weekday, zone_city

WIDTH = 100
"""Of a ruler, in parts of which places on it are told."""
MANY_HOURS = 12
"""Of more than that, every fourth is named, else every second."""
_STEP = timedelta(minutes=15)
"""Full hours of every clock there is lie on one of these."""


@dataclass(frozen=True)
class Tick:
    """A full hour by a clock, with its name or, at midnight, the day's; empty between those."""

    x: float
    name: str


@dataclass(frozen=True)
class Night:
    """Where it is night by a clock: from where, and how wide."""

    x: float
    width: float


@dataclass(frozen=True)
class Ruler:
    """A clock: whose, its hours, and its nights where they are told."""

    whose: str
    ticks: Sequence[Tick]
    nights: Sequence[Night] = ()


@dataclass(frozen=True)
class Clocks:
    """The reader's clock above the other's, a session's `width`, and the same in a sentence."""

    here: Ruler
    there: Ruler
    begins: datetime
    ends: datetime
    width: float
    says: str
    dark: str = ""
    """For whom some of the hours are night."""
    night: str = ""
    """From when to when that is."""


def two_clocks(
    times: Sequence[datetime],
    minutes: int,
    *,
    here: str,
    there: str,
    whose: str,
    is_own_night: bool,
) -> Clocks:
    """For times of one day of the reader's; the other is `whose`. Told is the night of one of them,
    the reader's own or the other's.
    """
    begins, ends = _hours_around(times, minutes, ZoneInfo(here))
    nights = _nights(begins, ends, here if is_own_night else there)
    says = _(
        "%(here)s in %(city)s is %(there)s in %(other)s.",
        here=time_words(times[0], here),
        city=zone_city(here),
        there=there_words(times[0], here, there),
        other=zone_city(there),
    )
    dark, night = _night_words("" if is_own_night else whose) if nights else ("", "")
    return Clocks(
        Ruler(
            _("You, %(zone)s", zone=zone_city(here)),
            _ticks(begins, ends, here),
            nights if is_own_night else (),
        ),
        Ruler(
            f"{whose}, {zone_city(there)}",
            _ticks(begins, ends, there),
            () if is_own_night else nights,
        ),
        begins,
        ends,
        _at(begins + timedelta(minutes=minutes), begins, ends),
        says,
        dark,
        night,
    )


def _night_words(name: str) -> tuple[str, str]:
    """For whom the dark hours are night, the reader or somebody by name, and which those are."""
    begins, ends = hour_of_day(NIGHT_FROM), hour_of_day(NIGHT_UNTIL)
    if not name:
        return (
            _("The dark hours are night for you."),
            _("night for you, %(begins)s to %(ends)s", begins=begins, ends=ends),
        )
    return (
        _("The dark hours are night for %(name)s.", name=name),
        _("night for %(name)s, %(begins)s to %(ends)s", name=name, begins=begins, ends=ends),
    )


def there_words(instant: datetime, here: str, there: str) -> str:
    """The time by the other clock, with the weekday where it is another one."""
    own, other = (instant.astimezone(ZoneInfo(zone)).date() for zone in (here, there))
    words = time_words(instant, there)
    return words if own == other else f"{short_weekday(other)} {words}"


def _hours_around(
    times: Sequence[datetime], minutes: int, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """From which full hour to which: a usual day's, and those of the times."""
    first, last = times[0], times[-1] + timedelta(minutes=minutes)
    day = first.astimezone(zone).date()
    usual = (datetime.combine(day, time(hour), zone) for hour in (FIRST_HOUR, LAST_HOUR))
    morning, evening = (one.astimezone(UTC) for one in usual)
    begins, ends = min(first, morning), max(last, evening)
    down = timedelta(minutes=begins.astimezone(zone).minute)
    up = timedelta(minutes=-ends.astimezone(zone).minute % 60)
    return begins - down, ends + up


def _steps(begins: datetime, ends: datetime) -> Iterator[datetime]:
    for number in range(int((ends - begins) / _STEP) + 1):
        yield begins + number * _STEP


def _at(instant: datetime, begins: datetime, ends: datetime) -> float:
    return round(WIDTH * ((instant - begins) / (ends - begins)), 2)


def _ticks(begins: datetime, ends: datetime, zone: str) -> list[Tick]:
    clock = ((one, one.astimezone(ZoneInfo(zone))) for one in _steps(begins, ends))
    full = [(one, wall) for one, wall in clock if not wall.minute]
    every = 4 if len(full) > MANY_HOURS + 1 else 2
    midnight = next((number for number, (_one, wall) in enumerate(full) if not wall.hour), 0)
    return [
        Tick(
            _at(one, begins, ends),
            "" if (number - midnight) % every else _name(wall.date(), wall.hour),
        )
        for number, (one, wall) in enumerate(full)
    ]


def _name(day: date, hour: int) -> str:
    return hour_of_day(hour) if hour else short_weekday(day)


def _nights(begins: datetime, ends: datetime, zone: str) -> list[Night]:
    steps = [one for one in _steps(begins, ends) if one < ends]
    found = [
        list(run) for is_dark, run in groupby(steps, lambda one: is_night(one, zone)) if is_dark
    ]
    return [
        Night(
            _at(run[0], begins, ends),
            _at(begins + len(run) * _STEP, begins, ends),
        )
        for run in found
    ]
