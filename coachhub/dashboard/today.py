"""Who needs a member first, and what the day holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from coachhub.booking import services as booking
from coachhub.booking.access import whose_sessions
from coachhub.booking.rules import minute_of
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.private import Unreadable
from coachhub.dashboard.reasons import Reason, Wants, waiting
from coachhub.dashboard.steps import Step, open_steps
from coachhub.nocontact import services as nocontact
from coachhub.payments import services as payments
from coachhub.payments.services import Totals
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.sessions.services import Figures, figures_since

AT_LENGTH = 5
"""After so many reasons, one line each."""
TOGETHER = 4
"""So many lines of one kind are one, which opens."""
AT_A_GLANCE = 8
"""More sessions than these are no longer drawn at their hours: a line each."""
AHEAD = 6
"""So many lines of a full day stand open."""


@dataclass(frozen=True)
class Brief:
    """A line after the first reasons: one of them, or many of a kind."""

    reasons: Sequence[Reason]
    words: str = ""
    """What they are together, where they are many."""


@dataclass(frozen=True)
class FullDay:
    """The sessions of a day with many: what is over and what comes later stand behind a word."""

    over: Sequence[booking.Session]
    ahead: Sequence[booking.Session]
    later: Sequence[booking.Session]


@dataclass(frozen=True)
class Today:
    """A member's day, by their own clock."""

    day: date
    reasons: Sequence[Reason]
    words: Mapping[UUID, str]
    """What those who wait over a slip said of it, as far as it is shared."""
    sessions: Sequence[booking.Session]
    own: Sequence[booking.Session]
    """Those of a coach's that they hold themselves; else all that are shown."""
    wall: booking.Day
    minute: int
    """How far into the day it is."""
    figures: Figures
    money: Totals | None
    """What came in this month and what is to be paid, for those who may see it."""
    steps: Sequence[Step]
    """While nothing else is to be seen to: what the practice still needs."""

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """What more than one of the clients is called who stand here."""
        here = [one.client for one in self.reasons]
        here += [one.booking.client for one in self.sessions if one.booking.client]
        called = Counter({client.id: client.called for client in here}.values())
        return frozenset(name for name, times in called.items() if times > 1)

    def named(self, client: Client) -> str:
        """What somebody is called here: their full name, where another one is called the same."""
        return client.name if client.called in self.namesakes else client.called

    @property
    def at_length(self) -> Sequence[Reason]:
        """The first reasons, with all that is said of them."""
        return self.reasons[:AT_LENGTH]

    @property
    def briefly(self) -> Sequence[Brief]:
        """Those that follow."""
        return in_lines(self.reasons[AT_LENGTH:])

    @property
    def people(self) -> int:
        """How many people wait for a word."""
        return len({one.client.id for one in self.reasons if one.wants is Wants.WORD})

    @property
    def to_close(self) -> int:
        """How many sessions are to be closed."""
        return sum(one.wants is Wants.END for one in self.reasons)

    @property
    def to_look_at(self) -> int:
        """How much else is to be seen to."""
        return sum(one.wants is Wants.LOOK for one in self.reasons)

    @property
    def next_at(self) -> datetime | None:
        """When the next of their own sessions begins; none where all have begun."""
        begin = (session.booking.starts_at for session in self.own)
        return next((one for one in begin if one > clock.now()), None)

    @property
    def is_full(self) -> bool:
        """Whether the day has more sessions than one sees at a glance."""
        return len(self.sessions) > AT_A_GLANCE

    @property
    def full_day(self) -> FullDay:
        """The sessions of a full day as they stand now."""
        return in_sight(self.sessions, clock.now())

    @property
    def minutes(self) -> int:
        """How long their own sessions are together."""
        return sum(session.booking.minutes for session in self.own)

    @property
    def of_others(self) -> int:
        """How many sessions of the day another coach holds."""
        return len(self.sessions) - len(self.own)


def in_sight(sessions: Sequence[booking.Session], now: datetime) -> FullDay:
    """A day from the first session on that has not ended; its last ones where it is nearly over."""
    over = sum(session.booking.ends_at <= now for session in sessions)
    over = max(0, min(over, len(sessions) - AHEAD))
    return FullDay(sessions[:over], sessions[over : over + AHEAD], sessions[over + AHEAD :])


def in_lines(reasons: Sequence[Reason]) -> list[Brief]:
    """A line each; many of a kind are one."""
    lines: list[Brief] = []
    for _kind, group in groupby(reasons, lambda one: one.kind):
        alike = list(group)
        words = alike[0].together(len(alike)) if len(alike) >= TOGETHER else ""
        lines += [Brief(alike, words)] if words else [Brief([one]) for one in alike]
    return lines


def look(desk: Desk) -> Today:
    """What waits for this member now."""
    day = clock.today(desk.user.zone)
    zone = ZoneInfo(desk.user.zone)
    begin = datetime.combine(day, time(), zone)
    month, whose = begin.replace(day=1), whose_sessions(desk)
    reasons = waiting(desk)
    sessions = booking.agenda(desk.practice.id, begin, begin + timedelta(days=1), coach_id=whose)
    return Today(
        day,
        reasons,
        _words(desk, reasons[:AT_LENGTH]),
        sessions,
        _own(desk, sessions),
        booking.week_of(sessions, [day], zone)[0],
        minute_of(clock.now(), day, zone),
        figures_since(desk.practice.id, month, coach_id=whose),
        payments.totals_since(desk.practice.id, month, desk.settings.currency, coach_id=whose)
        if desk.can(Can.TAKE_MONEY)
        else None,
        [] if reasons else open_steps(desk),
    )


def _own(desk: Desk, sessions: Sequence[booking.Session]) -> Sequence[booking.Session]:
    """Who coaches nobody looks after the day of all."""
    if not desk.can(Can.GUIDE):
        return sessions
    return [one for one in sessions if one.booking.coach_id == desk.member.id]


def _words(desk: Desk, reasons: Sequence[Reason]) -> Mapping[UUID, str]:
    """What is quoted of them. A text that can't be read is told of on its own page, not here: the
    day has to open all the same.
    """
    slipped = [one.client.id for one in reasons if one.kind == "slip"]
    try:
        return nocontact.words_of_slips(desk.practice.id, slipped) if slipped else {}
    except Unreadable:
        return {}
