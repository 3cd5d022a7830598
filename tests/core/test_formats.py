"""Days, clocks, money and numbers, as each reader writes them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import ngettext

from coachhub.core.web import i18n
from tests.visitor import Visitor

AT = datetime(2027, 3, 18, 16, 5, tzinfo=UTC)
Show = Callable[..., str]
TEMPLATES = Path(__file__).parents[2] / "templates"


@contextmanager
def reader(app: Flask, locale: str, zone: str = "Europe/Berlin") -> Iterator[None]:
    with app.test_request_context():
        i18n.speak(locale, zone)
        yield


@pytest.mark.parametrize(
    ("locale", "first", "days"),
    [("en", 6, ["Sun", "Mon"]), ("en_GB", 0, ["Mon", "Tue"]), ("fr", 0, ["lun.", "mar."])],
)
def test_a_week_begins_as_the_readers_do(
    app: Flask, locale: str, first: int, days: list[str]
) -> None:
    with reader(app, locale):
        assert i18n.first_weekday() == first
        assert i18n.week_days("abbreviated")[:2] == days
        assert len(set(i18n.week_days())) == 7


@pytest.mark.parametrize(
    ("locale", "zone", "said"),
    [
        ("en_GB", "Europe/Berlin", "Thu 18 Mar, 17:05"),
        ("en", "Europe/Berlin", "Thu, Mar 18, 5:05 PM"),
        ("en_GB", "Asia/Tokyo", "Fri 19 Mar, 01:05"),
        ("en_GB", "America/New_York", "Thu 18 Mar, 12:05"),
        ("fr", "Asia/Tokyo", "ven. 19 mars, 01:05"),
    ],
)
def test_a_moment_is_told_by_the_readers_clock(
    app: Flask, locale: str, zone: str, said: str
) -> None:
    with reader(app, locale, zone):
        assert i18n.moment(AT).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("locale", "said", "with_year"),
    [
        ("en_GB", "Thu 18 Mar, 17:05", "Thu, 18 Mar 2027, 16:05"),
        ("fr", "jeudi 18 mars à 17:05", "jeudi 18 mars 2027 à 16:05"),
    ],
)
def test_within_a_sentence_a_day_is_said_in_words(
    app: Flask, locale: str, said: str, with_year: str
) -> None:
    with reader(app, locale):
        assert i18n.said_moment(AT) == said
        assert i18n.said_moment_in(AT, "Europe/London") == with_year


@pytest.mark.parametrize(
    ("locale", "said"), [("en_GB", "Thu, 18 Mar 2027"), ("en", "Thu, Mar 18, 2027")]
)
def test_a_day_may_have_its_year(app: Flask, locale: str, said: str) -> None:
    with reader(app, locale):
        assert i18n.day(AT, year=True) == said
        assert i18n.day(date(2027, 3, 18), year=True) == said


@pytest.mark.parametrize(("locale", "said"), [("en_GB", "17:05"), ("en_US", "5:05 PM")])
def test_a_minute_of_the_day(app: Flask, locale: str, said: str) -> None:
    with reader(app, locale):
        assert i18n.minute_of_day(17 * 60 + 5).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("on", "short", "long"),
    [
        (date(2026, 12, 27), "27 décembre", "dim. 27 décembre 2026"),
        (date(2026, 12, 1), "1er décembre", "mar. 1er décembre 2026"),
        (date(2026, 7, 31), "31 juillet", "ven. 31 juillet 2026"),
    ],
)
def test_a_french_day_never_ends_in_a_full_stop(
    app: Flask, on: date, short: str, long: str
) -> None:
    with reader(app, "fr"):
        assert i18n.day_and_month(on) == short
        assert i18n.day(on) == long.removesuffix(" 2026")
        assert i18n.day(on, year=True) == long
        at_noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        assert i18n.day_in(at_noon, "Europe/Paris") == long


def test_the_first_of_a_french_month_is_an_ordinal_in_full_too(app: Flask) -> None:
    with reader(app, "fr"):
        assert i18n.whole_day(date(2027, 5, 1)) == "samedi 1er mai 2027"
        assert i18n.weekday_and_day(date(2027, 5, 1)) == "samedi 1er mai"
        assert i18n.whole_day(date(2027, 5, 11)) == "mardi 11 mai 2027"
        assert i18n.month_and_year(date(2027, 5, 1)) == "mai 2027"
    with reader(app, "en_GB"):
        assert i18n.whole_day(date(2027, 5, 1)) == "Saturday, 1 May 2027"


@pytest.mark.parametrize(
    ("locale", "minor_units", "currency", "said"),
    [
        ("en_GB", 123_450, "EUR", "€1,234.50"),
        ("en_GB", 9_000, "GBP", "£90.00"),
        ("en", 9_000, "USD", "$90.00"),
        ("en_GB", 9_000, "USD", "US$90.00"),
        ("en_GB", 12_000, "JPY", "JP¥12,000"),
        ("en", 12_000, "JPY", "¥12,000"),
        ("en", -550, "EUR", "-€5.50"),
        ("en", 0, "EUR", "€0.00"),
    ],
)
def test_money_has_its_currency_and_as_many_decimals(
    app: Flask, locale: str, minor_units: int, currency: str, said: str
) -> None:
    with reader(app, locale):
        assert i18n.money(minor_units, currency) == said


def test_thousands_stand_apart(app: Flask) -> None:
    with reader(app, "en_GB"):
        assert render_template_string("{{ 1234567|number }} {{ 12|number }}") == "1,234,567 12"


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/Berlin", "Berlin"),
        ("America/New_York", "New York"),
        ("Asia/Kolkata", "Kolkata"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
    ],
)
def test_a_zone_is_known_by_its_city(app: Flask, zone: str, city: str) -> None:
    with reader(app, "en"):
        assert i18n.zone_city(zone) == city


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/London", "Londres"),
        ("America/New_York", "New York"),
        ("Africa/Cairo", "Le Caire"),
        ("Asia/Kolkata", "Calcutta"),
        ("Asia/Calcutta", "Calcutta"),
        ("America/Argentina/ComodRivadavia", "Catamarca"),
    ],
)
def test_a_city_is_called_as_its_reader_calls_it(app: Flask, zone: str, city: str) -> None:
    with reader(app, "fr"):
        assert i18n.zone_city(zone) == city


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("en-GB,en;q=0.9", "en-GB"),
        ("en-US,en;q=0.9", "en"),
        ("de-DE,en-GB;q=0.7", "en-GB"),
        ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-GB"),
        ("en-AU,en;q=0.9", "en-GB"),
        ("en-DE", "en-GB"),
        ("fr-CA,en;q=0.5", "fr"),
        ("de", "en-GB"),
        ("*", "en"),
        ("", "en"),
    ],
)
def test_the_browser_says_which_language_before_somebody_is_known(
    stranger: Visitor, accepted: str, lang: str
) -> None:
    page = stranger.get("/login", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{lang}" dir="ltr">' in page


DAYS = r"day|day_in|said_(?:day|moment)(?:_in)?|weekday_and_day|month_and_year"
BEGINS = re.compile(
    r"<(?:td|th|h\d|li|dd|p)\b(?![^>]*data-label)[^>]*>(?:<span[^>]*>)?"
    rf"\{{\{{ [^{{}}|(]*\|(?:{DAYS})\b(?![^{{}}]*\|sentence)[^{{}}]*\}}\}}"
)
LABELLED = re.compile(
    r"<td\b[^>]*data-label[^>]*>(?:<span[^>]*>)?\{\{ [^{}(]*(?:\([^{}]*\))?\|sentence"
)
"""On a phone a cell's label stands before what is in it, as in "Depuis mer. 1er avril"."""


def test_a_day_that_begins_a_line_begins_with_a_capital() -> None:
    found = [
        f"{path.name}: {match[0]}"
        for path in TEMPLATES.rglob("*.html")
        for pattern in (BEGINS, LABELLED)
        for match in pattern.finditer(path.read_text())
    ]
    assert found == []


def test_a_group_of_a_table_begins_with_a_capital(app: Flask) -> None:
    page = (
        '{% from "components/tables.html" import ledger_group %}'
        "{{ ledger_group(on|month_and_year, 4) }}"
    )
    with reader(app, "fr"):
        assert ">Mars 2027</th>" in render_template_string(page, on=date(2027, 3, 18))


@pytest.mark.parametrize(
    ("locale", "told"), [("en_GB", "1,195"), ("fr", "1\N{NARROW NO-BREAK SPACE}195")]
)
def test_so_many_are_told_as_the_reader_writes_numbers(app: Flask, locale: str, told: str) -> None:
    said = """{{ ngettext("%(num)s session", "%(num)s sessions", 1195) }}"""
    with reader(app, locale):
        in_page = render_template_string(said)
        in_code = ngettext("%(num)s session", "%(num)s sessions", 1195)
    assert in_page.startswith(told)
    assert in_code == in_page


def test_a_day_is_not_parted_from_its_month(app: Flask) -> None:
    with reader(app, "en_GB"):
        assert render_template_string("{{ day|said_day|unbroken }}", day=AT) == "Thu\xa018\xa0Mar"
