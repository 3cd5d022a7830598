"""No sentence of a field's is the library's own."""

import inspect
import re
from types import ModuleType

import pytest
from flask import Flask
from flask_babel import force_locale
from wtforms import IntegerField, SelectField
from wtforms.fields import choices, datetime, numeric

from coachhub.core.web.form_words import OURS
from coachhub.core.web.forms import Form, choices_of

TO_PROGRAMMERS = {"Choices cannot be None."}


@pytest.mark.parametrize("module", [choices, numeric, datetime])
def test_each_has_ours_in_its_place(module: ModuleType) -> None:
    said = set(re.findall(r'gettext\(\s*"([^"]+)"', inspect.getsource(module)))
    assert said
    assert said - TO_PROGRAMMERS <= OURS.keys()


def test_a_form_says_them(app: Flask) -> None:
    class Sample(Form):
        size = SelectField(choices=choices_of({"s": "Small"}))
        shelf = SelectField(choices=choices_of({1: "First"}), coerce=int)
        days = IntegerField()

    typed = {"size": "huge", "shelf": "up", "days": "many"}
    with app.test_request_context("/", method="POST", data=typed), force_locale("en"):
        form = Sample()
        form.validate()
    assert form.size.errors == ["Please choose from what is offered."]
    assert form.shelf.errors == ["Please choose from what is offered."]
    assert form.days.errors == ["A whole number, please."]
