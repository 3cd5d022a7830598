"""Where people find help at once: numbers by country, from a list that the operator keeps."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from coachhub.core.zones import country_of
from config import ConfigError

SHIPPED = Path(__file__).parent / "data" / "help_lines.toml"
_KEPT = "coachhub.help_lines"
_KNOWN = frozenset({"name", "kind", "number", "website", "hours", "checked_on"})
KINDS = ("talk", "suicide", "violence", "women", "children")
"""What a line is for; `components/help.html` says it in the reader's language."""


@dataclass(frozen=True)
class HelpLine:
    """Somebody to call or to write to. A line has a number, a website or both."""

    name: str
    kind: str = ""
    """One of KINDS; empty: only the name says what it is for."""
    number: str = ""
    website: str = ""
    hours: str = ""
    checked_on: date | None = None
    """When somebody last tried it; None: nobody here ever did."""


@dataclass(frozen=True)
class HelpLines:
    """What there is for people in one country. `emergency` None: their own, whatever it is."""

    emergency: str | None
    lines: tuple[HelpLine, ...]
    directory: HelpLine
    """Where lines of every country are found."""


@dataclass(frozen=True)
class HelpList:
    """The whole list."""

    directory: HelpLine
    countries: Mapping[str, HelpLines]

    @property
    def unchecked(self) -> int:
        """How many lines nobody has tried."""
        every = [line for country in self.countries.values() for line in country.lines]
        return sum(line.checked_on is None for line in [self.directory, *every])


def register(app: Flask, path: Path | None) -> None:
    """Read the list, the operator's or the one that comes with coachhub. Raises ConfigError."""
    app.extensions[_KEPT] = read(path or SHIPPED)


def _kept() -> HelpList:
    found: HelpList = current_app.extensions[_KEPT]
    return found


def unchecked_help_lines() -> int:
    """How many of the lines in use nobody has tried on this installation."""
    return _kept().unchecked


def help_lines(zone: str) -> HelpLines:
    """Where somebody in this named time zone finds help."""
    found = _kept()
    return found.countries.get(country_of(zone), HelpLines(None, (), found.directory))


def read(path: Path) -> HelpList:
    """A list from its file. Raises ConfigError with one sentence about what is wrong in it."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise ConfigError(f"HELP_LINES: {path} can't be read.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"HELP_LINES: {path} is no TOML: {error}.") from None
    directory = _line("directory", content.pop("directory", None))
    return HelpList(
        directory, {code: _country(code, found, directory) for code, found in content.items()}
    )


def _country(code: str, found: Any, directory: HelpLine) -> HelpLines:  # noqa: ANN401
    if not (len(code) == len("DE") and code.isascii() and code.isupper()):
        raise ConfigError(f"HELP_LINES: {code!r} is no ISO code of a country, like DE.")
    emergency = found.get("emergency") if isinstance(found, dict) else None
    if not isinstance(emergency, str) or not emergency or set(found) - {"emergency", "lines"}:
        raise ConfigError(f"HELP_LINES: {code} needs `emergency`, and may have `lines` besides.")
    lines = found.get("lines", [])
    if not isinstance(lines, list):
        raise ConfigError(f"HELP_LINES: the lines of {code} stand under [[{code}.lines]].")
    return HelpLines(emergency, tuple(_line(code, line) for line in lines), directory)


def _line(where: str, found: Any) -> HelpLine:  # noqa: ANN401
    if not isinstance(found, dict) or not found.get("name") or set(found) - _KNOWN:
        raise ConfigError(
            f"HELP_LINES: a line of {where} needs `name`, and may have kind, number, website, "
            "hours and checked_on."
        )
    checked_on = found.get("checked_on")
    texts = {name: value for name, value in found.items() if name != "checked_on"}
    if not all(isinstance(value, str) for value in texts.values()):
        raise ConfigError(f"HELP_LINES: what {found['name']} in {where} says must be text.")
    if checked_on is not None and type(checked_on) is not date:
        raise ConfigError(
            f"HELP_LINES: checked_on of {found['name']} in {where} must be a day, like 2026-11-26."
        )
    if texts.get("kind", KINDS[0]) not in KINDS:
        raise ConfigError(
            f"HELP_LINES: kind of {found['name']} in {where} is one of {', '.join(KINDS)}."
        )
    line = HelpLine(**texts, checked_on=checked_on)
    if not line.number and not line.website:
        raise ConfigError(f"HELP_LINES: {line.name} in {where} has neither number nor website.")
    if line.website and not line.website.startswith("https://"):
        raise ConfigError(f"HELP_LINES: the website of {line.name} must begin with https://.")
    return line
