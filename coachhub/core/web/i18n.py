"""Language, and dates, times, money and numbers as the reader writes them."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, dates, negotiate_locale
from babel.core import get_global
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_precision,
)
from flask import Flask, Response, g, get_template_attribute, request
from flask_babel import Babel, force_locale, get_locale
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from coachhub.core.web import catalogues, look
from coachhub.core.web.typesetting import sentence
from coachhub.core.zones import listed, names_of

LOCALES = ("en", "en_GB", "fr")
"""The languages the interface speaks; the first is spoken when nobody says which.

British English needs no catalogue of its own: its days, clocks and numbers are the difference.
"""

_WORLD, _WORLDLY = "en_GB", ("en_001", "en_150")

_YEAR_AT_END = re.compile(r"\W*y+\W*$")

babel = Babel()


def init_app(app: Flask) -> None:
    """Choose the language per request and give templates the formats."""
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES[0]
    babel.init_app(app, locale_selector=_locale, timezone_selector=_zone)
    babel.domain_instance = catalogues.Domain()
    app.add_template_filter(as_written)
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(said_day)
    app.add_template_filter(said_day_in)
    app.add_template_filter(said_moment)
    app.add_template_filter(said_moment_in)
    app.add_template_filter(minute_of_day)
    app.add_template_filter(time_of_day)
    app.add_template_filter(money)
    app.add_template_filter(number)
    app.add_template_filter(zone_city)
    app.add_template_filter(clock_in)
    app.add_template_filter(clock_beside)
    app.add_template_filter(day_in)
    app.add_template_filter(month_and_year)
    app.add_template_filter(month_name)
    app.add_template_filter(whole_day)
    app.add_template_filter(weekday_and_day)
    app.add_template_filter(hour_of_day)
    app.add_template_filter(day_and_month)
    app.add_template_filter(direction)
    words = app.jinja_env.globals
    words["ngettext"] = _counting(words["ngettext"])
    app.add_template_global(week_days)
    app.add_template_global(weekday_names)
    app.context_processor(lambda: {"locale": str(_current())})

    @app.after_request
    def tell_caches(response: Response) -> Response:
        """Whose language was taken from the browser's wishes, gets another page by other wishes."""
        if g.get("asked_browser"):
            response.vary.add("Accept-Language")
        return response


def _counting(plain: Any) -> Callable[..., str]:  # noqa: ANN401
    """The templates' words for so many, with the number as the reader writes it."""

    @pass_context
    def ngettext(context: Context, singular: str, plural: str, num: int, **variables: Any) -> str:  # noqa: ANN401
        told: str = plain(context, singular, plural, num, **{"num": number(num), **variables})
        return told

    return ngettext


def speak(locale: str, zone: str) -> None:
    """For the rest of this request or job, speak this person's language in their zone."""
    g.locale, g.zone = locale, zone


@contextmanager
def speaking(locale: str, zone: str) -> Iterator[None]:
    """Meanwhile speak this person's language in their zone, as within a page for somebody else."""
    before = {name: g.get(name) for name in ("locale", "zone", "tongue")}
    speak(locale, zone)
    try:
        with force_locale(locale):
            yield
    finally:
        for name, value in before.items():
            setattr(g, name, value)


def _locale() -> str:
    chosen: str | None = g.get("locale")
    if chosen in LOCALES:
        return chosen
    if not request:
        return LOCALES[0]
    chosen_here = look.language(LOCALES)
    if chosen_here is not None:
        return chosen_here
    g.asked_browser = True
    asked = [tag.replace("-", "_") for tag, _quality in request.accept_languages if tag != "*"]
    return _spoken(asked) if asked else LOCALES[0]


def _spoken(asked: Sequence[str]) -> str:
    """The first of the languages that we speak. The English of the United States is for those whose
    own English it is; British English stands for all others: those whose English is the world's (as
    CLDR has it), and those who read ours as a foreign language.
    """
    own = asked[0]
    is_american = own[:2] == "en" and get_global("parent_exceptions").get(own) not in _WORLDLY
    found = next(filter(None, (negotiate_locale([tag], LOCALES) for tag in asked)), LOCALES[0])
    return found if found != LOCALES[0] or is_american else _WORLD


def _zone() -> str:
    zone: str = g.get("zone", "UTC")
    return zone


def _current() -> Locale:
    return get_locale() or Locale.parse(LOCALES[0])


def language() -> str:
    """The reader's language, as a code."""
    return str(_current())


def language_name(locale: str) -> str:
    """A language as the reader calls it: "French"."""
    return str(_current().languages.get(Locale.parse(locale).language, locale))


def tongue_of(locale: str) -> dict[str, str]:
    """The attribute of words in this language; none if the page speaks it too (WCAG 3.1.2)."""
    written = Locale.parse(locale)
    return (
        {} if written.language == _current().language else {"lang": str(written).replace("_", "-")}
    )


def tongue_here(locale: str) -> dict[str, str]:
    """The same, where the page's practice writes in this language: `as_written` marks its words."""
    g.tongue = tongue_of(locale)
    return dict(g.tongue)


def direction(locale: str) -> str:
    """How a language is written: "ltr" or "rtl", as HTML has it."""
    return Locale.parse(locale).text_direction


def as_written(words: str) -> Markup:
    """What the practice wrote, within a sentence of ours: in a span with its language if the page
    speaks another one. For an element of its own `frame.tongue|xmlattr` is enough.
    """
    tongue = g.get("tongue")
    if not tongue:
        return escape(words)
    in_tongue = get_template_attribute("components/tongue.html", "in_tongue")
    return escape(in_tongue(words, tongue))


def day(value: date | datetime, *, year: bool = False) -> str:
    """A day with its weekday, in a column: "Thu 18 Mar" or, with the year, "Thu 18 Mar 2027"."""
    return _written("yMMMEd" if year else "MMMEd", _day_here(value))


def said_day(value: date | datetime, *, year: bool = False) -> str:
    """The same within a sentence or a heading, where French says "jeudi" and not "jeu."."""
    return _said("yMMMEd" if year else "MMMEd", _day_here(value))


def _day_here(value: date | datetime) -> date:
    return _day_in(value, _zone()) if isinstance(value, datetime) else value


def _day_in(value: datetime, zone: str) -> date:
    return value.astimezone(ZoneInfo(zone)).date()


def _written(skeleton: str, value: date) -> str:
    return _by_pattern(_current().datetime_skeletons[skeleton].pattern, value)


def _said(skeleton: str, value: date) -> str:
    pattern: str = _current().datetime_skeletons[skeleton].pattern
    return _by_pattern(
        pattern.replace("E", "EEEE") if _current().language == "fr" else pattern, value
    )


def _by_pattern(pattern: str, value: date) -> str:
    """French spells its months out: "déc." would end a sentence twice. Its first is "1er"."""
    if _current().language == "fr":
        pattern = pattern.replace("MMMM", "MMM").replace("MMM", "MMMM")
        pattern = pattern.replace("d", "d'er'") if value.day == 1 else pattern
    return dates.format_date(value, pattern, locale=_current())


def whole_day(value: date) -> str:
    """A day in full: "Thursday 18 March 2027"."""
    return _by_pattern(_current().date_formats["full"].pattern, value)


def weekday_and_day(value: date) -> str:
    """A day in full but for its year: "Thursday 18 March"."""
    pattern: str = _current().date_formats["full"].pattern
    return _by_pattern(_YEAR_AT_END.sub("", pattern), value)


def has_half_days() -> bool:
    """Whether the reader's clock counts to twelve twice."""
    return "a" in _current().time_formats["short"].pattern


def hour_of_day(hour: int) -> str:
    """A full hour on the clock, from 0 to 24: "17:00" or "5 PM"."""
    at = time(hour % 24)
    if has_half_days():
        full = datetime.combine(date.min, at)
        return _with_whole_space(dates.format_skeleton("h", full, locale=_current()))
    return _on_clock(at)


def minute_of_day(minute: int) -> str:
    """A minute since midnight on the clock: "17:05" or "5:05 PM"."""
    return _on_clock(time(minute // 60, minute % 60))


def time_of_day(value: datetime) -> str:
    """The clock time in the reader's zone: "17:00" or "5:00 PM"."""
    return _on_clock(value, ZoneInfo(_zone()))


def clock_in(value: datetime, zone: str) -> str:
    """The clock time in a named zone: "17:00" or "5:00 PM"."""
    return _on_clock(value, ZoneInfo(zone))


def _on_clock(value: time | datetime, zone: ZoneInfo | None = None) -> str:
    return _with_whole_space(dates.format_time(value, "short", zone, locale=_current()))


def _with_whole_space(words: str) -> str:
    """Before AM and PM a narrow space is meant, which no letters of ours have: half of one came."""
    return words.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def clock_beside(value: datetime, zone: str) -> str:
    """What another's clock says then, with their city: "4:42 AM New York"; with the weekday, where
    it is another one there. Empty where their clock reads as the reader's.
    """
    here, there = (value.astimezone(ZoneInfo(one)).replace(tzinfo=None) for one in (_zone(), zone))
    if here == there:
        return ""
    words = f"{clock_in(value, zone)} {zone_city(zone)}"
    return words if here.date() == there.date() else f"{short_weekday(there)} {words}"


def day_in(value: datetime, zone: str) -> str:
    """The day in a named zone, in a column: "Thu 18 Mar 2027"."""
    return _written("yMMMEd", _day_in(value, zone))


def said_day_in(value: datetime, zone: str) -> str:
    """The same within a sentence or a heading."""
    return _said("yMMMEd", _day_in(value, zone))


def month_and_year(value: date | datetime, last: date | None = None) -> str:
    """A month: "March 2027"; of an instant, in the reader's zone. Up to the month of the last day,
    if that is another one.
    """
    if last and f"{last:%Y%m}" != f"{value:%Y%m}":
        return dates.format_interval(value, last, "yMMMM", locale=_current())
    if isinstance(value, datetime):
        return dates.format_skeleton("yMMMM", value, ZoneInfo(_zone()), locale=_current())
    return dates.format_skeleton("yMMMM", value, locale=_current())


def month_name(value: date) -> str:
    """A month where there is little room: "Mar"."""
    return dates.format_date(value, "LLL", locale=_current())


def day_and_month(value: date, *, year: bool = False) -> str:
    """A day without its weekday: "4 Mar" or, with the year, "4 Mar 2027"."""
    return _written("yMMMd" if year else "MMMd", value)


def short_weekday(value: date) -> str:
    """A day of the week where there is little room: "Thu"."""
    return weekday_names("abbreviated")[value.weekday()]


def weekday_names(width: str = "wide") -> list[str]:
    """The days of the week, Monday first; `width` is "wide" or "abbreviated"."""
    names = _current().days["stand-alone"][width]
    return [names[number] for number in range(7)]


def first_weekday() -> int:
    """The day on which the reader's weeks begin; Monday is 0."""
    return _week_begins(language())


@cache
def _week_begins(locale: str) -> int:
    """A language alone is that of where most of its speakers are: "en" is that of the States."""
    likely = get_global("likely_subtags").get(locale, locale)
    return Locale.parse(likely).first_week_day


def week_days(width: str = "wide") -> list[str]:
    """The days of the week, in the order of the reader's."""
    names, first = weekday_names(width), first_weekday()
    return names[first:] + names[:first]


def moment(value: datetime) -> str:
    """Day and clock time in the reader's zone, in a column."""
    return f"{day(value)}, {time_of_day(value)}"


def said_moment(value: datetime) -> str:
    """The same within a sentence or a heading."""
    words: str = _("%(day)s, %(time)s", day=said_day(value), time=time_of_day(value))
    return words


def said_moment_in(value: datetime, zone: str) -> str:
    """Day, with its year, and clock time in a named zone, within a sentence or a heading."""
    words: str = _("%(day)s, %(time)s", day=said_day_in(value, zone), time=clock_in(value, zone))
    return words


def zone_city(zone: str) -> str:
    """A zone by its city, as the reader calls it: "Europe/London" is Londres."""
    return _city(zone, language())


@cache
def _city(zone: str, locale: str) -> str:
    known = Locale.parse(locale).time_zones
    cities = (known.get(name, {}).get("city") for name in names_of(zone))
    return next(filter(None, cities), listed(zone).rpartition("/")[2].replace("_", " "))


def currency_name(currency: str) -> str:
    """A currency as the reader calls it, with its code: "Euro (EUR)"."""
    return f"{sentence(get_currency_name(currency, locale=_current()))} ({currency})"


def money(minor_units: int, currency: str) -> str:
    """An amount in minor units (cents; whole yen) with its currency."""
    amount = Decimal(minor_units).scaleb(-get_currency_precision(currency))
    return format_currency(amount, currency, locale=_current())


def number(value: float) -> str:
    """A number, its thousands apart: "1,234"."""
    return format_decimal(value, locale=_current())
