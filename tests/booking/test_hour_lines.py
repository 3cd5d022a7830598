"""Working hours as people write them, and as they are shown to each by their own clock."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.booking.hour_lines import line_of, windows_in
from coachhub.booking.rules import Window
from coachhub.core.web import i18n
from coachhub.core.web.i18n import LOCALES
from tests.cast import Cast

FROM_9_TO_5 = [Window(2, 9 * 60, 17 * 60)]
MORNINGS = [Window(2, 9 * 60, 12 * 60 + 30)]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("9-17", FROM_9_TO_5),
        ("9am-5pm", FROM_9_TO_5),
        ("9-5pm", FROM_9_TO_5),
        ("9am-5", FROM_9_TO_5),
        ("9am-17:00", FROM_9_TO_5),
        ("9 a.m. to 5 p.m.", FROM_9_TO_5),
        ("9:00 AM \u2013 5:00 PM", FROM_9_TO_5),
        ("9:00\u202fAM\u2009\u2013\u20095:00\u202fPM", FROM_9_TO_5),
        ("9h-17h", FROM_9_TO_5),
        ("9 h 00 à 17 h 00", FROM_9_TO_5),
        ("9h-12h30", MORNINGS),
        ("09.00—12.30", MORNINGS),
        ("9-12:30pm", MORNINGS),
        ("1-5pm", [Window(2, 13 * 60, 17 * 60)]),
        ("12am-12pm", [Window(2, 0, 12 * 60)]),
        ("10pm-12am", [Window(2, 22 * 60, 24 * 60)]),
        ("22:00-0:00", [Window(2, 22 * 60, 24 * 60)]),
        ("8-9, 9am-10am; 1pm-2pm", [Window(2, h * 60, h * 60 + 60) for h in (8, 9, 13)]),
        ("", []),
    ],
)
def test_hours_are_read_as_they_are_written(line: str, meant: list[Window]) -> None:
    assert windows_in(line, 2) == meant


@pytest.mark.parametrize(
    "line",
    [
        "9-5",
        "13pm-2pm",
        "0am-2am",
        "17-9",
        "9:60-10",
        "25-26",
        "24:30-25",
        "nine",
        "9amx-5",
        "9-",
        "10-12, 11-13",
    ],
)
def test_what_names_no_hours_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        windows_in(line, 2)


@st.composite
def a_day(draw: st.DrawFn) -> list[Window]:
    times = draw(st.lists(st.integers(0, 24 * 60), min_size=0, max_size=8, unique=True))
    ordered = sorted(times)
    return [Window(3, *pair) for pair in zip(ordered[::2], ordered[1::2], strict=False)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=a_day(), locale=st.sampled_from(LOCALES))
def test_what_is_shown_is_read_back_as_it_was(app: Flask, day: list[Window], locale: str) -> None:
    with app.test_request_context():
        i18n.speak(locale, "UTC")
        assert windows_in(line_of(day, 3), 3) == day


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("en", "9:00 AM \u2013 5:00 PM"), ("en_GB", "9:00-17:00"), ("fr", "9:00-17:00")],
)
def test_they_are_shown_by_the_readers_clock(app: Flask, locale: str, shown: str) -> None:
    with app.test_request_context():
        i18n.speak(locale, "UTC")
        assert line_of(FROM_9_TO_5, 2) == shown


def test_a_line_that_is_no_hours_stays_as_it_was_typed(cast: Cast) -> None:
    page = f"/app/north/availability/{cast.members['mara']}"
    answer = cast.browser("mara").fill(page, day_0="9 until lunch", day_1="9am-5pm")
    assert answer.status_code == 422
    assert 'value="9 until lunch"' in answer.text
    assert 'value="9am-5pm"' in answer.text
