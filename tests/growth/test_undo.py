"""What ends a task, hides an entry or a template can be taken back by whoever did it."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from coachhub.clients.models import Client
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import UNDO_WITHIN, Act, Closing, Outcome, Party, TaskState, reopened
from tests.cast import ZONE, Cast
from tests.growth.tasks import a_draft, suggest_to
from tests.rows import audited
from tests.safety.answering import answer
from tests.undoing import undo

TOO_LATE = "taken back any more"


def _task(cast: Cast, *, agreed: bool = True, **other: object) -> UUID:
    """Mara suggests a task to Ben, who perhaps agrees."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        task = suggest_to(ben, by=Actor(cast.users["mara"], "coach"), **other)
        if agreed:
            by = Actor(cast.users["ben"], "client")
            growth.act(task, Act.AGREE, by=by, party=Party.CLIENT)
        key = task.id
        db.session.commit()
    return key


def _at_desk(cast: Cast, task: UUID) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/tasks/{task}"


def _state(superuser: Engine, task: UUID) -> str:
    with superuser.connect() as connection:
        found = connection.scalar(
            text("SELECT state FROM growth_task WHERE id = :id"), {"id": task}
        )
    return str(found)


@pytest.mark.parametrize(
    ("who", "ending", "before"),
    [
        ("mara", "stop", "agreed"),
        ("mara", "withdrawal", "suggested"),
        ("ben", "stop", "agreed"),
        ("ben", "finish", "agreed"),
        ("ben", "decline", "suggested"),
    ],
)
def test_an_end_is_taken_back(
    cast: Cast, superuser: Engine, who: str, ending: str, before: str
) -> None:
    task = _task(cast, agreed=before == "agreed")
    own = f"/portal/north/tasks/{task}" if who == "ben" else _at_desk(cast, task)
    visitor = cast.browser(who)
    ended = visitor.post(f"{own}/{ending}")
    assert _state(superuser, task) in ("stopped", "done")
    assert "It is as it was" in undo(visitor, ended.location)
    assert _state(superuser, task) == before
    assert audited(superuser)[-1].action == "task.reopened"
    assert "stopped" not in cast.browser("mara").get(_at_desk(cast, task)).text


def test_only_who_ended_it_takes_it_back(cast: Cast, superuser: Engine) -> None:
    task = _task(cast)
    mara, ben = cast.browser("mara"), cast.browser("ben")
    ben.post(f"/portal/north/tasks/{task}/stop")
    late = mara.post(f"{_at_desk(cast, task)}/reopening")
    assert TOO_LATE in mara.get(late.location).text
    assert _state(superuser, task) == "stopped"


def test_what_goes_on_has_no_end_to_take_back(cast: Cast, superuser: Engine) -> None:
    task, ben = _task(cast), cast.browser("ben")
    late = ben.post(f"/portal/north/tasks/{task}/reopening")
    assert TOO_LATE in ben.get(late.location).text
    assert _state(superuser, task) == "agreed"


def test_it_is_offered_for_an_hour() -> None:
    now = clock.now()
    recent, old = (Closing(Party.COACH, now - age, True) for age in (UNDO_WITHIN, UNDO_WITHIN * 2))
    assert reopened(recent, Party.COACH, now) is TaskState.AGREED
    assert reopened(recent, Party.CLIENT, now) is None
    assert reopened(old, Party.COACH, now) is None
    assert reopened(Closing(Party.COACH, now - timedelta(0), False), Party.COACH, now) is (
        TaskState.SUGGESTED
    )


def test_what_looks_back_stays_ended_while_safety_comes_first(
    cast: Cast, superuser: Engine
) -> None:
    task, ben = _task(cast), cast.browser("ben")
    with superuser.begin() as connection:
        connection.execute(text("UPDATE growth_task SET looks_back = true"))
    ben.post(f"/portal/north/tasks/{task}/stop")
    answer(ben, afraid="yes")
    late = ben.post(f"/portal/north/tasks/{task}/reopening")
    assert TOO_LATE in ben.get(late.location).text
    assert _state(superuser, task) == "stopped"


def _entry(cast: Cast, task: UUID) -> UUID:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        row = db.session.get_one(GrowthTask, (cast.north, task))
        draft = growth.EntryDraft(clock.today(ZONE), Outcome.DONE, is_shared=True)
        by = Actor(cast.users["ben"], "client")
        key = growth.write_entry(row, draft, by=by, key=new_id()).id
        db.session.commit()
    return key


def test_an_entry_that_was_marked_as_seen_waits_again(cast: Cast) -> None:
    task, mara = _task(cast), cast.browser("mara")
    here = f"{_at_desk(cast, task)}/entries/{_entry(cast, task)}"
    seen = mara.post(f"{here}/seen")
    assert "Seen, no answer needed" in undo(mara, seen.location)
    mara.post(f"{here}/seen")
    mara.post(f"{here}/answer", {"feedback": "Loud how?"})
    late = mara.post(f"{here}/unseen")
    page = mara.get(late.location).text
    assert TOO_LATE in page
    assert "Loud how?" in page


def test_a_template_comes_back_into_the_library(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mara = cast.browser("mara")
    new = {"words": "Hum a song", "category": "joy", "kind": "habit", "rhythm": "a_week"}
    assert mara.fill("/app/north/tasks/new", **new, amount="3").status_code == 303
    [edit] = re.findall(r"/app/north/tasks/[0-9a-f-]{36}/edit", mara.get("/app/north/tasks").text)
    gone = mara.post(edit.replace("edit", "retirement"))
    assert "Hum a song" in undo(mara, gone.location)
    again = mara.post(edit.replace("edit", "return"))
    assert again.status_code == 303
    mara.post(edit.replace("edit", "retirement"))
    monkeypatch.setattr("coachhub.growth.services.templates.MOST_OWN", 0)
    full = mara.post(edit.replace("edit", "return"))
    page = mara.get(full.location).text
    assert "it stays out" in page
    assert "Hum a song" not in page


def test_a_draft_is_the_same_after_it(cast: Cast, superuser: Engine) -> None:
    """What the task says is not touched by ending it and taking that back."""
    task, mara = _task(cast, agreed=False), cast.browser("mara")
    ended = mara.post(f"{_at_desk(cast, task)}/withdrawal")
    assert a_draft().words in undo(mara, ended.location)
