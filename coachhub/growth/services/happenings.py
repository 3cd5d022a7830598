"""What happened with a client's tasks."""

from collections.abc import Iterator
from uuid import UUID

from coachhub.core.happenings import Happenings, happening
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import CLOSED


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """That tasks were agreed, and ended; about the task."""
    theirs = (GrowthTask.practice_id == practice_id) & (GrowthTask.client_id == client_id)
    yield happening("task_agreed", GrowthTask.agreed_at, about=GrowthTask.id).where(
        theirs, GrowthTask.agreed_at.is_not(None)
    )
    yield happening("task_" + GrowthTask.state, GrowthTask.closed_at, about=GrowthTask.id).where(
        theirs,
        GrowthTask.state.in_(sorted(CLOSED)),
        GrowthTask.agreed_at.is_not(None),
        GrowthTask.closed_at.is_not(None),
    )
