"""Tasks for tests."""

from dataclasses import replace
from typing import Any

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Category, Kind, Rhythm


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
