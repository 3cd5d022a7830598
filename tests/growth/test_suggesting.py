"""The form in which a task is suggested, and what it refuses."""

import re

import pytest

from tests.cast import Cast
from tests.growth.tasks import suggest, tasks_of
from tests.visitor import Visitor


def test_the_same_form_sent_twice_makes_one(cast: Cast, mara: Visitor) -> None:
    form = mara.form(f"{tasks_of(cast)}/new?template=t34")
    for _time in range(2):
        assert mara.post(f"{tasks_of(cast)}/new", form).status_code == 303
    assert mara.get(tasks_of(cast)).text.count("Walk twenty minutes") == 1


def test_more_than_five_take_a_word(cast: Cast, mara: Visitor) -> None:
    for _number in range(5):
        suggest(cast, mara)
    new = f"{tasks_of(cast)}/new?template=t34"
    refused = mara.fill(new, words="A sixth one")
    assert refused.status_code == 422
    assert "carries five tasks already" in refused.text
    assert "A sixth one" in refused.text
    assert mara.send_again(refused, knowingly="y").status_code == 303


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"words": ""}, "This is needed"),
        ({"amount": ""}, "Please say how many"),
        ({"amount": "8"}, "At most 7 with this rhythm"),
        ({"rhythm": "once"}, "go with that kind of task"),
        ({"rhythm": "weekdays"}, "choose at least one day"),
        ({"rhythm": "hourly"}, "choose from what is offered"),
        ({"starts_on": "soon"}, "A date, please"),
        ({"starts_on": "0001-01-01"}, "From 30 days ago"),
        ({"starts_on": "2020-01-01"}, "From 30 days ago"),
        ({"starts_on": "9999-12-31"}, "to a year ahead"),
        ({"ends_on": "2020-01-01"}, "before the first day"),
        ({"ends_on": "2999-01-01"}, "At most a year"),
        ({"cue": "When"}, "needs both halves"),
        ({"more_categories": ["kindness", "joy", "reflection"]}, "Two more at most"),
        ({"minutes": "0"}, "from 1 to 600"),
    ],
)
def test_a_suggestion_is_refused_and_kept(
    cast: Cast, mara: Visitor, typed: dict[str, object], message: str
) -> None:
    answer = mara.fill(f"{tasks_of(cast)}/new?template=t34", **{"why": "Kept words", **typed})
    assert answer.status_code == 422
    assert message in answer.text.replace("&#39;", "'")
    assert "Kept words" in answer.text


TOLD = re.compile(r'<details class="fold"( open)?>.*?data-told>([^<]*)<', re.DOTALL)


@pytest.mark.parametrize(
    ("template", "typed", "told"),
    [
        ("", {}, ["A habit · 3 times a week", "Personal goal · Small:", "Not said yet."]),
        ("t02", {}, ["A habit · every 2 weeks", "Kindness · Joy · Medium:", "Not said yet."]),
        ("t02", {"rhythm": "often"}, [None, "Kindness · Joy", "Not said yet."]),
        ("t02", {"category": "fame"}, ["every 2 weeks", None, "Not said yet."]),
        ("t02", {"cue": "It rains"}, ["every 2 weeks", "Kindness · Joy", None]),
        (
            "t02",
            {"words": "", "cue": "It rains.", "action": "bake", "small_version": "a toast"},
            ["every 2 weeks", "Kindness · Joy", "When It rains, I will bake · a toast"],
        ),
    ],
)
def test_what_is_folded_is_told_or_open(
    cast: Cast, mara: Visitor, template: str, typed: dict[str, str], told: list[str | None]
) -> None:
    new = f"{tasks_of(cast)}/new?template={template}"
    page = (mara.fill(new, **typed) if typed else mara.get(new)).text
    found = TOLD.findall(page)
    assert [bool(is_open) for is_open, _told in found] == [one is None for one in told]
    for words, (_is_open, line) in zip(told, found, strict=True):
        assert words is None or words in line
