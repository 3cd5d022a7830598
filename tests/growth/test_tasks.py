"""A task from suggestion to feedback, as coach and client see it."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text, update

from coachhub.clients.models import Client
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Act, Outcome, Party
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagState
from tests.cast import ZONE, Cast
from tests.growth.tasks import a_draft, suggest_to
from tests.rows import everything
from tests.safety.answering import answer
from tests.statements import counted
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")


def _tasks(cast: Cast, client: str = "ben") -> str:
    return f"/app/north/clients/{cast.clients[client]}/tasks"


def _suggest(cast: Cast, mara: Visitor, **typed: object) -> UUID:
    """Mara suggests a task of the library to Ben, the walk unless another is named; its id."""
    template = typed.pop("template", "t34")
    answer = mara.fill(f"{_tasks(cast)}/new?template={template}", **typed)
    assert answer.status_code == 303, answer.text
    page = mara.get(_tasks(cast)).text
    return UUID(re.findall(rf"{_tasks(cast)}/([0-9a-f-]{{36}})", page)[-1])


def test_a_task_is_suggested_agreed_done_and_answered(
    cast: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    task = _suggest(cast, mara, cue="I close the laptop", action="I put on my shoes")
    own = f"/portal/north/tasks/{task}"
    assert "For you to look at" in ben.get("/portal/north/tasks").text
    assert f'href="{own}"' in ben.get("/portal/north/today").text
    page = ben.get(own).text
    assert "Why this helps" in page
    assert "When I close the laptop, I will I put on my shoes" in page
    assert "Tell how it went" not in page
    assert ben.post(f"{own}/agreement").status_code == 303
    told = {"outcome": "done", "reflection": "The river was loud", "mood_before": "4"}
    assert ben.fill(own, **told, mood_after="7", minutes="25").status_code == 303
    assert "1 of 5 this week" in ben.get("/portal/north/tasks").text
    assert "1 entry to answer" in mara.get(_tasks(cast)).text
    page = mara.get(f"{_tasks(cast)}/{task}").text
    assert "The river was loud" in page
    assert "mood 4 → 7" in page
    [answer] = re.findall(r'action="([^"]+/answer)"', page)
    assert mara.post(answer, {"feedback": "Loud how?"}).status_code == 303
    assert "Loud how?" in ben.get(own).text
    assert "entry to answer" not in mara.get(_tasks(cast)).text
    for private in ("river was loud", "Loud how", "put on my shoes"):
        assert private not in everything(superuser)


def test_mood_is_told_on_the_scale_and_may_be_left_out(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    own = f"/portal/north/tasks/{_suggest(cast, mara)}"
    ben.post(f"{own}/agreement")
    page = ben.get(own).text
    for name in ("mood_before", "mood_after"):
        values = re.findall(rf'type="radio" name="{name}"[^>]* value="(\d*)"', page)
        assert values == [*map(str, range(11)), ""]
    assert "checked" not in page.split('id="mood_before"', 1)[1].split("</fieldset>", 1)[0]
    assert ben.fill(own, outcome="done", mood_before="", mood_after="0").status_code == 303
    assert "None" not in ben.get(own).text


def test_what_is_kept_private_stays_so(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done", reflection="For me alone", is_private="y")
    assert "For me alone" in ben.get(own).text
    page = mara.get(f"{_tasks(cast)}/{task}").text
    assert "For me alone" not in page
    assert "They keep what they wrote to themselves" in page
    assert "entry to answer" not in mara.get(_tasks(cast)).text


def test_moods_are_drawn_for_whoever_may_read_them(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    own, coachs = f"/portal/north/tasks/{task}", f"{_tasks(cast)}/{task}"
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
    task = _suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done", is_private="y")
    with superuser.connect() as connection:
        entry = connection.scalar(text("SELECT id FROM task_entry"))
    answer = mara.post(f"{_tasks(cast)}/{task}/entries/{entry}/answer", {"feedback": "Hm"})
    assert answer.status_code == 404


def test_what_looks_back_waits_while_safety_comes_first(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    words = "moments when you stopped listening"
    [suggested, agreed] = [_suggest(cast, mara, template="t08") for _ in range(2)]
    walk = _suggest(cast, mara)
    assert ben.post(f"/portal/north/tasks/{agreed}/agreement").status_code == 303
    assert words in ben.get("/portal/north/tasks").text
    answer(ben, afraid="yes")
    for page in ("/portal/north/tasks", "/portal/north/today", f"/portal/north/tasks/{suggested}"):
        assert words not in ben.get(page).text
    assert "This task rests for now" in ben.get(f"/portal/north/tasks/{agreed}").text
    assert "Tell how it went" not in ben.get(f"/portal/north/tasks/{agreed}").text
    assert f"/portal/north/tasks/{walk}" in ben.get("/portal/north/tasks").text
    assert "unseen by Ben" in mara.get(_tasks(cast)).text
    _act_on_what_waits(cast, suggested, agreed)
    _settle(cast)
    assert words in ben.get("/portal/north/tasks").text
    assert ben.post(f"/portal/north/tasks/{suggested}/agreement").status_code == 303


def _act_on_what_waits(cast: Cast, suggested: UUID, agreed: UUID) -> None:
    """The services refuse to take it on, to change it, to write to it, to suggest one more."""
    by = Actor(cast.users["ben"], "client")
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        one, other = (
            db.session.get_one(GrowthTask, (cast.north, key)) for key in (suggested, agreed)
        )
        with pytest.raises(growth.Waits):
            growth.act(one, Act.AGREE, by=by, party=Party.CLIENT)
        with pytest.raises(growth.Waits):
            growth.change_task(one, a_draft(), version=one.version, by=by, party=Party.CLIENT)
        entry = growth.EntryDraft(clock.today(ZONE), Outcome.DONE, is_shared=True)
        with pytest.raises(growth.Waits):
            growth.write_entry(other, entry, by=by, key=new_id())
        with pytest.raises(growth.Waits):
            growth.suggest(client, a_draft(), by=by, key=new_id(), looks_back=True)


def _settle(cast: Cast) -> None:
    """The flags are closed, as if both had looked."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        closed = {"state": FlagState.CLOSED, "closed_at": clock.now()}
        db.session.execute(update(SafetyFlag).values(closed))
        db.session.commit()


def test_the_client_declines_without_a_reason(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    assert ben.post(f"/portal/north/tasks/{task}/decline").status_code == 303
    assert "stopped" in mara.get(_tasks(cast)).text
    again = ben.post(f"/portal/north/tasks/{task}/agreement")
    assert "somewhere else by now" in ben.get(again.location).text


def test_the_client_makes_it_fit(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    fit = f"/portal/north/tasks/{task}/fit"
    assert ben.fill(fit, words="Walk to the corner", amount="2", minutes="5").status_code == 303
    page = mara.get(f"{_tasks(cast)}/{task}").text
    assert "Walk to the corner" in page
    assert "2 times a week, 5\N{NO-BREAK SPACE}minutes" in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_client_s_start_out_of_reach_is_refused_and_kept(
    cast: Cast, mara: Visitor, ben: Visitor, day: str
) -> None:
    fit = f"/portal/north/tasks/{_suggest(cast, mara)}/fit"
    answer = ben.fill(fit, words="Walk to the corner", starts_on=day)
    assert answer.status_code == 422
    assert "From 30 days ago to a year ahead" in answer.text
    assert "Walk to the corner" in answer.text


def test_a_start_of_long_ago_may_stay(cast: Cast, ben: Visitor) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        ben_himself = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        start = clock.today(ZONE) - timedelta(days=90)
        by = Actor(cast.users["mara"], "coach")
        fit = f"/portal/north/tasks/{suggest_to(ben_himself, by=by, starts_on=start).id}/fit"
        db.session.commit()
    assert ben.fill(fit, words="Hum in the kitchen").status_code == 303


def test_a_late_save_shows_both(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    edit = f"{_tasks(cast)}/{task}/edit"
    before = mara.form(edit)
    ben.fill(f"/portal/north/tasks/{task}/fit", words="Walk to the corner")
    late = mara.post(edit, {**before, "words": "Walk to the lake"})
    assert late.status_code == 409
    assert "Walk to the corner" in late.text
    assert "Walk to the lake" in late.text
    assert mara.send_again(late).status_code == 303
    assert "Walk to the lake" in ben.get(f"/portal/north/tasks/{task}").text


def test_what_was_agreed_the_coach_no_longer_changes(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    task = _suggest(cast, mara)
    edit = f"{_tasks(cast)}/{task}/edit"
    ben.post(f"/portal/north/tasks/{task}/agreement")
    answer = mara.fill(edit, words="Something else")
    assert "answered it meanwhile" in mara.get(answer.location).text
    assert "Something else" not in ben.get(f"/portal/north/tasks/{task}").text


def test_the_same_form_sent_twice_makes_one(cast: Cast, mara: Visitor) -> None:
    form = mara.form(f"{_tasks(cast)}/new?template=t34")
    for _time in range(2):
        assert mara.post(f"{_tasks(cast)}/new", form).status_code == 303
    assert mara.get(_tasks(cast)).text.count("Walk twenty minutes") == 1


def test_more_than_five_take_a_word(cast: Cast, mara: Visitor) -> None:
    for _number in range(5):
        _suggest(cast, mara)
    new = f"{_tasks(cast)}/new?template=t34"
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
    answer = mara.fill(f"{_tasks(cast)}/new?template=t34", **{"why": "Kept words", **typed})
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
    new = f"{_tasks(cast)}/new?template={template}"
    page = (mara.fill(new, **typed) if typed else mara.get(new)).text
    found = TOLD.findall(page)
    assert [bool(is_open) for is_open, _told in found] == [one is None for one in told]
    for words, (_is_open, line) in zip(told, found, strict=True):
        assert words is None or words in line


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
    own = f"/portal/north/tasks/{_suggest(cast, mara)}"
    ben.post(f"{own}/agreement")
    answer = ben.fill(own, **{"outcome": "done", "reflection": "Kept words", **typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kept words" in answer.text


def test_an_entry_without_words_says_how_it_went(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    """Its answer is what the page is for, and needs no words to quote."""
    task = _suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{_tasks(cast)}/{task}"
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
    task = _suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    for private in ({}, {"is_private": "y"}):
        ben.fill(own, outcome="done", reflection="It was quiet", **private)
    assert mara.post(f"{_tasks(cast)}/{task}/stop").status_code == 303
    before = mara.get(_tasks(cast)).text.split(">Before</h2>")[1]
    assert "1 entry to answer" in before


def test_an_empty_answer_is_refused(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = _suggest(cast, mara)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    ben.fill(own, outcome="done")
    [answer] = re.findall(r'action="([^"]+/answer)"', mara.get(f"{_tasks(cast)}/{task}").text)
    refused = mara.post(answer, {"feedback": " "})
    assert refused.status_code == 422
    assert "This is needed" in refused.text


def test_an_empty_answer_has_the_focus_among_several(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    task = _suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{_tasks(cast)}/{task}"
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
    task = _suggest(cast, mara)
    own, path = f"/portal/north/tasks/{task}", f"{_tasks(cast)}/{task}"
    ben.post(f"{own}/agreement")
    for _time in range(21):
        ben.fill(own, outcome="done")
    [answer] = re.findall(r'action="([^"]+/answer)"', mara.get(f"{path}?page=2").text)
    refused = mara.post(answer, {"feedback": ""}).text
    assert "This is needed" in refused
    assert f'href="{path}?page=1"' in refused
    given = mara.post(answer, {"feedback": "Well done"}).location
    assert given.startswith(f"{path}?page=2#entry-")
    assert f'id="{given.partition("#")[2]}"' in mara.get(given.partition("#")[0]).text


def test_what_is_due_once_is_done_with_its_entry(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    answer = mara.fill(f"{_tasks(cast)}/new?template=t03")
    assert answer.status_code == 303
    page = ben.get("/portal/north/tasks").text
    [task] = re.findall(r"/portal/north/tasks/([0-9a-f-]{36})", page)
    own = f"/portal/north/tasks/{task}"
    ben.post(f"{own}/agreement")
    assert ben.fill(own, outcome="partly", who_was_glad="An aunt").status_code == 303
    assert "partly done" in ben.get("/portal/north/tasks").text
    assert "Glad: An aunt" in mara.get(f"{_tasks(cast)}/{task}").text


def test_a_stranger_s_key_is_no_way_to_a_task(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    by = Actor(cast.users["mara"], "coach")
    anna = db.session.get_one(Client, (cast.north, cast.clients["anna"]))
    ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
    task = suggest_to(anna, by=by)
    with pytest.raises(growth.NotPossible):
        growth.suggest(ben, a_draft(), by=by, key=task.id)


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Ben with eight tasks and forty entries."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        by = Actor(cast.users["mara"], "coach")
        ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        for _number in range(8):
            _tell(suggest_to(ben, by=by, starts_on=clock.today(ZONE) - timedelta(days=9)), by)
        db.session.commit()
    return cast


def _tell(task: GrowthTask, by: Actor) -> None:
    growth.act(task, Act.AGREE, by=by, party=Party.CLIENT)
    for day in range(5):
        on = clock.today(ZONE) - timedelta(days=day)
        growth.write_entry(
            task, growth.EntryDraft(on, Outcome.DONE, is_shared=True), by=by, key=new_id()
        )


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("mara", "/app/north/clients/{client}/tasks", 8),
        ("mara", "/app/north/clients/{client}/tasks/{task}", 9),
        ("mara", "/app/north/tasks", 8),
        ("ben", "/portal/north/tasks", 8),
        ("ben", "/portal/north/tasks/{task}", 8),
    ],
)
def test_a_page_takes_few_queries(
    busy: Cast, superuser: Engine, who: str, path: str, most: int
) -> None:
    with superuser.connect() as connection:
        task = connection.scalar(text("SELECT id FROM growth_task ORDER BY id LIMIT 1"))
    browser = busy.browser(who)
    address = path.format(client=busy.clients["ben"], task=task)
    browser.get(address)
    with counted(busy.app) as sent:
        assert browser.get(address).status_code == 200
    assert len(sent) <= most, sent


def test_the_coach_sees_whose_entries_wait(busy: Cast) -> None:
    with busy.app.app_context():
        tenancy.enter_practice(busy.north)
        [waiting] = db.session.execute(growth.signals(busy.north, busy.members["mara"]))
        assert (waiting.client_id, waiting.many) == (busy.clients["ben"], 40)
        assert not db.session.execute(growth.signals(busy.north, busy.members["idris"])).all()
