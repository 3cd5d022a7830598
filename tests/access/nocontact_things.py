"""Plans of Carla's, or of Ruth's elsewhere, with what hangs on them, for requests about them."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select, update

from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import (
    CLOSED,
    ContactAnswer,
    ContactKind,
    Party,
    PlanState,
    Wish,
)
from coachhub.programs import services as programs
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagState
from tests.nocontact.plans import draft_for, make_ready, today

if TYPE_CHECKING:
    from tests.access.world import World

S = PlanState
_AHEAD = {S.SCHEDULED: 3}


def plan(world: "World", state: PlanState = S.ACTIVE, practice: str = "north") -> UUID:
    """One more plan, in this state; those before are over."""
    practice_id = getattr(world.cast, practice)
    client_id = world.cast.clients["carla" if practice == "north" else "ruth"]
    with world.inside(practice_id):
        client = db.session.get_one(Client, (practice_id, client_id))
        _clear(client, world)
        starts_on = today() + timedelta(days=_AHEAD.get(state, 0))
        found = draft_for(client, by=world.by, starts_on=starts_on)
        if state is not S.DRAFT:
            programs.propose_plan(found, without_tasks="Sleep first", by=world.by)
            nocontact.open_explainer(found, by=world.by)
        if state not in (S.DRAFT, S.PROPOSED):
            nocontact.agree(found, version=1, starts_on=None, by=world.by)
        if state is S.PAUSED:
            nocontact.pause(found, 3, "Flu", by=world.by)
        if state is S.REVIEW_DUE:
            found.starts_on -= timedelta(days=40)
            found.ends_on -= timedelta(days=40)
            nocontact.keep_time(found)
        return found.id


def wish(world: "World", practice: str = "north") -> tuple[UUID, UUID]:
    """The coach asks for more days: the ids of plan and wish."""
    plan_id = plan(world, practice=practice)
    with world.inside(getattr(world.cast, practice)):
        asked = nocontact.Asked(Wish.EXTEND, 5, words="Some days more")
        found = nocontact.ask(_found(plan_id), asked, by=world.by, party=Party.COACH)
        return plan_id, found.id


def event(world: "World", practice: str = "north") -> tuple[UUID, UUID]:
    """The client tells of a slip: the ids of plan and contact."""
    plan_id = plan(world, practice=practice)
    with world.inside(getattr(world.cast, practice)):
        draft = nocontact.EventDraft(today(), ContactKind.BY_ME)
        found = nocontact.tell(_found(plan_id), draft, by=world.by, key=new_id())
        return plan_id, found.id


def check_in(world: "World", practice: str = "north") -> tuple[UUID, UUID]:
    """The client tells of a day: the ids of plan and check-in."""
    plan_id = plan(world, practice=practice)
    with world.inside(getattr(world.cast, practice)):
        draft = nocontact.CheckInDraft(today(), ContactAnswer.NONE)
        return plan_id, nocontact.check_in(_found(plan_id), draft, by=world.by).id


def _found(plan_id: UUID) -> NoContactPlan:
    return db.session.scalars(select(NoContactPlan).where(NoContactPlan.id == plan_id)).one()


def _clear(client: Client, world: "World") -> None:
    """No plan holds or waits, and all that a plan needs is there."""
    db.session.execute(
        update(NoContactPlan)
        .where(NoContactPlan.client_id == client.id)
        .where(NoContactPlan.state.not_in(sorted(CLOSED)))
        .values(state=S.WITHDRAWN, closed_on=today())
    )
    db.session.execute(
        update(SafetyFlag)
        .where(SafetyFlag.client_id == client.id, SafetyFlag.state != FlagState.CLOSED)
        .values(state=FlagState.CLOSED, closed_at=func.now())
    )
    make_ready(client, by=world.by, task=False)
