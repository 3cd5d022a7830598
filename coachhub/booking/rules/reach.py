"""Which times anybody may mean: others are slips of a hand, or beyond reckoning."""

from datetime import UTC, date, datetime, timedelta

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2 * 365)
A_YEAR = timedelta(days=366)


def is_within_reach(instant: datetime, now: datetime) -> bool:
    """Whether the instant is of our days, and at most two years ahead."""
    return EARLIEST <= instant <= now + AHEAD


def is_within_a_year(instant: datetime, now: datetime) -> bool:
    """Whether it is a year from now at most, on either side."""
    return now - A_YEAR <= instant <= now + A_YEAR


def nearest(day: date, first: date, last: date) -> date:
    """The day or, of those from `first` to `last`, the one that is nearest to it."""
    return min(max(day, first), last)
