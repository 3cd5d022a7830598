"""What the demo's clients answered about safety, and what Mara did about it."""

from datetime import datetime, timedelta

from sqlalchemy import update

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.ops.demo_scene import Scene
from coachhub.safety import services as safety
from coachhub.safety.models import LegalHold, SafetyAction, SafetyFlag, SafetyScreen
from coachhub.safety.rules import (
    ActionKind,
    Answer,
    Ending,
    Filler,
    FlagKind,
    Question,
)

CALM = {
    question: Answer.YES if question is Question.REACHABLE else Answer.NO for question in Question
}


def tell(scene: Scene) -> None:
    """Answers of different weight, each seen to; one person would rather talk."""
    _answer(scene, "anna", 49)
    _answer(scene, "ben", 26)
    _carla(scene)
    _greta(scene)
    _jun(scene)
    safety.ask_to_talk(scene.clients["liam"], by=scene.client("liam"))
    _date_back(scene, "liam", 2)


def _carla(scene: Scene) -> None:
    """Sometimes afraid, at first; talked about and settled since."""
    _answer(scene, "carla", 60, {Question.AFRAID: Answer.SOMETIMES})
    flag = _flag(scene, "carla", FlagKind.AFRAID)
    safety.discuss(flag, by=scene.member("mara"))
    safety.close(
        flag,
        Ending.SETTLED,
        "It was the stairs at hand-over, in the dark. They meet at the school gate now; she "
        "sleeps again.",
        by=scene.member("mara"),
    )
    flag.seen_at, flag.closed_at = _ago(scene, 58), _ago(scene, 12)


def _greta(scene: Scene) -> None:
    """Something urgent on her second evening: seen the same night, closed with a reason."""
    _answer(scene, "greta", 19, {Question.HARM: Answer.MIGHT_ACT})
    client, mara = scene.clients["greta"], scene.member("mara")
    safety.acknowledge(client, by=mara)
    steps = (
        (ActionKind.SPOKE, 19, "Rang within the hour; her brother came and stayed the night."),
        (ActionKind.REFERRED, 18, "Dr Amin sees her on Thursdays. We go on beside it."),
    )
    for kind, days, note in steps:
        safety.note_action(client, kind, _ago(scene, days), note, by=mara, key=new_id())
    flag = _flag(scene, "greta", FlagKind.SELF_HARM)
    safety.close(
        flag,
        Ending.SETTLED,
        "Three weeks with Dr Amin. She has her card of five people and used it once.",
        by=mara,
    )
    flag.seen_at, flag.closed_at = _ago(scene, 19), _ago(scene, 3)
    _date_back(scene, "greta", 19)


def _jun(scene: Scene) -> None:
    """An order names them: a legal hold stands, and work rests."""
    _answer(scene, "jun", 60, {Question.ORDER: Answer.BINDS_ME, Question.ASKED_TO_STOP: Answer.YES})
    for kind in (FlagKind.ORDER_BINDS_CLIENT, FlagKind.ASKED_TO_STOP):
        flag = _flag(scene, "jun", kind)
        safety.discuss(flag, by=scene.member("mara"))
        flag.seen_at = _ago(scene, 58)
    _date_back(scene, "jun", 60)


def _answer(
    scene: Scene, name: str, days: int, answers: dict[Question, Answer] | None = None
) -> None:
    """So many days ago, together with Mara."""
    safety.answer(
        scene.clients[name],
        {**CALM, **(answers or {})},
        filled_by=Filler.TOGETHER,
        by=scene.member("mara"),
        key=new_id(),
    )
    _date_back(scene, name, days)


def _flag(scene: Scene, name: str, kind: FlagKind) -> SafetyFlag:
    flags = safety.unclosed_flags(scene.practice_id, scene.clients[name].id)
    return next(flag for flag in flags if flag.kind == kind)


def _date_back(scene: Scene, name: str, days: int) -> None:
    """What there is of this client is as old as its story says."""
    then = _ago(scene, days)
    db.session.flush()
    for column in (
        SafetyScreen.answered_at,
        SafetyFlag.opened_at,
        SafetyAction.noted_at,
        LegalHold.set_at,
    ):
        model = column.class_
        db.session.execute(
            update(model)
            .where(
                model.practice_id == scene.practice_id,
                model.client_id == scene.clients[name].id,
            )
            .values({column.key: then})
        )


def _ago(scene: Scene, days: int) -> datetime:
    return scene.moment(timedelta(days=days, hours=4))
