"""Who needs a member first, and what the day holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coachhub.booking import services as booking
from coachhub.booking.access import whose_sessions
from coachhub.booking.rules import BookingState
from coachhub.core import clock
from coachhub.core.web.i18n import moment
from coachhub.growth import services as growth
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions

LOOK_BACK = timedelta(days=14)
"""How far back a session is still asked after."""
AT_LENGTH = 5
"""After so many people, one line each."""


@dataclass(frozen=True)
class Reason:
    """Why somebody waits for the member: who, since when, in a sentence, and the way to it."""

    name: str
    since: datetime
    kind: str
    word: str
    sentence: str
    act: str
    url: str


@dataclass(frozen=True)
class Today:
    """A member's day, by their own clock."""

    day: date
    reasons: Sequence[Reason]
    sessions: Sequence[booking.Session]
    held_this_month: int

    @property
    def minutes(self) -> int:
        """How long the day's sessions are together."""
        return sum(session.booking.minutes for session in self.sessions)


def look(desk: Desk) -> Today:
    """What waits for this member now."""
    zone = ZoneInfo(desk.user.zone)
    day = clock.today(desk.user.zone)
    begin = datetime.combine(day, time(), zone)
    whose = whose_sessions(desk)
    found = booking.agenda(
        desk.practice.id, begin - LOOK_BACK, begin + timedelta(days=1), coach_id=whose
    )
    month = booking.count_held(desk.practice.id, begin.replace(day=1), coach_id=whose)
    return Today(
        day,
        list(_reasons(desk, found)),
        [one for one in found if one.booking.starts_at >= begin],
        month,
    )


def _reasons(desk: Desk, found: Sequence[booking.Session]) -> Iterator[Reason]:
    """In the order in which they should be seen to."""
    if desk.can(Can.WRITE_PRIVATELY):
        yield from _corrections(desk)
    if desk.can(Can.GUIDE):
        yield from _entries(desk)
    yield from _unclosed(desk, found)


def _corrections(desk: Desk) -> Iterator[Reason]:
    here = desk.practice.slug
    for summary in sessions.corrections_for(desk.practice.id, desk.member.id):
        client = summary.booking.client
        if client is not None and summary.asked_at is not None:
            yield Reason(
                client.called,
                summary.asked_at,
                "need",
                _("other words"),
                _("would like the summary to say something differently."),
                _("Open the summary"),
                url_for("sessions.summary", practice=here, booking_id=summary.booking_id),
            )


def _entries(desk: Desk) -> Iterator[Reason]:
    here = desk.practice.slug
    for waiting in growth.waiting_for(desk.practice.id, desk.member.id):
        yield Reason(
            waiting.client.called,
            waiting.since,
            "need",
            _("to answer"),
            ngettext("told you of a task.", "told you of tasks, %(num)s times.", waiting.count),
            _("Answer %(name)s", name=waiting.client.called),
            url_for("growth.tasks", practice=here, client_id=waiting.client.id),
        )


def _unclosed(desk: Desk, found: Sequence[booking.Session]) -> Iterator[Reason]:
    here = desk.practice.slug
    for session in found:
        row = session.booking
        if row.state == BookingState.CONFIRMED and row.ends_at < clock.now() and row.client:
            yield Reason(
                row.client.called,
                row.starts_at,
                "wait",
                _("to close"),
                _("had a session with you on %(when)s.", when=moment(row.starts_at)),
                _("Say how it went"),
                url_for("booking.session", practice=here, booking_id=row.id),
            )
