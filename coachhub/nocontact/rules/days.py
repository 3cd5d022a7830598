"""The arithmetic of a plan's days. A plan day is a civil date where the client is; no hours are
counted but where an instant is asked for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHORTEST, LONGEST = 21, 90
"""How many days a plan may have when it is agreed, and a run may grow to."""

ROLLOVER = time(3)
"""Until then, by the client's clock, the day before is still open."""

BACK_AT_MOST = 7
"""How many days back a check-in may be dated."""

AHEAD_AT_MOST = 60
"""How far ahead a plan may begin."""

CORRECTION_AT_MOST = 14
"""How far, either way, the start of a plan that runs may be corrected."""

PAUSE_AT_MOST, PAUSES_AT_MOST = 14, 2

SLIP_EXTENSION_AT_MOST = 14
REVIEW_EXTENSION_AT_MOST = 30
IN_ALL_AT_MOST = 180

RESTART_AHEAD_AT_MOST = 7

ALREADY_AT_MOST = 10 * 366
"""How many days of distance may lie before a plan; more is a slip of the pen."""

SILENT_DAYS = 4
"""After so many days without a word their coach looks after somebody."""

REVIEW_DAYS = 21
"""How long a review may wait before the plan is completed without one."""

_LINE_CROSSED = timedelta(hours=12)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Some days in a row; both ends count. One that ends before it begins has none."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def end_of(start: date, days: int) -> date:
    """The last day of so many that begin with `start`, which is day 1."""
    return start + timedelta(days=days - 1)


def is_length(days: int) -> bool:
    """Whether a plan may have so many days."""
    return SHORTEST <= days <= LONGEST


def may_begin(start: date, today: date) -> bool:
    """Whether a plan may begin on a day, looked at today."""
    return today <= start <= today + timedelta(days=AHEAD_AT_MOST)


def may_be_since(since: date, today: date) -> bool:
    """Whether there can be distance since a day already, as told today."""
    return today - timedelta(days=ALREADY_AT_MOST) <= since <= today


def civil_date(now: datetime, zone: str) -> date:
    """The date on the client's calendar."""
    return now.astimezone(ZoneInfo(zone)).date()


def closes_at(day: date, zone: str) -> datetime:
    """When a day is over for good: at the earliest instant that is 03:00, or past a skipped 03:00,
    on the next.
    """
    return datetime.combine(day + _ONE_DAY, ROLLOVER, ZoneInfo(zone)).astimezone(UTC)


def open_days(now: datetime, zone: str) -> tuple[date, ...]:
    """The days that "today" can mean, the likelier first: before 03:00, yesterday is still open."""
    today = civil_date(now, zone)
    yesterday = today - _ONE_DAY
    return (yesterday, today) if now < closes_at(yesterday, zone) else (today,)


def may_check_in(day: date, plan: Span, now: datetime, zone: str) -> bool:
    """Whether a check-in may be dated so: a day of the plan, come already, not too long ago."""
    today = civil_date(now, zone)
    return day in plan and today - timedelta(days=BACK_AT_MOST) <= day <= today


def is_late(day: date, now: datetime, zone: str) -> bool:
    """Whether what is said of a day now is added later."""
    return now >= closes_at(day, zone)


def has_ended(end: date, now: datetime, zone: str) -> bool:
    """Whether a plan's last day is over, its grace included."""
    return now >= closes_at(end, zone)


def hours_of(day: date, zone: str) -> float:
    """How long a day is; 23 or 25 where the clocks change."""
    begin, end = (
        datetime.combine(one, time(), ZoneInfo(zone)).astimezone(UTC)
        for one in (day, day + _ONE_DAY)
    )
    return (end - begin) / timedelta(hours=1)


def clock_changes(plan: Span, zone: str) -> list[date]:
    """The days of a plan on which the clocks change."""
    return [day for day in dates_of(plan) if hours_of(day, zone) != 24]  # noqa: PLR2004


def dates_of(span: Span) -> list[date]:
    """Every date of it."""
    return [span.first + timedelta(days=number) for number in range(span.days)]


def travelled(now: datetime, before: str, after: str) -> list[date]:
    """The dates lost by setting one's clock from the one zone to the other now.

    Over the date line the rest of a date is gone; it is marked as travel, not as unreported.
    Elsewhere a date is lost only if it is skipped whole.
    """
    here, there = (now.astimezone(ZoneInfo(zone)) for zone in (before, after))
    ahead = (there.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())
    first = here.date() if ahead > _LINE_CROSSED else here.date() + _ONE_DAY
    return dates_of(Span(first, there.date() - _ONE_DAY))


def lived_again(day: date, now: datetime, before: str, after: str) -> bool:
    """Whether a date is there by setting one's clock from the one zone to the other now: it has not
    passed there, or is open there and was over here. Lost before, it isn't lost.
    """
    first = open_days(now, after)[0]
    return day >= civil_date(now, after) or first <= day < open_days(now, before)[0]


def pause_of(today: date, days: int, *, is_reported: bool) -> Span:
    """A pause of so many days from now. A day that was told of stays a day of the plan."""
    first = today + _ONE_DAY if is_reported else today
    return Span(first, end_of(first, days))


def paused_until(pause: Span, resumed_on: date) -> Span:
    """What became of a pause that ends because the plan goes on with this day; one that never began
    has no days.
    """
    last = min(pause.last, resumed_on - _ONE_DAY)
    return Span(pause.first, max(last, pause.first - _ONE_DAY))


def after_pause(plan: Span, pause: Span) -> Span:
    """The plan with a pause in it: its end moves, and its start too if not a day had passed."""
    moved = timedelta(days=pause.days)
    first = plan.first + moved if pause.first <= plan.first else plan.first
    return Span(first, plan.last + moved)


def most_to_extend(days: int, *, at_review: bool, for_children: bool = False) -> int:
    """By how many days a run of `days` may grow: to 90, or, when it is reviewed, by 30 up to 180.
    Limited contact for the children's sake can be renewed at every review.
    """
    if not at_review:
        return max(0, LONGEST - days)
    if for_children:
        return REVIEW_EXTENSION_AT_MOST
    return max(0, min(REVIEW_EXTENSION_AT_MOST, IN_ALL_AT_MOST - days))


def restarts_after(slip: date, run: Span, today: date) -> Span:
    """When a new run may begin that a slip of the present one leads to: from the day after it up to
    a week ahead. A slip of no day of this run can't close it, and leads to none.
    """
    last = today + timedelta(days=RESTART_AHEAD_AT_MOST) if slip in run else slip
    return Span(slip + _ONE_DAY, last)


def may_restart(start: date, days: int, *, within: Span, run_days: int) -> bool:
    """Whether a new run of `days` may begin on a day: `within` those that the slip leads to, and no
    longer than the run was.
    """
    return start in within and SHORTEST <= days <= max(SHORTEST, run_days)


def may_correct(start: date, corrected: date, today: date, closed: Collection[Span] = ()) -> bool:
    """Whether a running plan's start may be corrected so: some days either way, not to come, and
    after the runs that are closed.
    """
    is_near = abs((corrected - start).days) <= CORRECTION_AT_MOST
    return is_near and corrected <= today and all(run.last < corrected for run in closed)


def is_in(day: date, spans: Collection[Span]) -> bool:
    """Whether a day lies in one of the spans."""
    return any(day in span for span in spans)
