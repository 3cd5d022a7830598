"""Coach and client part: so do they from their plans."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Act, ContactAnswer, Party, PlanState
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import agreed_with, draft_for, propose_to, today
from tests.workers import work_off

S = PlanState


def _plan(scene: Scene, state: PlanState) -> NoContactPlan:
    ben, coach = scene.ben, scene.coach
    if state is S.DRAFT:
        return draft_for(ben, by=coach)
    if state is S.PROPOSED:
        return propose_to(ben, by=coach)
    starts_on = today() + timedelta(days=3 if state is S.SCHEDULED else 0)
    plan = agreed_with(ben, by=scene.client, starts_on=starts_on)
    if state is S.PAUSED:
        nocontact.pause(plan, 3, "The flu", by=coach)
    if state is S.REVIEW_DUE:
        plan.state = S.REVIEW_DUE
        db.session.flush()
    return plan


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (S.DRAFT, S.WITHDRAWN),
        (S.PROPOSED, S.WITHDRAWN),
        (S.SCHEDULED, S.WITHDRAWN),
        (S.ACTIVE, S.ENDED_EARLY),
        (S.PAUSED, S.ENDED_EARLY),
        (S.REVIEW_DUE, S.COMPLETED),
    ],
)
def test_a_plan_is_over_with_the_work(scene: Scene, before: PlanState, after: PlanState) -> None:
    plan = _plan(scene, before)
    assert plan.state == before
    clients.move(_engagement(scene), EngagementState.ENDED_EARLY, by=scene.coach)
    db.session.commit()
    work_off(scene.cast.app)
    db.session.refresh(plan)
    assert plan.state == after


def test_a_pause_that_never_began_ends_with_the_work(scene: Scene) -> None:
    plan = _plan(scene, S.ACTIVE)
    draft = nocontact.CheckInDraft(today(), ContactAnswer.NONE)
    nocontact.check_in(plan, draft, by=scene.client)
    nocontact.pause(plan, 3, "The flu", by=scene.coach)
    clients.move(_engagement(scene), EngagementState.ENDED_EARLY, by=scene.coach)
    nocontact.end_with_engagement(scene.cast.north, scene.ben.id)
    assert (plan.state, nocontact.pauses_taken(plan)) == (S.ENDED_EARLY, 0)


def test_a_plan_stays_where_they_only_rest(scene: Scene) -> None:
    plan = _plan(scene, S.ACTIVE)
    clients.move(_engagement(scene), EngagementState.ON_HOLD, by=scene.coach)
    nocontact.end_with_engagement(scene.cast.north, scene.ben.id)
    assert plan.state == S.ACTIVE


def test_what_was_closed_before_stays_so(scene: Scene) -> None:
    plan = _plan(scene, S.ACTIVE)
    nocontact.end(plan, "Enough", by=scene.client, party=Party.CLIENT)
    clients.move(_engagement(scene), EngagementState.ENDED_EARLY, by=scene.coach)
    for _time in range(2):
        nocontact.end_with_engagement(scene.cast.north, scene.ben.id)
    steps = nocontact.steps_of(plan)
    assert [step.act for step in steps].count(Act.END) == 1


def _engagement(scene: Scene) -> Engagement:
    query = select(Engagement).where(
        Engagement.practice_id == scene.cast.north, Engagement.client_id == scene.ben.id
    )
    return db.session.scalars(query).one()
