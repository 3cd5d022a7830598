"""What the demo's coaches note of their clients beside the record: tags, hopes, words to keep."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import update

from coachhub.clients import services as clients
from coachhub.clients.models import Pin, StatedHope
from coachhub.clients.rules import Hope
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.ops.demo_scene import Scene

TAGS = {
    "anna": ("evenings", "choir"),
    "ben": ("evenings", "45 days"),
    "carla": ("children", "travels"),
    "greta": ("evenings",),
    "ivo": ("last session", "workshop"),
    "jun": ("by text",),
    "liam": ("scholarship",),
    "sofia": ("may be quoted",),
    "hannah": ("children",),
}


class Told(NamedTuple):
    """A hope: days ago, what, how sure, and whether the client said it in their portal."""

    ago: int
    hope: Hope
    sureness: int | None
    by_client: bool = True


HOPES = {
    "anna": (
        Told(51, Hope.NOT_SURE, 4),
        Told(29, Hope.NOT_SURE, 6, by_client=False),
        Told(2, Hope.MOVE_ON, 8),
    ),
    "ben": (Told(26, Hope.TOGETHER_AGAIN, 8), Told(7, Hope.NOT_SURE, None, by_client=False)),
    "carla": (Told(38, Hope.MOVE_ON, 9),),
}


class Given(NamedTuple):
    """A sentence to keep in mind, and how many days ago it was pinned."""

    ago: int
    words: str


PINS = {
    "anna": (
        Given(40, "Whose quiet is it, when you keep quiet?"),
        Given(2, "A clean hallway is allowed to be a joy."),
    ),
    "ben": (Given(6, "One evening isn’t the plan. The plan is what you do the morning after."),),
    "carla": (Given(15, "You answer for the children, and tomorrow is soon enough."),),
}


def tell(scene: Scene) -> None:
    """Tags on the cast, what they hope for, and what they are to keep in mind."""
    for name, tags in TAGS.items():
        for tag in tags:
            clients.put_on(scene.clients[name], tag, by=scene.member("mara"))
    for name, hopes in HOPES.items():
        for told in hopes:
            _hope(scene, name, told)
    for name, pins in PINS.items():
        for given in pins:
            _pin(scene, name, given)


def _hope(scene: Scene, name: str, told: Told) -> None:
    by = scene.client(name) if told.by_client else scene.member("mara")
    row = clients.tell_hope(scene.clients[name], told.hope, told.sureness, key=new_id(), by=by)
    db.session.execute(
        update(StatedHope)
        .where(StatedHope.practice_id == scene.practice_id, StatedHope.id == row.id)
        .values(told_at=scene.moment(timedelta(days=told.ago, hours=1)))
    )


def _pin(scene: Scene, name: str, given: Given) -> None:
    row = clients.pin(scene.clients[name], given.words, key=new_id(), by=scene.member("mara"))
    db.session.execute(
        update(Pin)
        .where(Pin.practice_id == scene.practice_id, Pin.id == row.id)
        .values(pinned_at=scene.moment(timedelta(days=given.ago, hours=1)))
    )
