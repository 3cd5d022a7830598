"""What of a full day stands open on the first page at the desk."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from coachhub.booking.models import Booking
from coachhub.booking.services import Session
from coachhub.dashboard.today import AHEAD, in_sight

DAY = datetime(2026, 11, 9, tzinfo=UTC)
MANY = 12


def _sessions() -> list[Session]:
    """One at each full hour from midnight on, 45 minutes long."""
    ends = [DAY + timedelta(hours=hour, minutes=45) for hour in range(MANY)]
    return [Session(cast("Booking", SimpleNamespace(ends_at=end)), "Mara") for end in ends]


@pytest.mark.parametrize(
    ("hour", "minute", "over"),
    [(0, 0, 0), (0, 45, 1), (3, 30, 3), (6, 50, MANY - AHEAD), (11, 59, MANY - AHEAD)],
)
def test_what_is_over_stands_behind_a_word(hour: int, minute: int, over: int) -> None:
    sessions = _sessions()
    day = in_sight(sessions, DAY + timedelta(hours=hour, minutes=minute))
    assert (len(day.over), len(day.ahead)) == (over, AHEAD)
    assert [*day.over, *day.ahead, *day.later] == sessions


def test_a_short_day_stands_open_as_a_whole() -> None:
    sessions = _sessions()[: AHEAD - 1]
    assert in_sight(sessions, DAY + timedelta(hours=MANY)).ahead == sessions
