"""The days of a plan in one small drawing: for each mark the one line that draws all its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from coachhub.nocontact.rules.path import Day, Mark

IN_A_ROW = 49
"""Seven weeks; up to nine are drawn closer, and more days in even rows."""
IN_A_CLOSE_ROW = 63
_PITCH, _CLOSE_PITCH, _WEEK_GAP, _ROW, _EDGE = 8, 6, 4, 14, 7

_DRAWN = {
    Mark.KEPT: "h0",
    Mark.SLIP: "m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
    Mark.NOT_REPORTED: "m-2 0h4",
    Mark.PAUSED: "m-1.5-3v6m3-6v6",
    Mark.TRAVEL: "m-2.5 1.5l2.5-3 2.5 3",
    Mark.TODAY: "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    Mark.TO_COME: "h0",
    Mark.ENDED: "h0",
}
"""How each is drawn from the middle of its place, in the words of an SVG path."""


@dataclass(frozen=True)
class Strip:
    """A drawing in units of a pixel. `lines` are SVG paths, those of one mark in one."""

    width: int
    height: int
    lines: Sequence[tuple[Mark, str]]
    today: tuple[int, int] | None
    """Where the light falls: the middle of today's place."""
    is_close: bool = False
    """Whether the days stand closer than they do elsewhere, and want smaller dots."""


def strip_of(days: Sequence[Day]) -> Strip:
    """Draw the days in rows of whole weeks, as even as they can be, a gap after each week."""
    is_close = IN_A_ROW < len(days) <= IN_A_CLOSE_ROW
    row = IN_A_CLOSE_ROW if is_close else _even_row(len(days))
    pitch = _CLOSE_PITCH if is_close else _PITCH
    places = [_place(*divmod(number, row), pitch) for number in range(len(days))]
    drawn: dict[Mark, list[str]] = {}
    for day, (across, down) in zip(days, places, strict=True):
        drawn.setdefault(day.mark, []).append(f"M{across} {down}{_DRAWN[day.mark]}")
    width = max((across for across, _down in places), default=0) + _EDGE
    height = max((down for _across, down in places), default=0) + _EDGE
    now = (place for day, place in zip(days, places, strict=True) if day.is_today)
    lines = [(mark, "".join(steps)) for mark, steps in drawn.items()]
    return Strip(width, height, lines, next(now, None), is_close)


def _even_row(days: int) -> int:
    weeks = ceil(days / 7)
    return 7 * ceil(weeks / max(1, ceil(days / IN_A_ROW)))


def _place(row: int, column: int, pitch: int) -> tuple[int, int]:
    return _EDGE + column * pitch + column // 7 * _WEEK_GAP, _EDGE + row * _ROW
