"""Working hours of a day as they are written: spans of two times."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coachhub.booking.rules.slots import Window

DAY = 24 * 60


def span(weekday: int, begins: int, ends: int) -> Window | None:
    """Hours from one minute of the day to another, midnight at the end being the day's; None where
    they don't end after they begin.
    """
    ends = ends or DAY
    return Window(weekday, begins, ends) if begins < ends else None


def in_order(windows: Iterable[Window]) -> list[Window]:
    """A day's hours as the day goes."""
    return sorted(windows, key=lambda one: (one.begins, one.ends))


def overlapping(windows: Sequence[Window]) -> tuple[Window, Window] | None:
    """The first two of a day's hours, in order, that share time; one may begin as another ends."""
    return next(((one, two) for one, two in pairwise(windows) if two.begins < one.ends), None)
