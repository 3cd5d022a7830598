"""Free times: wall hours in the coach's zone, less what is taken, as instants."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = 24 * 60


@dataclass(frozen=True)
class Window:
    """Working hours on a weekday (Monday is 0), in minutes of the wall clock from midnight."""

    weekday: int
    begins: int
    ends: int


@dataclass(frozen=True)
class Hours:
    """When a coach works, in a named zone, and how times are offered."""

    zone: str
    windows: Sequence[Window]
    notice_hours: int = 12
    horizon_days: int = 60
    step_minutes: int = 30
    most_a_day: int = 5


@dataclass(frozen=True)
class Offer:
    """What is to be booked: its length, and the rest that the coach has after it; minutes."""

    minutes: int
    buffer_minutes: int = 0


@dataclass(frozen=True)
class Busy:
    """Time that is taken, its buffer included. `is_session`: it counts for the day's most."""

    begins: datetime
    ends: datetime
    is_session: bool = True


def free_slots(
    hours: Hours, offer: Offer, busy: Iterable[Busy], *, first: date, last: date, now: datetime
) -> list[datetime]:
    """The instants (UTC) at which such a session may begin, on the coach's dates from `first` to
    `last`. Wall times that a clock change skips are not offered; those it repeats are offered
    twice, as two instants.
    """
    taken = list(busy)
    full = _full_days(hours, taken)
    is_free = _Gaps(taken, length=offer.minutes + offer.buffer_minutes)
    earliest = _minute(now + timedelta(hours=hours.notice_hours), up=True)
    latest = _minute(now + timedelta(days=hours.horizon_days))
    return [
        datetime.fromtimestamp(minute * 60, UTC)
        for day in _days(first, last)
        if day not in full
        for minute in _candidates(hours, offer, day)
        if earliest <= minute <= latest and is_free.at(minute)
    ]


def is_repeated(instant: datetime, zone: str) -> bool:
    """Whether the wall clock shows this time twice on that day, so that its offset must be told."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset() and _exists(local)


def instants_of(wall: datetime, zone: str) -> list[datetime]:
    """When clocks in the zone show this wall time: once or, as they change, never or twice."""
    both = [wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    return sorted({local.astimezone(UTC) for local in both if _exists(local)})


class _Gaps:
    """Taken time as sorted, merged minutes, asked by bisection."""

    def __init__(self, taken: Sequence[Busy], *, length: int) -> None:
        spans = sorted((_minute(one.begins), _minute(one.ends, up=True)) for one in taken)
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._length = length
        for begins, ends in spans:
            if self._ends and begins <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], ends)
            else:
                self._begins.append(begins)
                self._ends.append(ends)

    def at(self, minute: int) -> bool:
        """Whether nothing is taken from this minute on for the whole length."""
        following = bisect_left(self._begins, minute + self._length)
        return following == 0 or self._ends[following - 1] <= minute


def _full_days(hours: Hours, taken: Iterable[Busy]) -> set[date]:
    zone = ZoneInfo(hours.zone)
    sessions = Counter(one.begins.astimezone(zone).date() for one in taken if one.is_session)
    return {day for day, count in sessions.items() if count >= hours.most_a_day}


def _candidates(hours: Hours, offer: Offer, day: date) -> Iterator[int]:
    """Minutes since the epoch at which a session could begin on the day, in order."""
    zone = ZoneInfo(hours.zone)
    for window in sorted(hours.windows, key=lambda one: one.begins):
        if window.weekday != day.weekday():
            continue
        steps = range(window.begins, window.ends, hours.step_minutes)
        end = _minute(_wall(day, window.ends, zone, fold=1))
        starts = _plain(day, steps, zone) or _across_a_change(day, steps, zone)
        yield from (start for start in starts if start + offer.minutes <= end)


def _plain(day: date, steps: Iterable[int], zone: ZoneInfo) -> list[int]:
    """One conversion for a day on which no clock changes; empty for the others."""
    begin, end = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
    if begin.utcoffset() != end.utcoffset() or not _exists(begin):
        return []
    midnight = _minute(begin)
    return [midnight + step for step in steps]


def _across_a_change(day: date, steps: Iterable[int], zone: ZoneInfo) -> list[int]:
    """Each wall time by itself: none, one or two instants."""
    both = (_wall(day, step, zone, fold=fold) for step in steps for fold in (0, 1))
    return sorted({_minute(local) for local in both if _exists(local)})


def _wall(day: date, minutes: int, zone: ZoneInfo, *, fold: int) -> datetime:
    days, rest = divmod(minutes, _DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return wall.replace(fold=fold)


def _exists(local: datetime) -> bool:
    """Whether clocks in the zone ever show this wall time."""
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


def _minute(instant: datetime, *, up: bool = False) -> int:
    minutes, seconds = divmod(int(instant.timestamp()), 60)
    return minutes + (up and seconds > 0)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
