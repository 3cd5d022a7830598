"""Working hours: rows of two times a day, set, added, taken away, and refused if they are none."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from coachhub.booking import services as booking
from coachhub.booking.forms import HoursForm
from coachhub.booking.rules import Window
from coachhub.core import tenancy
from tests.cast import Cast
from tests.page_form import form_of
from tests.visitor import Visitor

NINE_TO_FIVE = ["09:00", "17:00"]
DAY = 24 * 60


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/app/north/availability/{cast.members['mara']}"


def test_office_hours_stand_there_first(mara: Visitor, page: str) -> None:
    form = mara.form(page)
    assert [form.get(f"day_{number}") for number in range(7)] == [NINE_TO_FIVE] * 5 + [None] * 2


def test_hours_that_nobody_saved_yet_say_that_they_do_not_hold(mara: Visitor, page: str) -> None:
    assert "No hours are saved yet." in mara.get(page).text
    assert mara.fill(page).status_code == 303
    assert "No hours are saved yet." not in mara.get(page).text


def test_hours_are_set_and_shown_in_order(cast: Cast, mara: Visitor, page: str) -> None:
    typed = {"day_0": ["13:30", "17:00", "09:00", "12:00", "", ""], "day_1": ["20:00", "00:00"]}
    assert mara.fill(page, **typed, day_2=[]).status_code == 303
    form = mara.form(page)
    assert form["day_0"] == ["09:00", "12:00", "13:30", "17:00"]
    assert form["day_1"] == ["20:00", "00:00"]
    assert "day_2" not in form
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        stored = booking.windows_of(cast.north, cast.members["mara"])
    assert [one for one in stored if one.weekday < 3] == [
        Window(0, 540, 720),
        Window(0, 810, 1020),
        Window(1, 1200, DAY),
    ]


@pytest.mark.parametrize(
    ("times", "said", "wrong"),
    [
        (["17:00", "09:00"], "5:00\xa0PM to 9:00\xa0AM: it must end after it begins.", 2),
        (["09:00", "09:00"], "9:00\xa0AM to 9:00\xa0AM: it must end after it begins.", 2),
        (["09:00", ""], "One of the two times is missing.", 2),
        (["", "09:00"], "One of the two times is missing.", 2),
        (["09:00"], "One of the two times is missing.", 2),
        (["09:00", "12:00", "11:00", "13:00"], "AM\u201312:00\xa0PM and 11:00\xa0AM", 4),
        (["11:00", "13:00", "09:00", "12:00", "14:00", "15:00"], " overlap.", 4),
        (["nine", "17:00"], "“nine” can’t be read. Please write a time like 09:30.", 2),
        (["09:61", "17:00"], "“09:61” can’t be read.", 2),
        (["09:00", "24:00"], "“24:00” can’t be read.", 2),
    ],
)
def test_what_are_no_hours_is_refused_at_its_day_and_kept(
    mara: Visitor, page: str, times: list[str], said: str, wrong: int
) -> None:
    answer = mara.fill(page, day_2=times, meeting_place="Kept words")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#day_2"' in answer.text
    assert 'aria-describedby="day_2-error"' in answer.text
    assert answer.text.count('aria-invalid="true"') == wrong
    form = form_of(answer.text)
    assert [one for one in form["day_2"] if one] == [one for one in times if one]
    assert form["meeting_place"] == ["Kept words"]


def test_hours_may_follow_one_another(mara: Visitor, page: str) -> None:
    assert mara.fill(page, day_0=["09:00", "10:00", "10:00", "11:00"]).status_code == 303


def test_rows_come_and_go_before_anything_is_saved(mara: Visitor, page: str) -> None:
    begun = mara.fill(page, day_5=["10:00", ""], meeting_place="Kept words", more="5")
    assert begun.status_code == 200
    assert form_of(begun.text)["day_5"] == ["10:00", "", "", ""]
    assert form_of(begun.text)["meeting_place"] == ["Kept words"]
    assert "error" not in begun.text
    assert 'aria-label="Saturday, time 2, from" autofocus' in begun.text
    fewer = mara.send_again(begun, less="5-0")
    assert form_of(fewer.text)["day_5"] == ["", ""]
    none = mara.send_again(fewer, less="5-0")
    assert "day_5" not in form_of(none.text)
    assert 'aria-label="Saturday: add a time" autofocus' in none.text
    assert "day_5" not in mara.form(page)


def test_the_weekdays_may_be_like_monday(mara: Visitor, page: str) -> None:
    typed = ["08:00", "11:00", "15:00", ""]
    answer = mara.fill(page, day_0=typed, day_5=NINE_TO_FIVE, alike="y")
    assert answer.status_code == 200
    form = form_of(answer.text)
    assert [form[f"day_{number}"] for number in range(5)] == [typed] * 5
    assert form["day_5"] == NINE_TO_FIVE
    assert mara.form(page)["day_0"] == NINE_TO_FIVE


@pytest.mark.parametrize("asked", [{"more": "9"}, {"less": "0"}, {"less": "0-99"}, {"more": "x"}])
def test_a_button_of_no_row_changes_only_what_it_names(
    mara: Visitor, page: str, asked: dict[str, str]
) -> None:
    answer = mara.fill(page, **asked)
    assert answer.status_code == 200
    assert form_of(answer.text)["day_1"] == NINE_TO_FIVE


def test_enter_saves(mara: Visitor, page: str) -> None:
    assert _first_button(mara.get(page)) == "Save the hours"


def _first_button(answer: TestResponse) -> str:
    form = answer.text.partition('<form class="form form--parts')[2]
    return form.partition("</button>")[0].rpartition(">")[2]


@st.composite
def a_day(draw: st.DrawFn) -> list[Window]:
    times = sorted(draw(st.lists(st.integers(0, DAY), max_size=8, unique=True)))
    return [Window(3, *pair) for pair in zip(times[::2], times[1::2], strict=False)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=a_day(), data=st.data())
def test_what_is_shown_is_read_back_as_it_was(
    app: Flask, day: list[Window], data: st.DataObject
) -> None:
    with app.test_request_context():
        rows = data.draw(st.permutations(HoursForm(day_3=day).day_3.data))
    sent = [time for row in rows for time in row]
    with app.test_request_context(method="POST", data={"day_3": sent}):
        form = HoursForm()
        assert form.day_3.validate(form)
        assert form.day_3.windows() == day
