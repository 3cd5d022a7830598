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


UTC = "UTC"
"""The one zone that goes by no place."""


def may_be_chosen(zone: str) -> bool:
    """Whether somebody's clocks may go by this zone: a place's, or UTC, by any of its names."""
    return listed(zone) == UTC or zone in named_places()


def listed(zone: str) -> str:
    """The name under which lists have this zone: Asia/Kolkata for Asia/Calcutta. What is no zone
    stays what it is.
    """
    return _listed_by_name().get(zone, zone)


def as_typed(zone: str) -> str | None:
    """The same of what somebody typed, in any letters; None for what may not be chosen."""
    return _by_folded_name().get(zone.casefold())


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
def _listed_by_name() -> Mapping[str, str]:
    """Of older names, those that lists have. UTC is listed as such, and not as Etc/UTC."""
    utc = "Etc/UTC"
    names: dict[str, str] = {**get_global("zone_aliases"), utc: utc}
    return {older: UTC if name == utc else name for older, name in names.items() if older != UTC}


@cache
def _by_folded_name() -> Mapping[str, str]:
    return {zone.casefold(): listed(zone) for zone in (*names_of(UTC), *named_places())}


@cache
def _older_names() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for older, name in _listed_by_name().items():
        found[name].append(older)
    return found


def country_of(zone: str) -> str:
    """The ISO code of the country that a named time zone belongs to; empty for none."""
    code: str = get_global("zone_territories").get(listed(zone), "")
    return code
