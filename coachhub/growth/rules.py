"""What is true of growth tasks: kinds, rhythms, states, and how far one has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Category(StrEnum):
    """Which part of life a task is for."""

    PERSONAL_GOAL = "personal_goal"
    PROFESSIONAL_GOAL = "professional_goal"
    JOY = "joy"
    KINDNESS = "kindness"
    MOVEMENT = "movement"
    CONNECTION = "connection"
    REFLECTION = "reflection"
    BOUNDARIES = "boundaries"


class Kind(StrEnum):
    """What doing the task looks like."""

    ONE_OFF = "one_off"
    HABIT = "habit"
    REFLECTION = "reflection"


class Rhythm(StrEnum):
    """When a task asks to be done; `amount` says how much of it."""

    ONCE = "once"
    A_WEEK = "a_week"
    """`amount` times in each week, Monday to Sunday, on whatever days."""
    WEEKDAYS = "weekdays"
    """On named days of each week."""
    EVERY_WEEKS = "every_weeks"
    """Once in every `amount` weeks."""
    ENTRIES = "entries"
    """`amount` times in all."""


RHYTHMS: dict[Kind, frozenset[Rhythm]] = {
    Kind.ONE_OFF: frozenset({Rhythm.ONCE}),
    Kind.HABIT: frozenset({Rhythm.A_WEEK, Rhythm.WEEKDAYS, Rhythm.EVERY_WEEKS, Rhythm.ENTRIES}),
    Kind.REFLECTION: frozenset({Rhythm.ONCE, Rhythm.ENTRIES}),
}
"""The rhythms that a kind of task may have."""

AMOUNT_AT_MOST: dict[Rhythm, int] = {
    Rhythm.A_WEEK: 7,
    Rhythm.EVERY_WEEKS: 8,
    Rhythm.ENTRIES: 60,
}
"""The largest amount of each rhythm that has one; the smallest is 1."""


class TaskState(StrEnum):
    """Where a task stands. An agreed one is active from its first day on."""

    SUGGESTED = "suggested"
    AGREED = "agreed"
    ACTIVE = "active"
    DONE = "done"
    PARTLY = "partly"
    STOPPED = "stopped"


class Act(StrEnum):
    """What moves a task from one state to another."""

    AGREE = "agree"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    FINISH = "finish"
    FINISH_PARTLY = "finish_partly"
    STOP = "stop"


class Party(StrEnum):
    """Who acts on a task."""

    CLIENT = "client"
    COACH = "coach"


_S, _A = TaskState, Act
_BOTH = frozenset(Party)
_CLIENT, _COACH = frozenset({Party.CLIENT}), frozenset({Party.COACH})

STORED = frozenset({_S.SUGGESTED, _S.AGREED, _S.DONE, _S.PARTLY, _S.STOPPED})
"""The states that are kept; that an agreed task is active follows from the date."""

TRANSITIONS: dict[tuple[TaskState, Act], tuple[TaskState, frozenset[Party]]] = {
    (_S.SUGGESTED, _A.AGREE): (_S.AGREED, _CLIENT),
    (_S.SUGGESTED, _A.DECLINE): (_S.STOPPED, _CLIENT),
    (_S.SUGGESTED, _A.TAKE_BACK): (_S.STOPPED, _COACH),
    (_S.AGREED, _A.FINISH): (_S.DONE, _CLIENT),
    (_S.AGREED, _A.FINISH_PARTLY): (_S.PARTLY, _CLIENT),
    (_S.AGREED, _A.STOP): (_S.STOPPED, _BOTH),
}
"""(stored state, act): the state that follows, and who may act. What isn't here can't happen."""

OPEN = frozenset({_S.SUGGESTED, _S.AGREED})
CLOSED = STORED - OPEN
UNDO_WITHIN = timedelta(hours=1)
"""How long whoever closed a task may take that back: the page that offers it may lie open."""


def following(state: TaskState, act: Act, party: Party) -> TaskState | None:
    """The state that follows when this party acts so, or None where they can't."""
    to, who = TRANSITIONS.get((state, act), (None, frozenset[Party]()))
    return to if party in who else None


@dataclass(frozen=True)
class Closing:
    """How a task came to its end: by whom, when, and whether it had been agreed."""

    by: Party
    at: datetime
    was_agreed: bool


def reopened(closing: Closing | None, party: Party, now: datetime) -> TaskState | None:
    """Where a task stands again once its end is taken back; None where this party can't."""
    if closing is None or closing.by != party or now - closing.at > UNDO_WITHIN:
        return None
    return _S.AGREED if closing.was_agreed else _S.SUGGESTED


def state_on(state: TaskState, starts_on: date | None, today: date) -> TaskState:
    """The state as people see it on a day: what is agreed is active from its first day on."""
    if state == _S.AGREED and (starts_on is None or starts_on <= today):
        return _S.ACTIVE
    return state


def may_begin(start: date, today: date) -> bool:
    """Whether a task may begin on a day, looked at today."""
    return -START_BACK_AT_MOST <= start - today <= START_AHEAD_AT_MOST


class Outcome(StrEnum):
    """How one time of doing a task went."""

    DONE = "done"
    PARTLY = "partly"
    NOT_TODAY = "not_today"


class Verdict(StrEnum):
    """What the client wants to do with a task from here."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


class FeedbackState(StrEnum):
    """What an entry has met with at the coach's."""

    WAITING = "waiting"
    SEEN = "seen"
    ANSWERED = "answered"


START_BACK_AT_MOST, START_AHEAD_AT_MOST = timedelta(days=30), timedelta(days=366)
"""How far back, and how far ahead, a task may begin."""

ENTRY_DAYS_BACK = 14
"""How many days back an entry may be dated."""

MOST_ACTIVE = 5
MOST_HARD = 2
HARD = 3
"""The difficulty of a task that takes courage, or two hours and more."""


def is_a_lot(difficulties: Collection[int]) -> bool:
    """Whether open tasks of these difficulties are more than one should carry unasked."""
    return len(difficulties) > MOST_ACTIVE or sum(one == HARD for one in difficulties) > MOST_HARD


def bits_of(weekdays: Collection[int]) -> int:
    """Days of the week (Monday is 0) as they are stored: one bit each."""
    return sum(1 << day for day in set(weekdays))


def weekdays_of(bits: int) -> list[int]:
    """The days of the week that stored bits name, Monday first."""
    return [day for day in range(7) if bits & 1 << day]


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Pace:
    """How often, from when and until when. `weekdays` are bits, for the rhythm of that name."""

    rhythm: Rhythm
    amount: int
    weekdays: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Span:
    """A stretch of days with a number of times to do something in it; both days count."""

    first: date
    last: date | None
    target: int


def _days_after(day: date, number: int) -> date:
    """So many days later; the calendar's last day where there are no more."""
    return day + min(timedelta(days=number), date.max - day)


def span_at(pace: Pace, today: date) -> Span:
    """The stretch that counts on a day: the week, the round of weeks, or all of it."""
    if pace.rhythm in (Rhythm.ONCE, Rhythm.ENTRIES):
        return Span(pace.starts_on, pace.ends_on, max(pace.amount, 1))
    monday = week_of(max(today, pace.starts_on))
    if pace.rhythm is Rhythm.EVERY_WEEKS:
        begin = week_of(pace.starts_on)
        rounds = (monday - begin).days // 7 // pace.amount
        first = begin + timedelta(weeks=rounds * pace.amount)
        return Span(first, _days_after(first, 7 * pace.amount - 1), 1)
    days = len(weekdays_of(pace.weekdays)) if pace.rhythm is Rhythm.WEEKDAYS else pace.amount
    return Span(monday, _days_after(monday, 6), days)


@dataclass(frozen=True)
class Did:
    """One entry, as far as counting goes."""

    on: date
    outcome: Outcome


def times_done(entries: Sequence[Did], span: Span) -> int:
    """How many entries of the stretch say that something was done; a part counts too.

    One missed day does not hurt a habit, and a week may be caught up until Sunday: what counts is
    the number, not the days.
    """
    return sum(
        span.first <= entry.on and (span.last is None or entry.on <= span.last)
        for entry in entries
        if entry.outcome != Outcome.NOT_TODAY
    )


def asks_today(pace: Pace, entries: Sequence[Did], today: date) -> bool:
    """Whether the task is one for today: begun, not over, and not yet done as often as agreed."""
    if today < pace.starts_on or any(entry.on == today for entry in entries):
        return False
    if pace.rhythm is not Rhythm.ONCE and pace.ends_on is not None and today > pace.ends_on:
        return False
    if pace.rhythm is Rhythm.WEEKDAYS and today.weekday() not in weekdays_of(pace.weekdays):
        return False
    span = span_at(pace, today)
    return times_done(entries, span) < span.target


class Tag(StrEnum):
    """What somebody's complaint was about: behaviour, never character."""

    FELT_UNHEARD = "felt_unheard"
    SELFISH = "selfish"
    MESSY = "messy"
    HARPING = "harping"
    JEALOUS = "jealous"
    ALWAYS_AVAILABLE = "always_available"
    NEGLECTED_GOALS = "neglected_goals"
    NEGLECTED_FRIENDS = "neglected_friends"
    DISTANT = "distant"
    UNRELIABLE = "unreliable"
    SHORT_TEMPERED = "short_tempered"
    CRITICAL = "critical"
    PHONE = "phone"
    TOOK_FOR_GRANTED = "took_for_granted"
    NO_FUN = "no_fun"
    MONEY = "money"
    HEALTH = "health"
    CLINGY = "clingy"
    WORK_FIRST = "work_first"
