"""The time zones that people may choose, by place."""

from functools import cache
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


def may_be_chosen(zone: str) -> bool:
    """Whether somebody's clocks may go by this zone: a place's, or UTC."""
    return zone == "UTC" or zone in named_places()


@cache
def named_places() -> tuple[str, ...]:
    """The zones that go by a place, in order: Africa/Abidjan and so on."""
    found = available_timezones()  # looks through the folders of the zones each time
    return tuple(sorted(zone for zone in found if zone.split("/")[0] in _ZONE_AREAS))
