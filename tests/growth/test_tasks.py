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
from tests.growth.tasks import a_draft, suggest, suggest_to, tasks_of
from tests.rows import everything
from tests.safety.answering import answer
from tests.statements import counted
from tests.visitor import Visitor


def test_a_task_is_suggested_agreed_done_and_answered(
    cast: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    task = suggest(cast, mara, cue="I close the laptop", action="I put on my shoes")
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
    assert "1 entry to answer" in mara.get(tasks_of(cast)).text
    page = mara.get(f"{tasks_of(cast)}/{task}").text
    assert "The river was loud" in page
    assert "mood 4 → 7" in page
    [answer] = re.findall(r'action="([^"]+/answer)"', page)
    assert mara.post(answer, {"feedback": "Loud how?"}).status_code == 303
    assert "Loud how?" in ben.get(own).text
    assert "entry to answer" not in mara.get(tasks_of(cast)).text
    for private in ("river was loud", "Loud how", "put on my shoes"):
        assert private not in everything(superuser)


def test_what_looks_back_waits_while_safety_comes_first(
    cast: Cast, mara: Visitor, ben: Visitor
) -> None:
    words = "moments when you stopped listening"
    [suggested, agreed] = [suggest(cast, mara, template="t08") for _ in range(2)]
    walk = suggest(cast, mara)
    assert ben.post(f"/portal/north/tasks/{agreed}/agreement").status_code == 303
    assert words in ben.get("/portal/north/tasks").text
    answer(ben, afraid="yes")
    for page in ("/portal/north/tasks", "/portal/north/today", f"/portal/north/tasks/{suggested}"):
        assert words not in ben.get(page).text
    assert "This task rests for now" in ben.get(f"/portal/north/tasks/{agreed}").text
    assert "Tell how it went" not in ben.get(f"/portal/north/tasks/{agreed}").text
    assert f"/portal/north/tasks/{walk}" in ben.get("/portal/north/tasks").text
    assert "unseen by Ben" in mara.get(tasks_of(cast)).text
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
    task = suggest(cast, mara)
    assert ben.post(f"/portal/north/tasks/{task}/decline").status_code == 303
    assert "stopped" in mara.get(tasks_of(cast)).text
    again = ben.post(f"/portal/north/tasks/{task}/agreement")
    assert "somewhere else by now" in ben.get(again.location).text


def test_the_client_makes_it_fit(cast: Cast, mara: Visitor, ben: Visitor) -> None:
    task = suggest(cast, mara)
    fit = f"/portal/north/tasks/{task}/fit"
    assert ben.fill(fit, words="Walk to the corner", amount="2", minutes="5").status_code == 303
    page = mara.get(f"{tasks_of(cast)}/{task}").text
    assert "Walk to the corner" in page
    assert "2 times a week, 5\N{NO-BREAK SPACE}minutes" in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_client_s_start_out_of_reach_is_refused_and_kept(
    cast: Cast, mara: Visitor, ben: Visitor, day: str
) -> None:
    fit = f"/portal/north/tasks/{suggest(cast, mara)}/fit"
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
    task = suggest(cast, mara)
    edit = f"{tasks_of(cast)}/{task}/edit"
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
    task = suggest(cast, mara)
    edit = f"{tasks_of(cast)}/{task}/edit"
    ben.post(f"/portal/north/tasks/{task}/agreement")
    answer = mara.fill(edit, words="Something else")
    assert "answered it meanwhile" in mara.get(answer.location).text
    assert "Something else" not in ben.get(f"/portal/north/tasks/{task}").text


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
