"""The one place that reads the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The civil date in a named zone at present."""
    return now().astimezone(ZoneInfo(zone)).date()
