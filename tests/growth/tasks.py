"""Tasks for tests."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Category, Kind, Rhythm
from tests.cast import Cast
from tests.visitor import Visitor


def a_draft(**other: Any) -> growth.TaskDraft:
    """A habit of joy, three times a week from today."""
    draft = growth.TaskDraft(
        words="Sing in the kitchen",
        category=Category.JOY,
        kind=Kind.HABIT,
        rhythm=Rhythm.A_WEEK,
        amount=3,
        starts_on=clock.today("Europe/Berlin"),
    )
    return replace(draft, **other)


def suggest_to(client: Client, *, by: Actor, **other: Any) -> GrowthTask:
    """The client is suggested such a task, however many there are."""
    return growth.suggest(client, a_draft(**other), by=by, key=new_id(), knowingly=True)


def tasks_of(cast: Cast, client: str = "ben") -> str:
    """The path of the client's tasks at the desk."""
    return f"/app/north/clients/{cast.clients[client]}/tasks"


def suggest(cast: Cast, mara: Visitor, **typed: object) -> UUID:
    """Mara suggests a task of the library to Ben, the walk unless another is named; its id."""
    template = typed.pop("template", "t34")
    answer = mara.fill(f"{tasks_of(cast)}/new?template={template}", **typed)
    assert answer.status_code == 303, answer.text
    page = mara.get(tasks_of(cast)).text
    return UUID(re.findall(rf"{tasks_of(cast)}/([0-9a-f-]{{36}})", page)[-1])
