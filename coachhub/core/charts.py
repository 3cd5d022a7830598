"""What charts are drawn from, wherever it was told: so many a day, and values from time to time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

WEEK = 7
DAYS_AT_MOST = 45
"""More days than these are drawn a week at a time."""
BRICKS_AT_MOST = 8
"""A higher bar is no longer counted by the eye, and drawn in one piece."""
LEAST_COLUMNS, LEAST_ROWS = 10, 3
"""What is little looks little."""


@dataclass(frozen=True)
class Bar:
    """How many there were on a day, or in a week."""

    first: date
    last: date
    count: int


@dataclass(frozen=True)
class Bars:
    """How many there were on each day from the first to the last, both included."""

    first: date
    last: date
    counts: dict[date, int]
    """Of the days that have any."""

    @property
    def step(self) -> int:
        """How many days a bar stands for."""
        return 1 if (self.last - self.first).days < DAYS_AT_MOST else WEEK

    @cached_property
    def bars(self) -> list[Bar]:
        """One after the other, empty ones too; the last week may be short."""
        ends = range(0, (self.last - self.first).days + 1, self.step)
        spans = [(self.first + timedelta(days=n), self._end(n)) for n in ends]
        return [Bar(first, last, self._between(first, last)) for first, last in spans]

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def days(self) -> int:
        """How many days have any."""
        return sum(self.first <= day <= self.last for day in self.counts)

    @property
    def most(self) -> int:
        return max(bar.count for bar in self.bars)

    @property
    def columns(self) -> int:
        return max(len(self.bars), LEAST_COLUMNS)

    @property
    def rows(self) -> int:
        return max(self.most, LEAST_ROWS)

    @property
    def has_bricks(self) -> bool:
        """Whether each of them is drawn for itself."""
        return self.most <= BRICKS_AT_MOST

    def _end(self, number: int) -> date:
        return min(self.first + timedelta(days=number + self.step - 1), self.last)

    def _between(self, first: date, last: date) -> int:
        return sum(count for day, count in self.counts.items() if first <= day <= last)


def bars_of(days: Iterable[date], first: date, last: date) -> Bars | None:
    """So many as there are in `days`, from the first day to the last; None if there are none."""
    counts = Counter(day for day in days if first <= day <= last)
    return Bars(first, last, dict(counts)) if counts else None


@dataclass(frozen=True)
class Stem:
    """A value from 0 to 10 that was told on a day, and the one before it that belongs to it."""

    on: date
    value: int
    before: int | None = None
    place: int = 0
    """Which column it stands in, from 0."""


@dataclass(frozen=True)
class Stems:
    """Values from 0 to 10, each for itself: nothing is drawn from one to the next."""

    stems: Sequence[Stem]
    columns: int

    @property
    def least(self) -> int:
        return min(stem.value for stem in self.stems)

    @property
    def most(self) -> int:
        return max(stem.value for stem in self.stems)

    @property
    def has_before(self) -> bool:
        """Whether each goes from a value to another."""
        return any(stem.before is not None for stem in self.stems)


def over_time(told: Iterable[Stem]) -> Stems:
    """Each stands at its day, so that the room between two is the time between them."""
    stems = sorted(told, key=lambda stem: stem.on)
    placed = [_put(stem, (stem.on - stems[0].on).days) for stem in stems]
    return Stems(placed, max(placed[-1].place + 1, WEEK))


def in_order(told: Iterable[Stem]) -> Stems:
    """Each stands beside the one before it, whatever time was between them."""
    stems = sorted(told, key=lambda stem: stem.on)
    return Stems([_put(stem, place) for place, stem in enumerate(stems)], len(stems))


def _put(stem: Stem, place: int) -> Stem:
    return Stem(stem.on, stem.value, stem.before, place)
