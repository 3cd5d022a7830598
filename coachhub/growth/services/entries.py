"""What clients tell of a task, and what their coach says to it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, tuple_

from coachhub.audit import services as audit
from coachhub.clients.models import Engagement
from coachhub.clients.rules import ENDED
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.charts import Stem, Stems, in_order
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.core.signals import Signals, signal, the_one
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import Act, FeedbackState, Outcome, Party, Rhythm, TaskState
from coachhub.growth.services.tasks import NotPossible, Waits, act, waits

PAGE_SIZE = 20
MOODS_ENOUGH = 3


@dataclass(frozen=True)
class EntryDraft:
    """What the client tells of one time. Moods are 0 to 10."""

    done_on: date
    outcome: str
    is_shared: bool
    reflection: str = ""
    who_was_glad: str = ""
    minutes: int | None = None
    mood_before: int | None = None
    mood_after: int | None = None
    verdict: str | None = None


def write_entry(task: GrowthTask, draft: EntryDraft, *, by: Actor, key: UUID) -> TaskEntry:
    """The entry stands with the task; what is to be done once is done, or partly, with it.

    `key` comes from the form: the same form sent twice makes one entry. Raises NotPossible for a
    task that isn't agreed, Waits.
    """
    db.session.flush()
    db.session.refresh(task, with_for_update=True)
    sent_before = db.session.get(TaskEntry, (task.practice_id, key))
    if sent_before is not None and sent_before.task_id == task.id:
        return sent_before
    if sent_before is not None or task.state != TaskState.AGREED:
        raise NotPossible
    if waits(task):
        raise Waits
    entry = TaskEntry(
        practice_id=task.practice_id,
        id=key,
        task_id=task.id,
        feedback_state=FeedbackState.WAITING,
        **{name: value for name, value in asdict(draft).items() if value != ""},
    )
    db.session.add(entry)
    db.session.flush()
    audit.record(task.practice_id, "task.entry_written", by=by, about=entry)
    if task.rhythm == Rhythm.ONCE and draft.outcome != Outcome.NOT_TODAY:
        ending = Act.FINISH if draft.outcome == Outcome.DONE else Act.FINISH_PARTLY
        act(task, ending, by=by, party=Party.CLIENT)
    return entry


def find_entry(task: GrowthTask, entry_id: UUID) -> TaskEntry | None:
    """One of the task's entries that the client shares, by id."""
    query = select(TaskEntry).where(
        TaskEntry.practice_id == task.practice_id,
        TaskEntry.task_id == task.id,
        TaskEntry.id == entry_id,
        TaskEntry.is_shared,
    )
    return db.session.scalar(query)


def entries_page(task: GrowthTask, page: int) -> Page[TaskEntry]:
    """A page of the task's entries, the last first; which of them are shared, each says."""
    query = (
        select(TaskEntry)
        .where(TaskEntry.practice_id == task.practice_id, TaskEntry.task_id == task.id)
        .order_by(TaskEntry.done_on.desc(), TaskEntry.id.desc())
    )
    return page_of(query, page, PAGE_SIZE, lambda row: row)


def page_with(entry: TaskEntry) -> int:
    """The number of the page of the task's entries that this one stands on."""
    later = select(func.count()).where(
        TaskEntry.practice_id == entry.practice_id,
        TaskEntry.task_id == entry.task_id,
        tuple_(TaskEntry.done_on, TaskEntry.id) > tuple_(entry.done_on, entry.id),
    )
    return (db.session.scalar(later) or 0) // PAGE_SIZE + 1


def moods_of(entries: Sequence[TaskEntry], party: Party) -> Stems | None:
    """The mood before and after, of those entries that tell both; None while they are few.

    What the client keeps to themselves the coach sees none of.
    """
    told = [
        Stem(one.done_on, one.mood_after, one.mood_before)
        for one in sorted(entries, key=lambda one: one.id)
        if (one.is_shared or party is Party.CLIENT)
        if one.mood_before is not None and one.mood_after is not None
    ]
    return in_order(told) if len(told) >= MOODS_ENOUGH else None


def mark_seen(entry: TaskEntry, *, by: Actor) -> None:
    """The client reads that their coach has seen it. An answer stays one."""
    if entry.feedback_state == FeedbackState.WAITING:
        entry.feedback_state = FeedbackState.SEEN
        audit.record(entry.practice_id, "task.entry_seen", by=by, about=entry)


def mark_unseen(entry: TaskEntry, *, by: Actor) -> None:
    """It waits for an answer again. Raises NotPossible for one that was answered meanwhile."""
    if entry.feedback_state == FeedbackState.ANSWERED:
        raise NotPossible
    if entry.feedback_state == FeedbackState.SEEN:
        entry.feedback_state = FeedbackState.WAITING
        audit.record(entry.practice_id, "task.entry_unseen", by=by, about=entry)


def answer_entry(entry: TaskEntry, words: str, *, by: Actor) -> None:
    """The client reads this under their entry, whose text nobody else changes."""
    entry.feedback, entry.feedback_at = words, clock.now()
    entry.feedback_state = FeedbackState.ANSWERED
    db.session.flush()
    audit.record(entry.practice_id, "task.entry_answered", by=by, about=entry)


def signals(practice_id: UUID, coach_id: UUID) -> Signals:
    """Whose shared entries wait for this coach (a member's id), how many, and since when."""
    return (
        signal(
            "task_told",
            GrowthTask.client_id,
            func.min(TaskEntry.created_at),
            many=func.count(),
            about=the_one(GrowthTask.id),
        )
        .join(
            GrowthTask,
            (GrowthTask.practice_id == TaskEntry.practice_id)
            & (GrowthTask.id == TaskEntry.task_id),
        )
        .join(
            Engagement,
            (Engagement.practice_id == GrowthTask.practice_id)
            & (Engagement.client_id == GrowthTask.client_id),
        )
        .where(
            TaskEntry.practice_id == practice_id,
            TaskEntry.feedback_state == FeedbackState.WAITING,
            TaskEntry.is_shared,
            Engagement.coach_id == coach_id,
            Engagement.state.not_in(sorted(ENDED)),
        )
        .group_by(GrowthTask.client_id)
    )
