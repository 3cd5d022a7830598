"""What happened with a client's tasks."""

from collections.abc import Iterator
from uuid import UUID

from coachhub.core.happenings import Happenings, happening, on_the_day
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import CLOSED


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """That tasks were agreed, and ended, and what the client shared of how they went; about the
    task, by its words.
    """
    theirs = (GrowthTask.practice_id == practice_id) & (GrowthTask.client_id == client_id)
    task = {"about": GrowthTask.id, "named": GrowthTask.words_sealed}
    yield happening("task_agreed", GrowthTask.agreed_at, **task).where(
        theirs, GrowthTask.agreed_at.is_not(None)
    )
    yield happening("task_" + GrowthTask.state, GrowthTask.closed_at, **task).where(
        theirs,
        GrowthTask.state.in_(sorted(CLOSED)),
        GrowthTask.agreed_at.is_not(None),
        GrowthTask.closed_at.is_not(None),
    )
    said = {"said": TaskEntry.reflection_sealed, "said_in": TaskEntry.id}
    yield (
        happening("task_told", TaskEntry.created_at, **task, **said)
        .join(
            TaskEntry,
            (TaskEntry.practice_id == GrowthTask.practice_id)
            & (TaskEntry.task_id == GrowthTask.id),
        )
        .where(theirs, TaskEntry.is_shared, TaskEntry.reflection_sealed.is_not(None))
    )


def shared_words(practice_id: UUID, client_id: UUID) -> Happenings:
    """What the client shared of how their tasks went; about the task, by its words."""
    return (
        happening(
            "task_said",
            TaskEntry.created_at,
            about=GrowthTask.id,
            named=GrowthTask.words_sealed,
            meant=on_the_day(TaskEntry.done_on),
            said=TaskEntry.reflection_sealed,
            said_in=TaskEntry.id,
        )
        .join(
            GrowthTask,
            (GrowthTask.practice_id == TaskEntry.practice_id)
            & (GrowthTask.id == TaskEntry.task_id),
        )
        .where(
            GrowthTask.practice_id == practice_id,
            GrowthTask.client_id == client_id,
            TaskEntry.is_shared,
            TaskEntry.reflection_sealed.is_not(None),
        )
    )
