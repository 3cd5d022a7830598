"""A growth task: suggested by the coach, agreed or changed by the client, ended by either."""

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import (
    CLOSED,
    OPEN,
    Act,
    Party,
    TaskState,
    following,
    is_a_lot,
    reopened,
)
from coachhub.safety import services as safety


class NotPossible(Exception):
    """The task can't be acted on so, from where it stands or by this party."""


class Waits(NotPossible):
    """The task looks back, and nothing does while safety comes first."""


class TooMuch(Exception):
    """With this task the client would carry more than five, or more than two hard ones."""


@dataclass(frozen=True)
class TaskDraft:
    """What a task says and asks for; `weekdays` are bits (see `rules.bits_of`)."""

    words: str
    category: str
    kind: str
    rhythm: str
    starts_on: date
    ends_on: date | None = None
    amount: int = 1
    weekdays: int = 0
    minutes: int | None = None
    difficulty: int = 1
    more_categories: list[str] = field(default_factory=list)
    why: str = ""
    cue: str = ""
    action: str = ""
    small_version: str = ""
    how_known: str = ""


def suggest(
    client: Client,
    draft: TaskDraft,
    *,
    by: Actor,
    key: UUID,
    knowingly: bool = False,
    looks_back: bool = False,
) -> GrowthTask:
    """The client finds this task among their suggestions.

    `key` comes from the form: the same form sent twice makes one task. Raises TooMuch, unless
    `knowingly`, Waits, and NotPossible for a key that is somebody else's.
    """
    _lock(client)
    sent_before = db.session.get(GrowthTask, (client.practice_id, key))
    if sent_before is not None:
        if sent_before.client_id != client.id:
            raise NotPossible
        return sent_before
    if looks_back and is_withheld(client.practice_id, client.id):
        raise Waits
    if not knowingly and is_a_lot([*_open_difficulties(client), draft.difficulty]):
        raise TooMuch
    task = GrowthTask(
        practice_id=client.practice_id,
        id=key,
        client_id=client.id,
        state=TaskState.SUGGESTED,
        looks_back=looks_back,
    )
    _fill(task, draft)
    db.session.add(task)
    db.session.flush()
    audit.record(client.practice_id, "task.suggested", by=by, about=task)
    return task


def change_task(
    task: GrowthTask, draft: TaskDraft, *, version: int, by: Actor, party: Party
) -> None:
    """The task says and asks for this. The coach changes it while it is a suggestion; the client
    makes it fit whenever it is open. Raises Stale after somebody else's save, NotPossible, Waits.
    """
    _claim(task, version)
    if party is Party.CLIENT and waits(task):
        raise Waits
    allowed = OPEN if party is Party.CLIENT else {TaskState.SUGGESTED}
    if task.state not in allowed:
        raise NotPossible
    _fill(task, draft)
    audit.record(task.practice_id, "task.changed", by=by, about=task)


def act(task: GrowthTask, what: Act, *, by: Actor, party: Party) -> None:
    """The task is in the state that follows. Doing it again changes nothing. Raises NotPossible,
    and Waits where it would be taken on.
    """
    db.session.flush()
    db.session.refresh(task, with_for_update=True)
    if what is Act.AGREE and waits(task):
        raise Waits
    before = TaskState(task.state)
    after = following(before, what, party)
    if after is None:
        raise NotPossible
    task.state, task.version = after, task.version + 1
    if after == TaskState.AGREED:
        task.agreed_at = clock.now()
    if after in CLOSED:
        task.closed_at, task.closed_by = clock.now(), party
    audit.record(task.practice_id, f"task.{what}", by=by, about=task, before=before, after=after)


def reopen(task: GrowthTask, *, by: Actor, party: Party) -> None:
    """The task's end is taken back by whoever brought it about, within the hour; it stands where it
    stood. Nobody is written to when a task ends, so there is nothing to put right. Raises
    NotPossible, and Waits for one that looks back while safety comes first.
    """
    db.session.flush()
    db.session.refresh(task, with_for_update=True)
    before, after = task.state, reopened(task.closing, party, clock.now())
    if after is None:
        raise NotPossible
    if task.looks_back and is_withheld(task.practice_id, task.client_id):
        raise Waits
    task.state, task.version = after, task.version + 1
    task.closed_at = task.closed_by = None
    audit.record(task.practice_id, "task.reopened", by=by, about=task, before=before, after=after)


def waits(task: GrowthTask) -> bool:
    """Whether it is open and looks back, while safety comes first: the client doesn't see it."""
    return task.looks_back and task.state in OPEN and is_withheld(task.practice_id, task.client_id)


def is_withheld(practice_id: UUID, client_id: UUID) -> bool:
    """Whether tasks that look back are withheld from the client now."""
    return safety.standing_of(practice_id, client_id).perspective_off


def _lock(client: Client) -> None:
    """Suggestions to one client come one after the other, so that they are counted right."""
    db.session.execute(
        select(Client.id)
        .where(Client.practice_id == client.practice_id, Client.id == client.id)
        .with_for_update()
    )


def _open_difficulties(client: Client) -> list[int]:
    query = select(GrowthTask.difficulty).where(
        GrowthTask.practice_id == client.practice_id,
        GrowthTask.client_id == client.id,
        GrowthTask.state.in_(sorted(OPEN)),
    )
    return list(db.session.scalars(query))


def _fill(task: GrowthTask, draft: TaskDraft) -> None:
    for name, value in asdict(draft).items():
        setattr(task, name, value)


def _claim(task: GrowthTask, version: int) -> None:
    claimed = db.session.execute(
        update(GrowthTask)
        .where(GrowthTask.practice_id == task.practice_id, GrowthTask.id == task.id)
        .where(GrowthTask.version == version)
        .values(version=version + 1)
        .returning(GrowthTask.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.refresh(task)
    if claimed is None:
        raise Stale
