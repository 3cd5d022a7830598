"""How the days felt, in the numbers of the check-ins: what a chart of them shows and says.

Feelings swing a lot after a break-up: a range and a mean are told, and where they go only when two
weeks have enough values to be compared.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from statistics import fmean

from coachhub.nocontact.rules.days import Span, dates_of
from coachhub.nocontact.rules.states import Party

WEEK = 7
ENOUGH = 4
"""So many values make seven days worth a mean."""


class Feeling(StrEnum):
    """What a check-in asks for in numbers."""

    MOOD = "mood"
    ENERGY = "energy"
    SLEEP = "sleep"


LOWEST = {Feeling.MOOD: 0, Feeling.ENERGY: 1, Feeling.SLEEP: 1}
HIGHEST = {Feeling.MOOD: 10, Feeling.ENERGY: 3, Feeling.SLEEP: 3}


class Trend(StrEnum):
    """The last seven days beside the seven before."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"


@dataclass(frozen=True)
class Felt:
    """What was said of one day; who keeps it private shows it to nobody."""

    on: date
    is_shared: bool
    mood: int | None = None
    energy: int | None = None
    sleep: int | None = None

    def of(self, feeling: Feeling) -> int | None:
        """The value of one feeling."""
        return {
            Feeling.MOOD: self.mood,
            Feeling.ENERGY: self.energy,
            Feeling.SLEEP: self.sleep,
        }[feeling]


@dataclass(frozen=True)
class Point:
    """A day with a value."""

    place: int
    """Which day of the chart it is, from 0."""
    value: int


@dataclass(frozen=True)
class Seven:
    """The values of the seven days up to a day, where they are enough."""

    place: int
    """Which day of the chart the last of them is, from 0."""
    week: Sequence[int]

    @property
    def mean(self) -> float:
        return fmean(self.week)


@dataclass(frozen=True)
class Chart:
    """One feeling over some days."""

    feeling: Feeling
    span: Span
    values: dict[date, int]

    @property
    def is_counted(self) -> bool:
        """Whether the values are numbers, which have a mean; the others are words in an order."""
        return self.feeling is Feeling.MOOD

    @property
    def lowest(self) -> int:
        """The foot of the scale."""
        return LOWEST[self.feeling]

    @property
    def highest(self) -> int:
        """The head of the scale."""
        return HIGHEST[self.feeling]

    @cached_property
    def points(self) -> list[Point]:
        """The days that have a value, in order."""
        return [
            Point(place, self.values[day])
            for place, day in enumerate(dates_of(self.span))
            if day in self.values
        ]

    @cached_property
    def stretches(self) -> list[list[Seven]]:
        """The days that have a mean, in pieces: where too little was told, two of them part."""
        found: list[list[Seven]] = []
        for place, day in enumerate(dates_of(self.span)):
            week = self._week_to(day)
            if not (week and self.is_counted):
                continue
            if found and found[-1][-1].place == place - 1:
                found[-1].append(Seven(place, week))
            else:
                found.append([Seven(place, week)])
        return found

    @property
    def least(self) -> int:
        return min(self.values.values())

    @property
    def most(self) -> int:
        return max(self.values.values())

    @property
    def mean(self) -> float | None:
        """Of the last seven days, if they have enough values."""
        return _mean(self._week_to(self.span.last))

    @property
    def mean_before(self) -> float | None:
        """Of the seven days before these."""
        return _mean(self._week_to(self.span.last - timedelta(days=WEEK)))

    @property
    def trend(self) -> Trend | None:
        """Where it goes, by a tenth of the scale or more; None while it is too early to say."""
        mean, before = self.mean, self.mean_before
        if mean is None or before is None:
            return None
        if abs(mean - before) < (self.highest - self.lowest) / 10:
            return Trend.SAME
        return Trend.HIGHER if mean > before else Trend.LOWER

    def days_with(self, value: int) -> int:
        """How many days had this value."""
        return list(self.values.values()).count(value)

    def _week_to(self, day: date) -> list[int]:
        week = Span(day - timedelta(days=WEEK - 1), day)
        found = [self.values[one] for one in dates_of(week) if one in self.values]
        return found if len(found) >= ENOUGH else []


def _mean(values: Sequence[int]) -> float | None:
    return fmean(values) if values else None


def charts_of(felt: Collection[Felt], span: Span, party: Party) -> list[Chart]:
    """What there is to show to coach or client of the days of a span: a chart for each feeling that
    has a value. What the client keeps private is in no chart of the coach's.
    """
    seen = [one for one in felt if one.on in span and (one.is_shared or party is Party.CLIENT)]
    charts = []
    for feeling in Feeling:
        said = {one.on: one.of(feeling) for one in seen}
        values = {day: value for day, value in said.items() if value is not None}
        if values:
            charts.append(Chart(feeling, span, values))
    return charts
