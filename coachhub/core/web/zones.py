"""Time zones as their readers call them, to choose from."""

import unicodedata
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import SelectChoice, SelectField
from wtforms.fields.choices import Choice
from wtforms.widgets import Select

from coachhub.core.web import i18n
from coachhub.core.zones import UTC, listed, listed_places

AREA_WORDS = {
    "Africa": _l("Africa"),
    "America": _l("America"),
    "Antarctica": _l("Antarctica"),
    "Arctic": _l("Arctic"),
    "Asia": _l("Asia"),
    "Atlantic": _l("Atlantic"),
    "Australia": _l("Australia"),
    "Europe": _l("Europe"),
    "Indian": _l("Indian Ocean"),
    "Pacific": _l("Pacific"),
}
"""The first half of a zone's name."""


class _Zones(Select):  # type: ignore[misc]
    """Draws each of the five hundred options once for all pages: they take longer than the rest."""

    @classmethod
    def render_option(cls, choice: Choice, **_options: Any) -> Markup:  # noqa: ANN401
        return _option(choice.value, choice.label, is_chosen=choice.selected)


@cache
def _option(zone: str, city: str, *, is_chosen: bool) -> Markup:
    drawn: Markup = Select.render_option(Choice(zone, city, is_chosen, {}))
    return drawn


class ZoneField(SelectField):  # type: ignore[misc]
    """A named time zone. Its data is the name that the list has, whichever name was sent."""

    widget = _Zones()

    def __init__(self, label: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(label, choices=zone_choices(), coerce=listed, **options)


def zone_choices() -> list[SelectChoice]:
    """The zones by their city in the reader's language, in groups by continent or ocean: "Londres"
    under "Europe". Each is there once.
    """
    return list(_choices_in(i18n.language()))


@cache
def _choices_in(_language: str) -> tuple[SelectChoice, ...]:
    found = sorted((_place(zone) for zone in listed_places()), key=_order)
    return SelectChoice(UTC, UTC), *found


def _place(zone: str) -> SelectChoice:
    area = AREA_WORDS[zone.split("/", maxsplit=1)[0]]
    return SelectChoice(zone, i18n.zone_city(zone), optgroup=str(area))


def _order(choice: SelectChoice) -> tuple[str, str]:
    return _plain(choice.optgroup), _plain(choice.label)


def _plain(words: str) -> str:
    """Without accents: Évora stands among the E."""
    return unicodedata.normalize("NFD", words).encode("ascii", "ignore").decode().casefold()
