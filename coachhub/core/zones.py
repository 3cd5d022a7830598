"""The time zones that people may choose, by place."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

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
    """Whether somebody's clocks may go by this zone: a place's, by any of its names, or UTC."""
    return zone == "UTC" or zone in named_places()


def listed(zone: str) -> str:
    """The name under which lists have this zone: Asia/Kolkata for Asia/Calcutta. What is no zone
    stays what it is.
    """
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return aliases.get(zone, zone)


def names_of(zone: str) -> list[str]:
    """All names of a zone, the one that lists have first."""
    return [listed(zone), *_older_names()[listed(zone)]]


@cache
def named_places() -> tuple[str, ...]:
    """The zones that go by a place, by all their names, in order: Africa/Abidjan and so on."""
    found = available_timezones()  # looks through the folders of the zones each time
    return tuple(sorted(zone for zone in found if zone.split("/")[0] in _ZONE_AREAS))


@cache
def listed_places() -> tuple[str, ...]:
    """The same, each once."""
    return tuple(sorted({listed(zone) for zone in named_places()}))


@cache
def _older_names() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for older, name in get_global("zone_aliases").items():
        found[name].append(older)
    return found


def country_of(zone: str) -> str:
    """The ISO code of the country that a named time zone belongs to; empty for none."""
    code: str = get_global("zone_territories").get(listed(zone), "")
    return code
