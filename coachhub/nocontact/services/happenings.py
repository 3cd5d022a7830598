"""What happened with a client's plans."""

from collections.abc import Iterator
from uuid import UUID

from coachhub.core.happenings import Happenings, happening
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanStep
from coachhub.nocontact.rules import Act

_P = NoContactPlan
_STEPS = (
    Act.PROPOSE,
    Act.AGREE,
    Act.ASK_CHANGE,
    Act.WITHDRAW,
    Act.START,
    Act.PAUSE,
    Act.RESUME,
    Act.EXTEND,
    Act.RESTART,
    Act.RUN_OUT,
    Act.END,
    Act.REPLACE,
    Act.REVIEW,
    Act.LEAVE_UNREVIEWED,
)


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """The steps of plans, and slips that were told and answered; about the plan."""
    theirs = (_P.practice_id == practice_id) & (_P.client_id == client_id)
    yield (
        happening("plan_" + PlanStep.act, PlanStep.at, about=_P.id)
        .join(_P, (_P.practice_id == PlanStep.practice_id) & (_P.id == PlanStep.plan_id))
        .where(theirs, PlanStep.act.in_(_STEPS))
    )
    for kind, at in (
        ("slip_told", ContactEvent.created_at),
        ("slip_answered", ContactEvent.answered_at),
    ):
        yield (
            happening(kind, at, about=_P.id)
            .join(
                _P, (_P.practice_id == ContactEvent.practice_id) & (_P.id == ContactEvent.plan_id)
            )
            .where(theirs, ContactEvent.is_slip, at.is_not(None))
        )
