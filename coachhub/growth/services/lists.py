"""Tasks found: one, those that are open with how far one has come, those that ended."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import (
    AMOUNT_AT_MOST,
    CLOSED,
    OPEN,
    Did,
    FeedbackState,
    Outcome,
    Rhythm,
    Span,
    TaskState,
    asks_today,
    span_at,
    state_on,
    times_done,
)
from coachhub.growth.services.tasks import waits

PAGE_SIZE = 20
_LOOK_BACK = timedelta(weeks=AMOUNT_AT_MOST[Rhythm.EVERY_WEEKS] + 1)
"""How far back entries can count for a round of weeks."""


@dataclass(frozen=True)
class TaskRow:
    """A task as lists show it on a day of the client's."""

    task: GrowthTask
    state: TaskState
    span: Span
    done: int
    asks_today: bool
    waiting: int
    """How many of its entries wait for the coach."""
    waits: bool
    """Whether it is kept from the client while safety comes first."""


@dataclass(frozen=True)
class ClosedTask:
    """A task that was done or ended."""

    task: GrowthTask
    waiting: int
    """How many of its entries wait for the coach all the same."""


def find_task(practice_id: UUID, client_id: UUID, task_id: UUID) -> GrowthTask | None:
    """One of the client's tasks, by id."""
    query = select(GrowthTask).where(
        GrowthTask.practice_id == practice_id,
        GrowthTask.client_id == client_id,
        GrowthTask.id == task_id,
    )
    return db.session.scalar(query)


def row_of(task: GrowthTask, today: date) -> TaskRow:
    """One task as lists show it."""
    return _rows(today, GrowthTask.practice_id == task.practice_id, GrowthTask.id == task.id)[0]


def list_open(practice_id: UUID, client_id: UUID, today: date) -> list[TaskRow]:
    """The client's suggested and agreed tasks, those for today first. `today` is the client's."""
    rows = _rows(
        today,
        GrowthTask.practice_id == practice_id,
        GrowthTask.client_id == client_id,
        GrowthTask.state.in_(sorted(OPEN)),
    )
    return sorted(rows, key=lambda row: not row.asks_today)


def list_for_client(practice_id: UUID, client_id: UUID, today: date) -> list[TaskRow]:
    """The same as the client sees them: without what waits while safety comes first."""
    return [row for row in list_open(practice_id, client_id, today) if not row.waits]


def tasks_for_today(practice_id: UUID, client_id: UUID, today: date) -> list[TaskRow]:
    """The agreed tasks that ask to be done today."""
    return [row for row in list_for_client(practice_id, client_id, today) if row.asks_today]


def list_closed(practice_id: UUID, client_id: UUID, page: int) -> Page[ClosedTask]:
    """A page of the client's tasks that were done or ended, the last first."""
    waiting = select(func.count()).where(
        TaskEntry.practice_id == GrowthTask.practice_id,
        TaskEntry.task_id == GrowthTask.id,
        TaskEntry.is_shared,
        TaskEntry.feedback_state == FeedbackState.WAITING,
    )
    query = (
        select(GrowthTask, waiting.scalar_subquery())
        .where(
            GrowthTask.practice_id == practice_id,
            GrowthTask.client_id == client_id,
            GrowthTask.state.in_(sorted(CLOSED)),
        )
        .order_by(GrowthTask.closed_at.desc(), GrowthTask.id)
    )
    return page_of(query, page, PAGE_SIZE, ClosedTask)


def count_open(practice_id: UUID, client_id: UUID) -> int:
    """How many tasks are suggested to, or agreed with, the client."""
    query = select(func.count()).where(
        GrowthTask.practice_id == practice_id,
        GrowthTask.client_id == client_id,
        GrowthTask.state.in_(sorted(OPEN)),
    )
    return db.session.scalar(query) or 0


def _rows(today: date, *which: ColumnElement[bool]) -> list[TaskRow]:
    """These tasks, each with the entries that count now: lately for those with weeks, ever for the
    others. In one statement.
    """
    counts = TaskEntry.done_on >= today - _LOOK_BACK
    counts |= GrowthTask.rhythm.in_([Rhythm.ONCE, Rhythm.ENTRIES])
    of_the_task = (TaskEntry.practice_id == GrowthTask.practice_id) & (
        TaskEntry.task_id == GrowthTask.id
    )
    query = (
        select(GrowthTask, TaskEntry)
        .outerjoin(TaskEntry, of_the_task & counts)
        .where(*which)
        .order_by(GrowthTask.starts_on, GrowthTask.id)
    )
    found: dict[GrowthTask, list[TaskEntry]] = defaultdict(list)
    for task, entry in db.session.execute(query):
        found[task] += [entry] if entry else []
    waiting = _waiting(found)
    return [_row(task, entries, today, waits=task in waiting) for task, entries in found.items()]


def _waiting(tasks: Collection[GrowthTask]) -> list[GrowthTask]:
    """Which of one client's tasks wait; safety is asked once, and only if one looks back."""
    looking_back = [task for task in tasks if task.looks_back and task.state in OPEN]
    return looking_back if looking_back and waits(looking_back[0]) else []


def _row(task: GrowthTask, entries: Sequence[TaskEntry], today: date, *, waits: bool) -> TaskRow:
    did = [Did(entry.done_on, Outcome(entry.outcome)) for entry in entries]
    state = state_on(TaskState(task.state), task.starts_on, today)
    span = span_at(task.pace, today)
    return TaskRow(
        task,
        state,
        span,
        times_done(did, span),
        state == TaskState.ACTIVE and asks_today(task.pace, did, today),
        sum(entry.is_shared and entry.feedback_state == FeedbackState.WAITING for entry in entries),
        waits,
    )
