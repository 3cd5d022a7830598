"""Help numbers: by country, from a list that is read strictly, with what nobody has checked."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from coachhub.core.zones import country_of, listed_places
from coachhub.safety import helplines
from coachhub.safety import services as safety
from config import ConfigError
from tests.visitor import MakeApp

OWN = """
[directory]
name = "Everywhere"
website = "https://everywhere.example"
checked_on = 2026-11-01

[DE]
emergency = "112"

[[DE.lines]]
name = "Nachtlicht"
number = "0800 1"
checked_on = 2026-11-01
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "help.toml"
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize(
    ("zone", "emergency", "number"),
    [
        ("Europe/Berlin", "112", "0800 1110111"),
        ("Europe/Vienna", "112", "142"),
        ("Europe/London", "999", "116 123"),
        ("America/Los_Angeles", "911", "988"),
        ("Australia/Perth", "000", "13 11 14"),
    ],
)
def test_it_finds_the_country_by_the_zone(
    scope: Flask, zone: str, emergency: str, number: str
) -> None:
    found = safety.help_lines(zone)
    assert (found.emergency, found.lines[0].number) == (emergency, number)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "UTC", "Nowhere/Atall"])
def test_elsewhere_it_names_the_directory(scope: Flask, zone: str) -> None:
    found = safety.help_lines(zone)
    assert (found.emergency, found.lines) == (None, ())
    assert found.directory.website.startswith("https://")


def test_every_zone_one_can_choose_belongs_to_a_country() -> None:
    zones = listed_places()
    without = [zone for zone in zones if not country_of(zone)]
    assert set(without) <= {"UTC", "America/Coyhaique"}  # the latter is of 2025


def test_the_list_that_comes_along_claims_no_check() -> None:
    found = helplines.read(helplines.SHIPPED)
    lines = [line for country in found.countries.values() for line in country.lines]
    assert found.unchecked == len(lines) + 1


def test_the_operators_list_takes_its_place(tmp_path: Path, make_app: MakeApp) -> None:
    app = make_app(help_lines=written(tmp_path, OWN))
    with app.app_context():
        found = safety.help_lines("Europe/Berlin")
        assert found.lines[0].checked_on == date(2026, 11, 1)
        assert safety.unchecked_help_lines() == 0


FAULTS = [
    ("[DE", "is no TOML"),
    ("", "a line of directory needs `name`"),
    (OWN.replace("[DE]", "[Germany]"), "'Germany' is no ISO code"),
    (OWN.replace('emergency = "112"', ""), "DE needs `emergency`"),
    (OWN.replace('"Nachtlicht"', '""'), "a line of DE needs `name`"),
    (OWN.replace('number = "0800 1"', ""), "neither number nor website"),
    (OWN.replace('"0800 1"', "800"), "must be text"),
    (OWN.replace("number", "phone"), "may have kind, number, website"),
    (OWN.replace("number", 'kind = "night"\nnumber'), "kind of Nachtlicht in DE is one of talk,"),
    (OWN.replace("number", 'kind = ""\nnumber'), "kind of Nachtlicht in DE is one of talk,"),
    (OWN.replace("number", "kind = 1\nnumber"), "must be text"),
    (OWN.replace("https://", "http://"), "must begin with https://"),
    (OWN.replace("2026-11-01", '"soon"'), "must be a day"),
]


@pytest.mark.parametrize(("content", "sentence"), FAULTS)
def test_it_refuses_a_faulty_list(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        helplines.read(written(tmp_path, content))
    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith("HELP_LINES: ")
    assert "\n" not in str(refusal.value)


def test_it_refuses_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        helplines.read(tmp_path / "nowhere.toml")


def test_every_line_that_comes_along_says_what_it_is_for() -> None:
    found = helplines.read(helplines.SHIPPED)
    kinds = {line.kind for country in found.countries.values() for line in country.lines}
    assert "" not in kinds


def test_each_kind_is_said_in_the_readers_language(tmp_path: Path, make_app: MakeApp) -> None:
    kinds = "".join(
        f'[[DE.lines]]\nname = "The {kind} line"\nkind = "{kind}"\nnumber = "0"\n'
        for kind in helplines.KINDS
    )
    app = make_app(help_lines=written(tmp_path, OWN + kinds))
    show = "{% from 'components/help.html' import help_numbers %}{{ help_numbers(lines) }}"
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        page = render_template_string(show, lines=safety.help_lines("Europe/Berlin"))
    said = re.findall(r'line</span>\s*<span class="help__about">([^<]+)</span>', page)
    assert len(set(said)) == len(helplines.KINDS)
    assert "Pour les femmes victimes de violences" in said


@pytest.mark.parametrize(("zone", "is_known"), [("Europe/Berlin", True), ("Asia/Tokyo", False)])
def test_where_no_number_is_known_the_directory_stands_large(
    scope: Flask, *, zone: str, is_known: bool
) -> None:
    show = "{% from 'components/help.html' import help_numbers %}{{ help_numbers(lines) }}"
    with scope.test_request_context():
        page = render_template_string(show, lines=safety.help_lines(zone))
    large = re.findall(r'class="help__number" dir="ltr" href="([^"]+)"', page)
    assert ("https://findahelpline.com" not in large) is is_known
    assert ("We don’t know the local numbers." not in page) is is_known
    assert page.count('href="https://findahelpline.com"') == 1
