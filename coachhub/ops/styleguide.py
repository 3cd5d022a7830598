"""Every piece that pages are made of, in each of its states, on one page. For whoever builds.

The page is there in development and in the demo, and nowhere else; its words are samples and are
not translated.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request
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
from wtforms.validators import InputRequired, Length

from coachhub.core import assets
from coachhub.core.paging import Page
from coachhub.core.web import policy
from coachhub.core.web.answers import Answer
from coachhub.core.web.forms import Form
from coachhub.core.web.frame import Frame, Item, Me

bp = Blueprint("styleguide", __name__)

NAME_OF_SIXTY = "Maximiliane-Theodora von Hohenstaufen-Wittelsbach und Falkenau"
"""As long as names get."""

_COLOUR = re.compile(r"--([\w-]+): light-dark\(")
_SYMBOL = re.compile(r'<symbol id="([\w-]+)"')


@dataclass(frozen=True)
class Day:
    """A day of a plan, as the day path draws it."""

    number: int
    on: date
    mark: str


class Samples(Form):
    """A field of each kind."""

    name = StringField("Name", [InputRequired()])
    email = EmailField("E-mail")
    password = PasswordField("Password")
    weeks = IntegerField("Weeks", default=3)
    day = DateField("First day", default=date(2027, 3, 16))
    words = TextAreaField("In a few words", [Length(max=160)])
    zone = SelectField("Time zone", choices=["Berlin", "Kathmandu"])
    kind = RadioField("How much distance", choices=["Full distance", "Limited contact"])
    tags = SelectMultipleField("What fits", choices=["evenings", "choir", "two children"])
    agree = BooleanField("I have read it and agree")
    file = FileField("A file")
    mood = RadioField("Mood, right now", choices=[str(number) for number in range(11)])
    sleep = RadioField("Sleep", choices=["low", "so-so", "good"])


@bp.get("/styleguide")
@policy.anybody
def styleguide() -> Answer:
    """`?dir=rtl` shows it as one reads from the right."""
    return render_template(
        "demo/styleguide.html",
        frame=_frame(),
        direction="rtl" if request.args.get("dir") == "rtl" else None,
        form=Samples(),
        wrong=_wrong(),
        items=_items(),
        page=Page(["a", "b"], 2, 104, 50),
        days=_days(),
        colours=_COLOUR.findall((assets.ROOT / "css/tokens.css").read_text()),
        icons=_SYMBOL.findall((assets.ROOT / "icons/sprite.svg").read_text()),
        long_name=NAME_OF_SIXTY,
    )


def _wrong() -> Samples:
    form = Samples(prefix="wrong-")
    form.name.data = NAME_OF_SIXTY
    for field in (form.name, form.email, form.words, form.kind, form.tags, form.agree, form.zone):
        field.errors = ["This needs another look, since it says two things at once."]
    form.form_errors = ["This was changed while you looked at it. What you typed is still here."]
    return form


def _items() -> list[Item]:
    return [
        Item("Today", "sun", "#today", is_current=True, count=4),
        Item("Clients", "users", "#clients", is_current=False),
        Item("Calendar", "calendar", "#calendar", is_current=False),
        Item("Tasks", "list-checks", "#tasks", is_current=False),
        Item("Settings", "settings", "#settings", is_current=False),
    ]


def _frame() -> Frame:
    return Frame(
        practice_name="North Window",
        practice_url="#",
        logo_url=None,
        theme_url=None,
        items=_items(),
        me=Me("Mara Holm", "M", "Berlin time", "#account"),
        signout_url="#out",
        finder_url="#find",
    )


def _days() -> list[Day]:
    begin = date(2027, 3, 4)
    marks = ["kept"] * 6 + ["slip", "kept", "kept", "not_reported", "paused", "paused", "kept"]
    marks += ["today", *["to_come"] * 10]
    return [
        Day(number, begin + timedelta(days=number - 1), mark)
        for number, mark in enumerate(marks, 1)
    ]
