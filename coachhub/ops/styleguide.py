"""Every piece that pages are made of, in each of its states, on one page. For whoever builds.

The page is there in development and in the demo, and nowhere else; its words are samples and are
not translated.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from coachhub.booking.forms import HoursForm
from coachhub.booking.rules import Window
from coachhub.core import assets
from coachhub.core.charts import Bars, Stem, Stems, bars_of, in_order, over_time
from coachhub.core.ids import new_id
from coachhub.core.paging import Page
from coachhub.core.web import policy
from coachhub.core.web.answers import Answer
from coachhub.core.web.drafts import Draft, Sitting
from coachhub.core.web.forms import Form, LineField, at_most
from coachhub.core.web.frame import ClientHead, Flag, ForYou, Frame, Item, Me, Notice, PlanLine
from coachhub.nocontact.rules import Chart, Day, Felt, Mark, Party, Span, charts_of, strip_of
from coachhub.nocontact.words import FEELING_WORDS, TICKS, chart_words, week_words
from coachhub.ops import desk_sample, sheet_sample, times_sample
from coachhub.ops.times_sample import CHOSEN, TODAY
from coachhub.safety.services import help_lines

bp = Blueprint("styleguide", __name__)

NAME_OF_SIXTY = "Maximiliane-Theodora von Hohenstaufen-Wittelsbach und Falkenau"
"""As long as names get."""

_COLOUR = re.compile(r"--([\w-]+): light-dark\(")
_SIZE, _SPACE = re.compile(r"--(t-\d+): ([\w.]+);"), re.compile(r"--(s\d+): (\w+);")
_SYMBOL = re.compile(r'<symbol id="([\w-]+)"')


class Samples(Form):
    """A field of each kind."""

    name = StringField("Name", [InputRequired()])
    email = EmailField("E-mail")
    password = PasswordField("Password")
    weeks = IntegerField("Weeks", default=3)
    hours = IntegerField("Hours", default=1)
    minutes = IntegerField("Minutes", default=30)
    day = DateField("First day", default=date(2027, 3, 16))
    words = TextAreaField("In a few words", [at_most(160)])
    line = LineField("In one line", [at_most(200)])
    zone = SelectField("Time zone", choices=["Berlin", "Kathmandu"])
    kind = RadioField("How much distance", choices=["No contact", "Limited contact"])
    part_of_day = RadioField("Which part of the day", choices=["morning", "noon", "evening"])
    tags = SelectMultipleField("What fits", choices=["evenings", "choir", "two children"])
    rules = SelectMultipleField("What is agreed", choices=["I don’t call.", "I don’t look."])
    slips = SelectMultipleField("What counts", choices=["I don’t call.", "I don’t look."])
    agree = BooleanField("I have read it and agree")
    file = FileField("A file")
    mood = RadioField("Mood, right now", choices=[str(number) for number in range(11)])
    sleep = RadioField("Sleep", [Optional()], choices=["low", "so-so", "good"], default="so-so")
    hue = RadioField(
        "Colour", choices={"": "North blue", "165": "Green", "320": "Plum", "own": "Another colour"}
    )


class Slot(Form):
    """What the slot picker sends."""

    key = StringField(widget=HiddenInput())
    start = StringField()


@bp.get("/styleguide")
@policy.anybody
def styleguide() -> Answer:
    """`?dir=rtl` shows it as one reads from the right."""
    tokens = (assets.ROOT / "css/tokens.css").read_text()
    return render_template(
        "demo/styleguide.html",
        frame=_frame(),
        client_frame=replace(_frame(), items=_rooms_of_a_client(), has_more_room=True),
        heads=_heads(),
        found=_found(),
        found_none=SimpleNamespace(people=[], groups=[]),
        direction="rtl" if request.args.get("dir") == "rtl" else None,
        form=Samples(),
        wrong=_wrong(),
        fixed=_fixed(),
        week=_week(),
        items=_items(),
        long_items=[Item(NAME_OF_SIXTY, "sun", f"#{n}", is_current=n == 0) for n in range(3)],
        page=Page(["a", "b"], 2, 104, 50),
        days=_days(),
        opened=SimpleNamespace(draft_sitting=Sitting("/app/north/pin", new_id())),
        left=SimpleNamespace(draft_sitting=_left()),
        week_sums=week_words(_days()),
        strip_drawn=strip_of(_days()),
        told_week=[*_days()[7:13], replace(_days()[13], mark=Mark.SLIP)],
        ninety_days=_days(90),
        ninety_drawn=strip_of(_days(90)),
        slot=Slot(),
        with_times=times_sample.picker(has_times=True),
        many_times=replace(times_sample.picker(has_times=True), parts=times_sample.PARTS),
        without_times=times_sample.picker(has_times=False),
        ruled=_ruled(),
        unruled=SimpleNamespace(on=TODAY, hours=SimpleNamespace(start=9, stop=11), sessions=[]),
        help_lines=help_lines("Europe/Berlin"),
        no_help_lines=help_lines("Etc/UTC"),
        charts=_charts(),
        first_charts=_charts(days=1),
        slip_days=[CHOSEN],
        long_charts=_charts(days=90),
        bars=[_bars(1, 1), _bars(2, 21), _bars(17, 21), _bars(5, 90)],
        stems_over_time=_stems((0, 4), (22, 6), (49, 8)),
        stems_before=in_order(
            Stem(TODAY + timedelta(days=2 * n), 7 - n % 3, 3 + n * n % 5) for n in range(5)
        ),
        chart_words=chart_words,
        feeling_words=FEELING_WORDS,
        ticks=TICKS,
        colours=_COLOUR.findall(tokens),
        sizes=_SIZE.findall(tokens),
        spaces=_SPACE.findall(tokens),
        icons=_SYMBOL.findall((assets.ROOT / "icons/sprite.svg").read_text()),
        long_name=NAME_OF_SIXTY,
        **desk_sample.note(NAME_OF_SIXTY),
        **desk_sample.hour(NAME_OF_SIXTY),
        **desk_sample.week(NAME_OF_SIXTY),
    )


@bp.get("/styleguide/sheet.pdf")
@policy.anybody
def sheet() -> Answer:
    """The printed sheet; `?paper=letter`, and `?long=1` for long names and several sheets."""
    is_long = "long" in request.args
    made = sheet_sample.sheet(
        name=NAME_OF_SIXTY if is_long else "Ben",
        paper="letter" if request.args.get("paper") == "letter" else "a4",
        days=_days(),
        times=4 if is_long else 1,
    )
    return Response(made, mimetype="application/pdf")


def _left() -> Sitting:
    """A form in which something was left."""
    found = Draft([], datetime(2027, 3, 2, 15, 54, tzinfo=UTC), new_id())
    return Sitting("/app/north/remark", new_id(), found.sitting, found)


def _wrong() -> Samples:
    form = Samples(prefix="wrong-")
    form.name.data = NAME_OF_SIXTY
    form.words.data = f"{NAME_OF_SIXTY}, {NAME_OF_SIXTY} and whoever came with her"
    for field in form:
        field.errors = ["This needs another look, since it says two things at once."]
    form.form_errors = ["This was changed while you looked at it. What you typed is still here."]
    return form


def _fixed() -> Samples:
    """What was chosen and written, and can't be changed now."""
    return Samples(
        prefix="fixed-",
        name=NAME_OF_SIXTY,
        words=f"{NAME_OF_SIXTY}, and whoever came with her",
        line="In one line",
        kind="No contact",
        part_of_day="noon",
        tags=["choir"],
        rules=["I don’t call."],
        agree=True,
        mood="6",
        sleep="so-so",
        hue="165",
    )


def _week() -> HoursForm:
    """Hours in the morning and the afternoon, two that overlap, and days off."""
    week = HoursForm(prefix="week-", day_0=_hours(9, 12) + _hours(13, 17), day_1=_hours(9, 12))
    week.day_1.add()
    week.day_1.wrong, week.day_1.lands = {0}, None
    week.day_1.errors = ["This needs another look, since it says two things at once."]
    return week


def _hours(begins: int, ends: int) -> list[Window]:
    return [Window(0, begins * 60, ends * 60)]


def _items() -> list[Item]:
    return [
        Item("Today", "sun", "#today", is_current=True, count=4),
        Item("Clients", "users", "#clients", is_current=False),
        Item("Calendar", "calendar", "#calendar", is_current=False),
        Item("Tasks", "list-checks", "#tasks", is_current=False),
        Item("Settings", "settings", "#settings", is_current=False),
    ]


def _rooms_of_a_client() -> list[Item]:
    return [
        Item("Today", "sun", "#today", is_current=True),
        Item("Plan", "footprints", "#plan", is_current=False, count=1),
        Item("Tasks", "list-checks", "#tasks", is_current=False),
        Item("Sessions", "calendar", "#sessions", is_current=False),
        Item("More", "menu", "#more", is_current=False),
    ]


def _frame() -> Frame:
    return Frame(
        practice_name="North Window",
        practice_url="#",
        logo=None,
        theme_url=None,
        tongue={},
        items=_items(),
        me=Me("Mara Holm", "M", "Berlin time", "#account"),
        signout_url="#out",
        finder_url="#find",
    )


def _heads() -> list[ClientHead]:
    """Of whom little is to be said, and of whom much is."""
    plan = PlanLine(["Day 14 of 24"], strip_of(_days()), "#plan")
    return [
        ClientHead("Ben Adler", "he/him · Berlin", "Active", _items()),
        ClientHead(
            NAME_OF_SIXTY,
            "New York · here since 3 February 2027",
            "Active",
            _items(),
            next_session="Wed 10 March, 16:00 Berlin",
            next_there="10:00 in New York",
            flag=Flag("bad", "urgent", "#flag"),
            find_plan=lambda: plan,
            find_reasons=lambda: [ForYou("need", "slip to answer", "#slip", "Answer the slip")],
        ),
        ClientHead(
            "Mia Sommer",
            "Leipzig",
            "Paused",
            _items(),
            notice=Notice("Mia may not be safe at home.", "See what was told", "#safety"),
        ),
    ]


def _found() -> SimpleNamespace:
    """What the finder finds for a few letters."""
    overview, *others = _items()[1:4]
    people = [
        SimpleNamespace(
            name=name,
            coach_name="Mara Holm",
            page=overview,
            others=others if name != NAME_OF_SIXTY else [],
            is_page_named=name == NAME_OF_SIXTY,
        )
        for name in ("Ben Adler", NAME_OF_SIXTY)
    ]
    groups = [
        ("Rooms", _items()[2:]),
        (NAME_OF_SIXTY, [Item(NAME_OF_SIXTY, "sun", "#", is_current=False)]),
    ]
    return SimpleNamespace(people=people, groups=groups, all_url="#all")


def _days(count: int = 24) -> list[Day]:
    begin = date(2027, 3, 4)
    marks = ["kept"] * 6 + ["slip", "kept", "kept", "not_reported", "paused", "paused", "kept"]
    marks += ["today", *["to_come"] * (count - 14)]
    return [
        Day(
            begin + timedelta(days=number - 1),
            number,
            Mark(mark),
            is_reported=mark == "kept",
            is_today=mark == "today",
        )
        for number, mark in enumerate(marks, 1)
    ]


_SILENT = range(40, 52)


def _charts(days: int = 28) -> list[Chart]:
    """Weeks of check-ins, with days that say nothing."""
    first = date(2027, 3, 1)
    span = Span(first, first + timedelta(days=days - 1))
    felt = [
        Felt(
            span.first + timedelta(days=number),
            is_shared=True,
            mood=3 + (number * 7) % 5 + number * 2 // days,
            energy=1 + number % 3,
            sleep=1 + number % 2,
        )
        for number in range(days)
        if (number + 1) % 9 and number not in _SILENT
    ]
    return charts_of(felt, span, Party.CLIENT)


def _bars(most: int, days: int) -> Bars | None:
    """None on one day in three, and at most so many on the others."""
    counts = [0 if number % 3 == 1 else 1 + number * 3 % most for number in range(days)]
    told = [TODAY + timedelta(days=n) for n, count in enumerate(counts) for _one in range(count)]
    return bars_of(told, TODAY, TODAY + timedelta(days=days - 1))


def _stems(*told: tuple[int, int]) -> Stems:
    return over_time(Stem(TODAY + timedelta(days=day), value) for day, value in told)


def _ruled() -> SimpleNamespace:
    """A day with two sessions side by side, and one that waits to be paid."""
    return SimpleNamespace(
        on=CHOSEN,
        hours=SimpleNamespace(start=9, stop=13),
        sessions=[
            _session("Ben Adler", 9, 0, 60, lane=0, lanes=2),
            _session(NAME_OF_SIXTY, 9, 30, 90, lane=1, lanes=2),
            _session("Mia Sommer", 11, 30, 30, state="pending_payment"),
        ],
    )


def _session(
    name: str,
    hour: int,
    minute: int,
    minutes: int,
    *,
    lane: int = 0,
    lanes: int = 1,
    state: str = "confirmed",
) -> tuple[SimpleNamespace, SimpleNamespace]:
    starts_at = datetime(2027, 3, 10, hour, minute, tzinfo=UTC)
    booking = SimpleNamespace(
        id=new_id(),
        client=SimpleNamespace(name=name, called=name, zone="America/New_York"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        title="Single session",
        state=state,
    )
    begins = hour * 60 + minute
    mark = SimpleNamespace(begins=begins, ends=begins + minutes, lane=lane, lanes=lanes)
    return SimpleNamespace(booking=booking, coach_name="Mara Holm"), mark
