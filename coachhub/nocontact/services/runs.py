"""The runs of a plan, one after the other: no day lies in two of them."""

from datetime import date, timedelta

from sqlalchemy import select

from coachhub.core import clock
from coachhub.core.db import db
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanRun
from coachhub.nocontact.rules import (
    Act,
    Party,
    PlanState,
    Span,
    civil_date,
    following,
    restarts_after,
)
from coachhub.nocontact.services.steps import begin_on


def closed_runs(plan: NoContactPlan) -> list[Span]:
    """The runs that are over, the first one first."""
    query = select(PlanRun).where(
        PlanRun.practice_id == plan.practice_id, PlanRun.plan_id == plan.id
    )
    return [run.span for run in db.session.scalars(query.order_by(PlanRun.starts_on))]


def first_day(plan: NoContactPlan) -> date:
    """The first day of the first run."""
    return min([plan.starts_on, *(run.first for run in closed_runs(plan))])


def next_runs(plan: NoContactPlan, event: ContactEvent) -> Span:
    """On which days a new run may begin as the answer to a slip, the usual one first; none where
    the slip lies before the present run, or the plan doesn't run.
    """
    if following(PlanState(plan.state), Act.RESTART, Party.CLIENT) is None:
        return Span(event.on_day + timedelta(days=1), event.on_day)
    return restarts_after(event.on_day, plan.span, civil_date(clock.now(), plan.client.zone))


def begin_anew(plan: NoContactPlan, start: date, days: int, *, closed_on: date) -> None:
    """The run is closed on a day of its own; its days stay, and count with the next one's."""
    closed = PlanRun(
        practice_id=plan.practice_id,
        plan_id=plan.id,
        starts_on=plan.starts_on,
        ends_on=closed_on,
    )
    plan.days = days
    begin_on(plan, start)
    db.session.flush()
    db.session.add(closed)
    db.session.flush()
