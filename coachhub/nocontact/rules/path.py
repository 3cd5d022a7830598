"""A plan day by day, and what the days come to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coachhub.nocontact.rules.days import Span, dates_of, is_in


class Mark(StrEnum):
    """What a day of a plan is. Only a day that is over can be kept."""

    KEPT = "kept"
    SLIP = "slip"
    NOT_REPORTED = "not_reported"
    ENDED = "ended"
    """The plan was ended on it: nothing was told, and not all of it was there to be kept."""
    PAUSED = "paused"
    TRAVEL = "travel"
    TODAY = "today"
    TO_COME = "to_come"


@dataclass(frozen=True)
class Told:
    """What is known of a plan's days."""

    reported: Collection[date] = frozenset()
    slips: Collection[date] = frozenset()
    pauses: Collection[Span] = field(default_factory=list)
    travel: Collection[date] = frozenset()
    ended_on: date | None = None
    """When the plan was ended before its time."""


@dataclass(frozen=True)
class Day:
    """One day of a run. A paused day has the number of the one before."""

    on: date
    number: int
    mark: Mark
    is_reported: bool
    is_today: bool = False
    """Whether it is the day one lives in, whatever its mark says."""


def mark_of(day: date, told: Told, today: date) -> Mark:
    """What a day is. A slip in a paused time is none; `today` is the earliest day still open."""
    if is_in(day, told.pauses):
        return Mark.PAUSED
    if day in told.slips:
        return Mark.SLIP
    if day >= today:
        return Mark.TODAY if day == today else Mark.TO_COME
    if day in told.reported:
        return Mark.KEPT
    if day in told.travel:
        return Mark.TRAVEL
    return Mark.ENDED if day == told.ended_on else Mark.NOT_REPORTED


def path_of(run: Span, told: Told, today: date) -> list[Day]:
    """Every day of a run, in order."""
    days: list[Day] = []
    number = 0
    for day in dates_of(run):
        mark = mark_of(day, told, today)
        number += mark is not Mark.PAUSED
        days.append(Day(day, number, mark, day in told.reported, is_today=day == today))
    return days


@dataclass(frozen=True)
class Counts:
    """What the days come to; runs that are over count with the present one."""

    kept: int
    slips: int
    not_reported: int


def count(days: Sequence[Day]) -> Counts:
    """How many were kept, slipped and left without a word."""
    marks = [day.mark for day in days]
    return Counts(*(marks.count(mark) for mark in (Mark.KEPT, Mark.SLIP, Mark.NOT_REPORTED)))


def days_to_return(days: Sequence[Day]) -> int | None:
    """After how many days one was back on plan after the last slip; None if there was none, or
    nothing was told since.
    """
    slips = [day.on for day in days if day.mark is Mark.SLIP]
    if not slips:
        return None
    since = (
        day.on
        for day in days
        if day.on > slips[-1] and day.is_reported and day.mark in (Mark.KEPT, Mark.TODAY)
    )
    back = next(since, None)
    return (back - slips[-1]).days if back else None


def silent_days(days: Sequence[Day]) -> int:
    """How many days in a row, up to yesterday, nothing was told; paused and travelled ones are
    passed over.
    """
    silent = 0
    for day in reversed(days):
        if day.mark is Mark.NOT_REPORTED:
            silent += 1
        elif day.mark in (Mark.KEPT, Mark.SLIP) or day.is_reported:
            break
    return silent
