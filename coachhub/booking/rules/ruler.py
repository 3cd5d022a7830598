"""A day on the wall: where sessions stand on a ruler of hours, and which stand side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

STEP = 5
"""Marks are set to whole steps of so many minutes, outwards."""
SHORTEST = 15
FIRST_HOUR, LAST_HOUR = 9, 17
MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Mark:
    """From when to when, in minutes since midnight by the wall's clock, and in which lane of how
    many: sessions at the same time stand side by side.
    """

    begins: int
    ends: int
    lane: int = 0
    lanes: int = 1


def hours(marks: Iterable[Mark]) -> range:
    """The hours that a ruler shows: a usual day's, and whatever is outside it."""
    found = list(marks)
    first = min((mark.begins // 60 for mark in found), default=FIRST_HOUR)
    last = max((-(-mark.ends // 60) for mark in found), default=LAST_HOUR)
    return range(min(first, FIRST_HOUR), max(last, LAST_HOUR))


def minute_of(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """How far into the day a moment is by the clock on the wall there; the day's ends at most."""
    there = moment.astimezone(zone)
    if there.date() < day:
        return 0
    return MIDNIGHT if there.date() > day else there.hour * 60 + there.minute


def marks(spans: Sequence[tuple[datetime, datetime]], day: date, zone: ZoneInfo) -> list[Mark]:
    """A mark for each span of one day, which must be in order of their beginnings."""
    return _side_by_side([_mark(begin, end, day, zone) for begin, end in spans])


def _mark(begin: datetime, end: datetime, day: date, zone: ZoneInfo) -> Mark:
    begins = minute_of(begin, day, zone) // STEP * STEP
    ends = -(-minute_of(end, day, zone) // STEP) * STEP
    begins = min(begins, MIDNIGHT - SHORTEST)
    return Mark(begins, max(ends, begins + SHORTEST))


def _side_by_side(found: Sequence[Mark]) -> list[Mark]:
    placed: list[Mark] = []
    group: list[Mark] = []
    for mark in found:
        if group and mark.begins >= max(other.ends for other in group):
            placed += _widened(group)
            group = []
        group.append(replace(mark, lane=_free_lane(mark, group)))
    return placed + _widened(group)


def _free_lane(mark: Mark, group: Sequence[Mark]) -> int:
    taken = {other.lane for other in group if other.ends > mark.begins}
    return min(set(range(len(taken) + 1)) - taken)


def _widened(group: Sequence[Mark]) -> list[Mark]:
    lanes = max((mark.lane for mark in group), default=0) + 1
    return [replace(mark, lanes=lanes) for mark in group]
