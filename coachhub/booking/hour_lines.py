"""A day's working hours as a line that people write: "9:00-12:00, 13:00-17:00"."""

import re
from collections.abc import Iterable
from itertools import pairwise

from coachhub.booking.rules import Window
from coachhub.core.web.i18n import has_half_days

HOUR, DAY = 60, 24 * 60
HALF_DAY = 12
EXAMPLE = [Window(0, 9 * HOUR, 12 * HOUR), Window(0, 13 * HOUR, 17 * HOUR)]

_TIME = r"(\d{1,2})\s*(?:[:.h]\s*(\d{2})|h)?\s*(?:([ap])\.?\s?m\b\.?)?"
_WINDOW = re.compile(rf"{_TIME}\s*(?:[-\u2010-\u2015\u2212]|\bto\b|\bà\b)\s*{_TIME}", re.IGNORECASE)


class NoHours(ValueError):
    """This part of a line is no span of hours."""


class Overlapping(ValueError):
    """This part of a line begins before the one before it ends."""


def windows_in(line: str, weekday: int) -> list[Window]:
    """The hours that a line names, by a clock of 24 hours or of twice 12, as English and French
    write it: "9-17", "9am-5pm", "9:00 AM - 5:00 PM", "9h-12h30". Raises NoHours and Overlapping,
    each with the part of the line.
    """
    parts = [part.strip() for part in re.split(r"[,;]", line or "") if part.strip()]
    found = [_window(part, weekday) for part in parts]
    for (one, following), part in zip(pairwise(found), parts[1:], strict=False):
        if following.begins < one.ends:
            raise Overlapping(part)
    return found


def _window(part: str, weekday: int) -> Window:
    match = _WINDOW.fullmatch(part)
    if match is None:
        raise NoHours(part)
    begins, ends = match.groups()[:3], match.groups()[3:]
    if not (_is_time(begins) and _is_time(ends)):
        raise NoHours(part)
    for begin_half, end_half in _halves(begins[2], ends[2]):
        first, last = _minutes(begins, begin_half), _minutes(ends, end_half) or DAY
        if first < last:
            return Window(weekday, first, last)
    raise NoHours(part)


def _is_time(time: tuple[str | None, ...]) -> bool:
    """Whether the clock shows it; what is past 12 has no half of the day."""
    hour, minute = int(time[0] or 0), int(time[1] or 0)
    is_said = time[2] is not None
    return minute < HOUR and hour * HOUR + minute <= DAY and (not is_said or 1 <= hour <= HALF_DAY)


def _halves(begin: str | None, end: str | None) -> Iterable[tuple[str | None, str | None]]:
    """The halves of the day in which the two times may lie: where one alone says it, the other
    lies in the same, or else in the other half: "1-5pm", "9-5pm", "9am-5".
    """
    begin, end = begin and begin.lower(), end and end.lower()
    if end and not begin:
        return [(end, end), ("a", end)]
    if begin and not end:
        return [(begin, begin), (begin, "p")]
    return [(begin, end)]


def _minutes(time: tuple[str | None, ...], half: str | None) -> int:
    """Minutes from midnight. What is past 12 needs no half of the day."""
    hour, minute = int(time[0] or 0), int(time[1] or 0)
    if half and 1 <= hour <= HALF_DAY:
        hour = hour % HALF_DAY + (HALF_DAY if half == "p" else 0)
    return hour * HOUR + minute


def line_of(windows: Iterable[Window], weekday: int) -> str:
    """The line that names these hours of a day, by the reader's clock."""
    between = " \u2013 " if has_half_days() else "-"
    return ", ".join(
        f"{_time(one.begins)}{between}{_time(one.ends)}"
        for one in windows
        if one.weekday == weekday
    )


def _time(minutes: int) -> str:
    hour, minute = divmod(minutes, HOUR)
    if not has_half_days():
        return f"{hour}:{minute:02}"
    half = "PM" if hour % 24 >= HALF_DAY else "AM"
    return f"{(hour - 1) % HALF_DAY + 1}:{minute:02} {half}"


def example() -> str:
    """A line as one may write it, by the reader's clock."""
    return line_of(EXAMPLE, 0)
