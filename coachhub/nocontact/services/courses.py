"""Plans with all that is known of their days, in one question to the database."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, Select, Text, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import contains_eager

from coachhub.core.db import db
from coachhub.nocontact.models import (
    CheckIn,
    ContactEvent,
    NoContactPlan,
    PlanPause,
    PlanRule,
    PlanRun,
    PlanWish,
)
from coachhub.nocontact.rules import (
    CLOSED,
    LIVE,
    PREPARED,
    Felt,
    Party,
    PlanState,
    RuleKey,
    Span,
    WishState,
)
from coachhub.nocontact.services.course import Course, Courses

HISTORY_AT_MOST = 12


def courses_of(practice_id: UUID, client_id: UUID) -> Courses:
    """All of one client's plans."""
    query = (
        _with_feelings()
        .where(NoContactPlan.practice_id == practice_id, NoContactPlan.client_id == client_id)
        .order_by(NoContactPlan.id.desc())
        .limit(HISTORY_AT_MOST)
    )
    found = [_course(row) for row in db.session.execute(query)]
    by_state = {PlanState(one.plan.state): one for one in found if one.plan.state not in CLOSED}
    return Courses(
        next((one for state, one in by_state.items() if state in LIVE), None),
        next((one for state, one in by_state.items() if state in PREPARED), None),
        [one for one in found if one.plan.state in CLOSED],
    )


def open_courses(practice_id: UUID, client_ids: Collection[UUID]) -> dict[UUID, Course]:
    """The plan of each of these clients that holds, or else is prepared; without how the days felt.

    They stand as they were last kept: what time has moved on since is not moved here.
    """
    query = (
        _courses()
        .join(NoContactPlan.client)
        .options(contains_eager(NoContactPlan.client))
        .where(
            NoContactPlan.practice_id == practice_id,
            NoContactPlan.client_id.in_(client_ids),
            NoContactPlan.state.in_(sorted(LIVE | PREPARED)),
        )
    )
    found = [_course(row) for row in db.session.execute(query)]
    found.sort(key=lambda one: one.plan.state in LIVE)
    return {one.plan.client_id: one for one in found}


def course_of(plan: NoContactPlan) -> Course:
    """One plan with its days."""
    query = _with_feelings().where(
        NoContactPlan.practice_id == plan.practice_id, NoContactPlan.id == plan.id
    )
    return _course(db.session.execute(query).one())


def note_read(course: Course) -> None:
    """The client has the coach's answers before their eyes."""
    if course.has_news:
        course.plan.read_until = course.answered_at
        db.session.flush()


def _of_plan(model: Any, *columns: Any) -> Select[Any]:  # noqa: ANN401
    found = select(*columns).where(
        model.practice_id == NoContactPlan.practice_id, model.plan_id == NoContactPlan.id
    )
    return found.correlate(NoContactPlan)


def _with_feelings() -> Select[Any]:
    felt = _of_plan(CheckIn, CheckIn.on_day).order_by(CheckIn.on_day)
    return _courses().add_columns(
        _array(felt, Date),
        _array(felt.with_only_columns(CheckIn.is_shared), Boolean),
        _array(felt.with_only_columns(CheckIn.mood), Integer),
        _array(felt.with_only_columns(CheckIn.energy), Integer),
        _array(felt.with_only_columns(CheckIn.sleep), Integer),
    )


def _courses() -> Select[Any]:
    slips = _of_plan(ContactEvent, ContactEvent.on_day).where(ContactEvent.is_slip)
    waiting = _of_plan(ContactEvent, func.count()).where(
        ContactEvent.is_slip, ContactEvent.answered_at.is_(None)
    )
    asked = _of_plan(PlanWish, PlanWish.id).where(
        PlanWish.state == WishState.WAITING, PlanWish.asked_by == Party.COACH
    )
    told = union(_of_plan(CheckIn, CheckIn.on_day), _of_plan(ContactEvent, ContactEvent.on_day))
    pauses = _of_plan(PlanPause, PlanPause.id).order_by(PlanPause.starts_on, PlanPause.id)
    runs = _of_plan(PlanRun, PlanRun.id).order_by(PlanRun.starts_on)
    rules = _of_plan(PlanRule, PlanRule.rule_key).where(PlanRule.is_on).order_by(PlanRule.position)
    return select(
        NoContactPlan,
        _array(told, Date),
        _array(slips, Date),
        _array(pauses.with_only_columns(PlanPause.starts_on), Date),
        _array(pauses.with_only_columns(PlanPause.ends_on), Date),
        _array(runs.with_only_columns(PlanRun.starts_on), Date),
        _array(runs.with_only_columns(PlanRun.ends_on), Date),
        _array(rules, Text),
        waiting.scalar_subquery(),
        waiting.with_only_columns(func.min(ContactEvent.created_at)).scalar_subquery(),
        asked.exists(),
        func.greatest(
            _of_plan(ContactEvent, func.max(ContactEvent.answered_at)).scalar_subquery(),
            _of_plan(CheckIn, func.max(CheckIn.answered_at)).scalar_subquery(),
        ),
    )


def _array(query: Any, kind: type) -> Any:  # noqa: ANN401
    return func.array(query.scalar_subquery(), type_=ARRAY(kind))


def _course(row: Any) -> Course:  # noqa: ANN401
    (
        plan,
        told,
        slips,
        paused,
        resumed,
        begun,
        ended,
        rules,
        waiting,
        since,
        is_asked,
        answered_at,
        *felt,
    ) = row
    return Course(
        plan,
        frozenset(told),
        frozenset(slips),
        [Span(*ends) for ends in zip(paused, resumed, strict=True)],
        [Span(*ends) for ends in zip(begun, ended, strict=True)],
        [RuleKey(key) for key in rules],
        waiting,
        since,
        is_asked,
        answered_at,
        [Felt(*said) for said in zip(*felt, strict=True)],
    )
