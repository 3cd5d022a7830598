"""The bench's table."""

from dataclasses import dataclass

from coachhub.ops.bench.load import Timed

_HEAD = ("Goal", "What", "To be", "Figure", "Floor", "Verdict")


@dataclass(frozen=True)
class Row:
    """One goal: its number where it has one, what is measured, and what came out of it."""

    number: str
    what: str
    goal: str
    figure: str
    floor: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "MISSED", None: ""}[self.is_met]


def table(rows: list[Row]) -> str:
    """The rows under a head, in columns."""
    cells = [_HEAD]
    cells += [(row.number, row.what, row.goal, row.figure, row.floor, row.verdict) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    return "\n".join(lines)


def pace(timed: Timed) -> str:
    """The middle answer's time, and how many came in a second."""
    return f"{ms(timed.p50)}, {timed.rate:.0f}/s"


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:.1f} ms"
