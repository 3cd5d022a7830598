"""What the days themselves do to plans: they begin, go on after a pause, run out, are completed."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, update

from coachhub.core import clock
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanPause
from coachhub.nocontact.rules import (
    ANSWER_HOURS,
    LIVE,
    REVIEW_DAYS,
    Act,
    Outcome,
    Party,
    PlanState,
    SlipAnswer,
    Span,
    after_pause,
    civil_date,
    has_ended,
    lived_again,
    paused_until,
    travelled,
)
from coachhub.nocontact.services.steps import lock, move

_ONE_DAY = timedelta(days=1)


def running_pause(plan: NoContactPlan) -> PlanPause | None:
    """The pause that the plan is in."""
    query = select(PlanPause).where(
        PlanPause.practice_id == plan.practice_id,
        PlanPause.plan_id == plan.id,
        PlanPause.resumed_at.is_(None),
    )
    return db.session.scalar(query)


def is_due(plan: NoContactPlan, pauses: Sequence[Span]) -> bool:
    """Whether time has moved the plan on since it was last looked at. `pauses` are its own."""
    if plan.state not in LIVE:
        return False
    if plan.zone != plan.client.zone:
        return True
    now, zone = clock.now(), plan.client.zone
    today = civil_date(now, zone)
    if plan.state == PlanState.SCHEDULED:
        return today >= plan.starts_on
    if plan.state == PlanState.PAUSED:
        return bool(pauses) and today > max(pause.last for pause in pauses)
    if plan.state == PlanState.ACTIVE:
        return has_ended(plan.ends_on, now, zone)
    return today >= _reviewed_by(plan)


def keep_time(plan: NoContactPlan) -> None:
    """The plan stands where the calendar says. Doing it again changes nothing."""
    lock(plan)
    _arrive(plan)
    while plan.state in LIVE and _step(plan):
        pass


def keep_all(practice_id: UUID) -> None:
    """Every plan of the practice stands where the calendar says; slips that nobody answered in time
    let their plan go on.
    """
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == practice_id, NoContactPlan.state.in_(sorted(LIVE))
    )
    for plan in db.session.scalars(query.order_by(NoContactPlan.id)).all():
        pause = running_pause(plan) if plan.state == PlanState.PAUSED else None
        if is_due(plan, [pause.span] if pause else []):
            keep_time(plan)
    _let_go_on(practice_id)


def end_pause(plan: NoContactPlan, resumed_on: date) -> None:
    """The plan's pause, if it is in one, is over before this day; the plan moves by the days that
    it took.
    """
    pause = running_pause(plan)
    if pause is None:
        return
    taken = paused_until(pause.span, resumed_on)
    moved = after_pause(plan.span, taken)
    pause.ends_on, pause.resumed_at = taken.last, clock.now()
    plan.starts_on, plan.ends_on = moved.first, moved.last
    db.session.flush()


def _arrive(plan: NoContactPlan) -> None:
    """Somewhere else, the future is reckoned there; what was lived stays as it is. A date that was
    lost, and is there again, is a day like others: so a zone that was wrong leaves nothing behind.
    """
    now, here, there = clock.now(), plan.zone, plan.client.zone
    if here == there:
        return
    travel = {day for day in plan.travel if not lived_again(day, now, here, there)}
    if plan.state == PlanState.ACTIVE:
        travel.update(day for day in travelled(now, here, there) if day in plan.span)
    plan.travel, plan.zone = sorted(travel), there
    db.session.flush()


def _step(plan: NoContactPlan) -> bool:
    """One thing that time does to a locked plan; False when there is none left."""
    now, zone = clock.now(), plan.client.zone
    today = civil_date(now, zone)
    act = None
    if plan.state == PlanState.SCHEDULED and today >= plan.starts_on:
        act = Act.START
    elif plan.state == PlanState.PAUSED:
        pause = running_pause(plan)
        if pause is None or today > pause.ends_on:
            end_pause(plan, today)
            act = Act.RESUME
    elif plan.state == PlanState.ACTIVE and has_ended(plan.ends_on, now, zone):
        plan.review_since, act = plan.ends_on + _ONE_DAY, Act.RUN_OUT
    elif plan.state == PlanState.REVIEW_DUE and today >= _reviewed_by(plan):
        plan.outcome, act = Outcome.NOT_REVIEWED, Act.LEAVE_UNREVIEWED
    if act is not None:
        move(plan, act, by=PROGRAM, party=Party.PROGRAM)
    return act is not None


def _reviewed_by(plan: NoContactPlan) -> date:
    return (plan.review_since or plan.ends_on) + timedelta(days=REVIEW_DAYS)


def _let_go_on(practice_id: UUID) -> None:
    late = clock.now() - timedelta(hours=ANSWER_HOURS)
    db.session.execute(
        update(ContactEvent)
        .where(
            ContactEvent.practice_id == practice_id,
            ContactEvent.is_slip,
            ContactEvent.decision.is_(None),
            ContactEvent.created_at < late,
        )
        .values(decision=SlipAnswer.CONTINUE, decided_at=clock.now())
    )
