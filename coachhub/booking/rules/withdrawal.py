"""What is bought at a distance can be withdrawn from for a while."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WITHDRAWAL = timedelta(days=14)
"""Whole days after the one on which it was booked (directive 2011/83/EU, art. 9)."""


def is_before_withdrawal_ends(starts_at: datetime, booked_at: datetime, zone: str) -> bool:
    """Whether it begins while who booked it could still withdraw, by the days of their zone."""
    begins, booked = (at.astimezone(ZoneInfo(zone)).date() for at in (starts_at, booked_at))
    return begins <= booked + WITHDRAWAL
