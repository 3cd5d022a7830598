"""The eight questions are answered, or somebody would rather talk."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select

from coachhub.audit import services as audit
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.safety.models import SafetyFlag, SafetyScreen
from coachhub.safety.rules import (
    HOLDS,
    Answer,
    Filler,
    FlagKind,
    FlagState,
    Level,
    Question,
    highest,
    raised_by,
)
from coachhub.safety.services.alerts import tell
from coachhub.safety.services.holds import hold_by_answer

MOST_SHOWN = 50


class NothingAnswered(Exception):
    """Every question was passed over: nothing was answered."""


class NotTheirs(Exception):
    """The key of this form belongs to somebody else's answers."""


def answer(
    client: Client, answers: Mapping[Question, Answer], *, filled_by: Filler, by: Actor, key: UUID
) -> SafetyScreen:
    """These are the client's newest answers. The flags they raise are open; an order that names
    the client sets a legal hold; where it can't wait, coach and owner are asked by mail to open a
    record, and nothing more is said in it. What waits already to be seen is not mailed again.

    `key` comes from the form: the same form sent twice is one. Raises NothingAnswered, NotTheirs.
    """
    if not answers:
        raise NothingAnswered
    _lock(client)
    sent_before = db.session.get(SafetyScreen, (client.practice_id, key))
    if sent_before is not None:
        if sent_before.client_id != client.id:
            raise NotTheirs
        return sent_before
    screen = SafetyScreen(
        practice_id=client.practice_id, id=key, client_id=client.id, filled_by=filled_by
    )
    screen.answers = json.dumps(dict(answers))
    db.session.add(screen)
    db.session.flush()
    audit.record(client.practice_id, "safety.answered", by=by, about=screen, filled_by=filled_by)
    raised, unclosed = raised_by(answers), _unclosed(client)
    flags = [
        _raise(client, kind, level, unclosed.get(kind), by=by, screen=screen)
        for kind, level in raised.items()
    ]
    if HOLDS & raised.keys():
        hold_by_answer(client, by=by)
    if Question.REACHABLE in answers:
        unsafe = answers[Question.REACHABLE] == Answer.NO
        clients.set_discreet(client, on=unsafe, by=by)
    if any(flag.cannot_wait for flag in flags if flag.screen_id == screen.id):
        tell(client, screen, by=by)
    return screen


def ask_to_talk(client: Client, *, by: Actor) -> None:
    """The coach sees that the client would rather talk than answer in writing. The questions count
    as answered no more than before. Asking again changes nothing.
    """
    _lock(client)
    asked = _unclosed(client).get(FlagKind.RATHER_TALK)
    if asked is None or asked.state != FlagState.OPEN:
        _raise(client, FlagKind.RATHER_TALK, Level.NOTE, asked, by=by)


def screens_of(practice_id: UUID, client_id: UUID) -> Sequence[SafetyScreen]:
    """The latest times the client's questions were answered, the newest first."""
    query = select(SafetyScreen).where(
        SafetyScreen.practice_id == practice_id, SafetyScreen.client_id == client_id
    )
    newest_first = query.order_by(SafetyScreen.answered_at.desc(), SafetyScreen.id.desc())
    return db.session.scalars(newest_first.limit(MOST_SHOWN)).all()


def newest_screen(practice_id: UUID, client_id: UUID) -> SafetyScreen | None:
    """What the client answered last."""
    return next(iter(screens_of(practice_id, client_id)), None)


def answers_in(screen: SafetyScreen) -> dict[Question, Answer]:
    """What was answered to which question; those passed over are left out."""
    stored = json.loads(screen.answers or "{}")
    return {Question(question): Answer(found) for question, found in stored.items()}


def _lock(client: Client) -> None:
    """What one client answers comes one after the other, so that no flag is raised twice."""
    db.session.execute(
        select(Client.id)
        .where(Client.practice_id == client.practice_id, Client.id == client.id)
        .with_for_update()
    )


def _raise(
    client: Client,
    kind: FlagKind,
    level: Level,
    flag: SafetyFlag | None,
    *,
    by: Actor,
    screen: SafetyScreen | None = None,
) -> SafetyFlag:
    """The flag is open: a new one, or the one there is, at the higher of both levels."""
    before = FlagState(flag.state) if flag else None
    if flag is None:
        flag = SafetyFlag(practice_id=client.practice_id, client_id=client.id)
        flag.put(kind, level)
        db.session.add(flag)
    elif before == FlagState.OPEN and highest(flag.level, level) == flag.level:
        return flag  # it waits already, and has waited since it was raised first
    else:
        flag.put(kind, highest(flag.level, level))
        flag.state = FlagState.OPEN  # from every state but the last, as the table has it
        flag.opened_at = func.now()
        flag.seen_at = flag.seen_by = flag.asked_by = None
    flag.screen_id = screen.id if screen else None
    db.session.flush()
    audit.record(
        client.practice_id,
        "safety.flag_raised",
        by=by,
        about=flag,
        before=before,
        after=FlagState.OPEN,
        is_urgent=flag.is_urgent,
    )
    return flag


def _unclosed(client: Client) -> dict[FlagKind, SafetyFlag]:
    """The client's flags that aren't closed: one of each kind, since all come past `_lock`."""
    query = (
        select(SafetyFlag)
        .where(
            SafetyFlag.practice_id == client.practice_id,
            SafetyFlag.client_id == client.id,
            SafetyFlag.state != FlagState.CLOSED,
        )
        .order_by(SafetyFlag.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {flag.kind: flag for flag in db.session.scalars(query)}
