"""The time zones that people may choose, by place."""

from zoneinfo import available_timezones

_ZONE_AREAS = frozenset(
    [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    ]
)
"""What a zone's name begins with; older names go by country (US/Pacific) and say the same again."""


def named_places() -> list[str]:
    """The zones that go by a place, in order: Africa/Abidjan and so on."""
    return sorted(zone for zone in available_timezones() if zone.split("/")[0] in _ZONE_AREAS)
