"""When a session would be in somebody's night."""

from datetime import datetime
from zoneinfo import ZoneInfo

NIGHT_FROM, NIGHT_UNTIL = 22, 7


def is_night(instant: datetime, zone: str) -> bool:
    """Whether most people sleep then, by this clock."""
    hour = instant.astimezone(ZoneInfo(zone)).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
