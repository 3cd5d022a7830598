"""What a client tells of a task, what of it is kept private, and how the coach answers."""

import re

import pytest
from sqlalchemy import Engine, text

from tests.cast import Cast
from tests.growth.tasks import suggest, tasks_of
from tests.visitor import Visitor


def test_mood_is_told_on_the_scale_and_may_be_left_out(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    own = f"/portal/north/tasks/{suggest(cast, mara)}"
    ben.post(f"{own}/agreement")
    page = ben.get(own).text
    for name in ("mood_before", "mood_after"):
        values = re.findall(rf'type="radio" name="{name}"[^>]* value="(\d*)"', page)
        assert values == [*map(str, range(11)), ""]
    assert "checked" not in page.split('id="mood_before"', 1)[1].split("</fieldset>", 1)[0]
    assert ben.fill(own, outcome="done", mood_before="", mood_after="0").status_code == 303
    assert "None" not in ben.get(own).text


def test_what_is_kept_private_stays_so(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done", reflection="For me alone", is_private="y")
    assert "For me alone" in ben.get(own).text
    page = mara.get(f"{tasks_of(cast)}/{task}").text
    assert "For me alone" not in page
    assert "They keep what they wrote to themselves" in page
    assert "entry to answer" not in mara.get(tasks_of(cast)).text


def test_moods_are_drawn_for_whoever_may_read_them(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = suggest(cast, mara)
    own, coachs = f"/portal/north/tasks/{task}", f"{tasks_of(cast)}/{task}"
    ben.post(f"{own}/agreement")
    for before, after in ((4, 7), (5, 5)):
        ben.fill(own, outcome="done", mood_before=before, mood_after=after)
    ben.fill(own, outcome="done", mood_before=3)
    assert "<figure" not in ben.get(own).text
    ben.fill(own, outcome="done", mood_before=6, mood_after=2, is_private="y")
    mine, theirs = ben.get(own).text, mara.get(coachs).text
    assert "Higher afterwards 1 time, the same 1 time, lower afterwards 1 time." in mine
    assert "mood 6 → 2" in mine
    assert "<figure" not in theirs
    assert "mood 6 → 2" not in theirs
    ben.fill(own, outcome="done", mood_before=0, mood_after=10)
    assert "Higher afterwards 2 times, the same 1 time." in mara.get(coachs).text


def test_an_entry_that_was_not_shared_can_not_be_answered(
    cast: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    task = suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done", is_private="y")
    with superuser.connect() as connection:
        entry = connection.scalar(text("SELECT id FROM task_entry"))
    answer = mara.post(f"{tasks_of(cast)}/{task}/entries/{entry}/answer", {"feedback": "Hm"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"outcome": "never"}, "choose from what is offered"),
        ({"done_on": "2999-01-01"}, "still to come"),
        ({"done_on": "2020-01-01"}, "too long ago"),
        ({"mood_before": "11"}, "choose from what is offered"),
        ({"minutes": "1441"}, "At most a day"),
    ],
)
def test_an_entry_is_refused_and_kept(
    cast: Cast, mara: Visitor, ben: Visitor, typed: dict[str, object], message: str
) -> None:
    own = f"/portal/north/tasks/{suggest(cast, mara)}"
    ben.post(f"{own}/agreement")
    answer = ben.fill(own, **{"outcome": "done", "reflection": "Kept words", **typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kept words" in answer.text


def test_an_entry_without_words_says_how_it_went(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    """Its answer is what the page is for, and needs no words to quote."""
    task = suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{tasks_of(cast)}/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done")
    page = mara.get(path).text
    assert "<p>Done</p>" in page
    assert "quote their words" not in page
    assert page.count("button--main") == 1
    assert re.search(r"button--main[^>]*>Send the answer", page)
    assert "Answer it</summary>" not in page


def test_what_waits_for_an_answer_is_marked_after_a_task_ended(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    task = suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    for private in ({}, {"is_private": "y"}):
        ben.fill(own, outcome="done", reflection="It was quiet", **private)
    assert mara.post(f"{tasks_of(cast)}/{task}/stop").status_code == 303
    before = mara.get(tasks_of(cast)).text.split(">Before</h2>")[1]
    assert "1 entry to answer" in before


def test_an_empty_answer_is_refused(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done")
    [answer] = re.findall(r'action="([^"]+/answer)"', mara.get(f"{tasks_of(cast)}/{task}").text)
    refused = mara.post(answer, {"feedback": " "})
    assert refused.status_code == 422
    assert "This is needed" in refused.text


def test_an_empty_answer_has_the_focus_among_several(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    task = suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{tasks_of(cast)}/{task}"
    ben.post(f"{own}/agreement")
    for _time in range(2):
        ben.fill(own, outcome="done")
    assert "data-focus" not in mara.get(path).text
    answers = re.findall(r'action="([^"]+/answer)"', mara.get(path).text)
    assert len(answers) == 2
    for sent in answers:
        refused = mara.post(sent, {"feedback": ""}).text
        [form] = [one for one in refused.split("<form")[1:] if f'action="{sent}"' in one]
        assert re.search(r"<textarea[^>]* data-focus", form)
        assert refused.count("data-focus") == 1


def test_an_answer_to_an_entry_of_a_later_page_stays_with_it(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    task = suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{tasks_of(cast)}/{task}"
    ben.post(f"{own}/agreement")
    for _time in range(21):
        ben.fill(own, outcome="done")
    [answer] = re.findall(r'action="([^"]+/answer)"', mara.get(f"{path}?page=2").text)
    refused = mara.post(answer, {"feedback": ""}).text
    assert "This is needed" in refused
    assert f'href="{path}?page=1#written"' in refused
    given = mara.post(answer, {"feedback": "Well done"}).location
    assert given.startswith(f"{path}?page=2#entry-")
    assert f'id="{given.partition("#")[2]}"' in mara.get(given.partition("#")[0]).text


def test_what_is_due_once_is_done_with_its_entry(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    answer = mara.fill(f"{tasks_of(cast)}/new?template=t03")
    assert answer.status_code == 303
    page = ben.get("/portal/north/tasks").text
    [task] = re.findall(r"/portal/north/tasks/([0-9a-f-]{36})", page)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    assert ben.fill(own, outcome="partly", who_was_glad="An aunt").status_code == 303
    assert "partly done" in ben.get("/portal/north/tasks").text
    assert "Glad: An aunt" in mara.get(f"{tasks_of(cast)}/{task}").text
