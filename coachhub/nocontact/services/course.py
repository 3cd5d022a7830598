"""A plan and how its days went, as coach and client look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from coachhub.core import clock
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import (
    PAUSES_AT_MOST,
    Act,
    Chart,
    Counts,
    Day,
    Felt,
    Mark,
    Party,
    PlanState,
    RuleKey,
    Span,
    Told,
    charts_of,
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
    felt: Sequence[Felt]
    """What the check-ins say in numbers, private ones too: `charts` leaves these out."""

    @cached_property
    def today(self) -> date:
        """The earliest day that is still open; in its first night a run has none before it."""
        first = open_days(clock.now(), self.plan.client.zone)[0]
        return self.civil_today if first < self.plan.starts_on <= self.civil_today else first

    @cached_property
    def civil_today(self) -> date:
        return civil_date(clock.now(), self.plan.client.zone)

    @property
    def is_past_midnight(self) -> bool:
        """Whether a plan that runs or rests still has the day before open."""
        runs = self.plan.state in (PlanState.ACTIVE, PlanState.PAUSED)
        return runs and self.today != self.civil_today

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
        ends_on = self.plan.ends_on
        return min(ends_on, self._ended_on) if self._ended_on else ends_on

    @property
    def _ended_on(self) -> date | None:
        """When it was ended before its time."""
        was_ended = self.plan.state in (PlanState.ENDED_EARLY, PlanState.REPLACED)
        return self.plan.closed_on if was_ended else None

    @cached_property
    def counts(self) -> Counts:
        """What the days come to, over all runs."""
        return count([day for run in (*self.earlier, self.days) for day in run])

    @property
    def slip_days(self) -> list[date]:
        """The days of all runs that had a slip, in order."""
        every = (day for run in (*self.earlier, self.days) for day in run)
        return [day.on for day in every if day.mark is Mark.SLIP]

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
    def starts_from(self) -> date | None:
        """The first day that the present run may have; none while it is the only one."""
        last = max((run.last for run in self.closed_runs), default=None)
        return last + timedelta(days=1) if last else None

    @property
    def days_before(self) -> int:
        """How many days of distance there were before the plan; told, and never counted."""
        since = self.plan.already_since
        return max(0, (self.first_day - since).days) if since else 0

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

    def charts(self, party: Party) -> list[Chart]:
        """How the days up to now felt, for coach or client."""
        last = min(max([self.today, *(one.on for one in self.felt)]), self.ends_on)
        return charts_of(self.felt, Span(self.first_day, last), party)

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
        told = Told(self.reported, self.slips, self.pauses, self.plan.travel, self._ended_on)
        is_agreed = self.plan.state not in (PlanState.DRAFT, PlanState.PROPOSED)
        return path_of(run, told, self.today if is_agreed else date.min)


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
