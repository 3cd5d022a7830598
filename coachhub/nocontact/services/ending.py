"""What becomes of a client's plans when coach and client no longer work together."""

from uuid import UUID

from sqlalchemy import exists, select

from coachhub.clients.models import Engagement
from coachhub.clients.rules import ENDED
from coachhub.core import clock
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import LIVE, PREPARED, Act, Outcome, Party, PlanState, civil_date
from coachhub.nocontact.services.keeping import end_pause
from coachhub.nocontact.services.steps import lock, move

_THEN = {
    PlanState.DRAFT: Act.WITHDRAW,
    PlanState.PROPOSED: Act.WITHDRAW,
    PlanState.SCHEDULED: Act.WITHDRAW,
    PlanState.ACTIVE: Act.END,
    PlanState.PAUSED: Act.END,
    PlanState.REVIEW_DUE: Act.LEAVE_UNREVIEWED,
}


def end_with_engagement(practice_id: UUID, client_id: UUID) -> None:
    """What was prepared is off and what ran is over; what was kept stays. Nothing happens where
    they work together again by now.
    """
    works_together = exists().where(
        Engagement.practice_id == practice_id,
        Engagement.client_id == client_id,
        Engagement.state.not_in(sorted(ENDED)),
    )
    if db.session.scalar(select(works_together)):
        return
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == practice_id,
        NoContactPlan.client_id == client_id,
        NoContactPlan.state.in_(sorted(PREPARED | LIVE)),
    )
    for plan in db.session.scalars(query.order_by(NoContactPlan.id)).all():
        lock(plan)
        act = _THEN.get(PlanState(plan.state))
        if act is None:
            continue
        end_pause(plan, civil_date(clock.now(), plan.client.zone))
        if act is Act.LEAVE_UNREVIEWED:
            plan.outcome = Outcome.NOT_REVIEWED
        move(plan, act, by=PROGRAM, party=Party.PROGRAM)
