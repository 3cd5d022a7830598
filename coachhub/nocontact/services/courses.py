"""Plans with all that is known of their days, in one question to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Text, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY

from coachhub.core import clock
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
    PAUSES_AT_MOST,
    PREPARED,
    Act,
    Counts,
    Day,
    Party,
    PlanState,
    RuleKey,
    Span,
    Told,
    WishState,
    civil_date,
    count,
    days_to_return,
    following,
    may_check_in,
    open_days,
    path_of,
    silent_days,
)
from coachhub.nocontact.services.keeping import is_due

HISTORY_AT_MOST = 12


@dataclass(frozen=True)
class Course:
    """A plan, and how its days went. All dates are the client's."""

    plan: NoContactPlan
    reported: frozenset[date]
    slips: frozenset[date]
    pauses: Sequence[Span]
    closed_runs: Sequence[Span]
    rules_on: Sequence[RuleKey]
    waiting: int
    """How many slips wait for a word from the coach."""
    waiting_since: datetime | None
    is_asked: bool
    """Whether a change that the coach asks for waits for the client."""
    answered_at: datetime | None
    """When the coach last said something to a slip or a check-in."""

    @cached_property
    def today(self) -> date:
        """The earliest day that is still open."""
        return open_days(clock.now(), self.plan.client.zone)[0]

    @cached_property
    def civil_today(self) -> date:
        return civil_date(clock.now(), self.plan.client.zone)

    @cached_property
    def days(self) -> list[Day]:
        """Every day of the present run; none where the plan was withdrawn before it began."""
        if self.plan.state == PlanState.WITHDRAWN:
            return []
        return self._days_of(Span(self.plan.starts_on, self.ends_on))

    @cached_property
    def earlier(self) -> list[list[Day]]:
        """The days of the runs that are over."""
        return [self._days_of(run) for run in self.closed_runs]

    @property
    def ends_on(self) -> date:
        """The last day; while the plan rests, it moves with the pause; ended early, it was that."""
        plan = self.plan
        if plan.state in (PlanState.ENDED_EARLY, PlanState.REPLACED) and plan.closed_on:
            return min(plan.ends_on, plan.closed_on)
        return plan.ends_on

    @cached_property
    def counts(self) -> Counts:
        """What the days come to, over all runs."""
        return count([day for run in (*self.earlier, self.days) for day in run])

    @cached_property
    def number(self) -> int:
        """Which day of the run today is; the last one when it is over."""
        passed = [day.number for day in self.days if day.on <= self.today]
        return max(passed, default=0)

    @property
    def back_after(self) -> int | None:
        return days_to_return(self.days)

    @property
    def silent(self) -> int:
        """How many days in a row nothing was told."""
        return silent_days(self.days) if self.plan.state == PlanState.ACTIVE else 0

    @property
    def first_day(self) -> date:
        """The first day of the first run."""
        return min([self.plan.starts_on, *(run.first for run in self.closed_runs)])

    @property
    def is_due(self) -> bool:
        """Whether time has moved the plan on."""
        return is_due(self.plan, self.pauses)

    @property
    def pause(self) -> Span | None:
        """The pause that the plan is in."""
        return self.pauses[-1] if self.plan.state == PlanState.PAUSED and self.pauses else None

    @property
    def week(self) -> list[Day]:
        """The last seven days of the run, today included."""
        return [day for day in self.days if day.on <= self.today][-7:]

    @property
    def has_news(self) -> bool:
        """Whether the coach has answered something since the client last looked."""
        read_until = self.plan.read_until
        return self.answered_at is not None and (not read_until or read_until < self.answered_at)

    def may_tell_of(self, day: date) -> bool:
        """Whether the client can say something of a day now."""
        if following(PlanState(self.plan.state), Act.CHECK_IN, Party.CLIENT) is None:
            return False
        last = max(self.plan.ends_on, self.civil_today) if self.pause else self.plan.ends_on
        return may_check_in(day, Span(self.first_day, last), clock.now(), self.plan.client.zone)

    @property
    def pauses_left(self) -> int:
        """How many rests the plan may still have."""
        return max(0, PAUSES_AT_MOST - sum(pause.days > 0 for pause in self.pauses))

    def _days_of(self, run: Span) -> list[Day]:
        told = Told(self.reported, self.slips, self.pauses, self.plan.travel)
        return path_of(run, told, self.today)


@dataclass(frozen=True)
class Courses:
    """A client's plans: the one that holds, the one that is prepared, and those before."""

    live: Course | None
    prepared: Course | None
    past: Sequence[Course]

    @property
    def proposal(self) -> Course | None:
        """The one that is prepared, where the client knows of it."""
        return self.prepared if self.prepared and self.prepared.plan.proposed_at else None

    @property
    def before(self) -> list[Course]:
        """Those before that the client knows of."""
        return [one for one in self.past if one.plan.proposed_at]

    @property
    def for_client(self) -> Course | None:
        """The one to show to the client: what holds, else the last, unless one is proposed."""
        last = self.before[0] if self.before and not self.proposal else None
        return self.live or last

    @property
    def newest(self) -> Course | None:
        """The one to show: what holds, else what is prepared, else the last."""
        return self.live or self.prepared or (self.past[0] if self.past else None)


def courses_of(practice_id: UUID, client_id: UUID) -> Courses:
    """All of one client's plans."""
    query = (
        _courses()
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


def course_of(plan: NoContactPlan) -> Course:
    """One plan with its days."""
    query = _courses().where(
        NoContactPlan.practice_id == plan.practice_id, NoContactPlan.id == plan.id
    )
    return _course(db.session.execute(query).one())


def note_read(course: Course) -> None:
    """The client has the coach's answers before their eyes."""
    if course.has_news:
        course.plan.read_until = course.answered_at
        db.session.flush()


def _courses() -> Select[Any]:
    def of_plan(model: Any, *columns: Any) -> Select[Any]:  # noqa: ANN401
        found = select(*columns).where(
            model.practice_id == NoContactPlan.practice_id, model.plan_id == NoContactPlan.id
        )
        return found.correlate(NoContactPlan)

    slips = of_plan(ContactEvent, ContactEvent.on_day).where(ContactEvent.is_slip)
    waiting = of_plan(ContactEvent, func.count()).where(
        ContactEvent.is_slip, ContactEvent.answered_at.is_(None)
    )
    asked = of_plan(PlanWish, PlanWish.id).where(
        PlanWish.state == WishState.WAITING, PlanWish.asked_by == Party.COACH
    )
    told = union(of_plan(CheckIn, CheckIn.on_day), of_plan(ContactEvent, ContactEvent.on_day))
    pauses = of_plan(PlanPause, PlanPause.id).order_by(PlanPause.starts_on, PlanPause.id)
    runs = of_plan(PlanRun, PlanRun.id).order_by(PlanRun.starts_on)
    rules = of_plan(PlanRule, PlanRule.rule_key).where(PlanRule.is_on).order_by(PlanRule.position)
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
            of_plan(ContactEvent, func.max(ContactEvent.answered_at)).scalar_subquery(),
            of_plan(CheckIn, func.max(CheckIn.answered_at)).scalar_subquery(),
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
    )
