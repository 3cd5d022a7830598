"""What happened with a client, of all packages, as far as the member may know of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Subquery, func, select, union_all

from coachhub.booking import services as booking
from coachhub.clients import services as clients
from coachhub.clients.access import coaches
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.happenings import Happenings
from coachhub.core.paging import Page
from coachhub.core.web import i18n
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import ContactEvent
from coachhub.payments import services as payments
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions

LATELY = 12
PAGE_SIZE = 40


class About(StrEnum):
    """Of what one may want to see no more than that."""

    PLAN = "plan"
    SESSIONS = "sessions"
    TASKS = "tasks"
    PAYMENTS = "payments"
    RECORD = "record"


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, what in a sentence, and where it can be looked at."""

    row: Any
    """As `core.happenings` has it."""
    practice_id: UUID
    here: dict[str, Any]
    """The practice and the client, in addresses."""
    called: str
    """What the client is called."""

    @property
    def kind(self) -> str:
        """What kind of thing it is."""
        return str(self.row.kind)

    @property
    def at(self) -> datetime:
        """When it happened."""
        moment: datetime = self.row.at
        return moment

    @property
    def when(self) -> str:
        """Its day and hour; with the year, unless it is this one's."""
        day = i18n.day(self.at, year=_in_other_year(self.at))
        return f"{day}, {i18n.time_of_day(self.at)}"

    @property
    def meant_day(self) -> str:
        """The day that was meant."""
        meant = self.row.meant
        return i18n.said_day(meant, year=_in_other_year(meant)) if meant else ""

    @property
    def name(self) -> str | None:
        """What it is about, by its name: the session's title, the task's words."""
        if self.row.named is None:
            title: str | None = self.row.title
            return title
        return GrowthTask(
            practice_id=self.practice_id, id=self.row.about, words_sealed=self.row.named
        ).words

    @property
    def quote(self) -> str | None:
        """What the client shared of it, in their words."""
        said = _KINDS[self.kind].said
        return said(self) if said else None

    @property
    def mark(self) -> str | None:
        """The shape of its state, where it has one."""
        return _KINDS[self.kind].mark

    @property
    def sentence(self) -> str:
        """What happened."""
        return _KINDS[self.kind].sentence(self)

    @property
    def url(self) -> str | None:
        """Where it can be looked at, if there is more to see than this page has."""
        way = _KINDS[self.kind].way
        return way(self) if way else None


def _in_other_year(at: datetime) -> bool:
    return at.year != clock.now().year


@dataclass(frozen=True)
class _Kind:
    sentence: Callable[[Happened], str]
    way: Callable[[Happened], str] | None = None
    mark: str | None = None
    said: Callable[[Happened], str | None] | None = None


def _session(one: Happened) -> str:
    return url_for("booking.session", practice=one.here["practice"], booking_id=one.row.about)


def _summary(one: Happened) -> str:
    return url_for("sessions.summary", practice=one.here["practice"], booking_id=one.row.about)


def _payment(one: Happened) -> str:
    return url_for("payments.payment", practice=one.here["practice"], booking_id=one.row.about)


def _hope(one: Happened) -> str:
    return url_for("clients.hope", **one.here)


def _plan(one: Happened) -> str:
    return url_for("nocontact.one_plan", **one.here, plan_id=one.row.about)


def _task(one: Happened) -> str:
    return url_for("growth.task", **one.here, task_id=one.row.about)


def _slip(one: Happened) -> str | None:
    row = one.row
    if row.said is None and row.or_said is None:
        return None
    event = ContactEvent(
        practice_id=one.practice_id,
        id=row.said_in,
        led_to_sealed=row.said,
        note_sealed=row.or_said,
    )
    return event.led_to or event.note


def _reflection(one: Happened) -> str | None:
    return TaskEntry(
        practice_id=one.practice_id, id=one.row.said_in, reflection_sealed=one.row.said
    ).reflection


def _days(one: Happened) -> str:
    row = one.row
    told: str = ngettext(
        "One check-in in the week of %(day)s.",
        "%(num)s check-ins in the week of %(day)s.",
        row.many,
        day=one.meant_day,
    )
    if row.lowest is None:
        return told
    if row.lowest == row.highest:
        mood = _("Mood %(mood)s of 10.", mood=i18n.number(row.lowest))
    else:
        mood = _(
            "Mood from %(lowest)s to %(highest)s of 10.",
            lowest=i18n.number(row.lowest),
            highest=i18n.number(row.highest),
        )
    return f"{told} {mood}"


_KINDS: dict[str, _Kind] = {
    "client_noted": _Kind(lambda _one: _("The record was begun.")),
    "portal_opened": _Kind(lambda one: _("%(name)s opened the portal.", name=one.called)),
    "agreement_signed": _Kind(lambda one: _("%(name)s signed the agreement.", name=one.called)),
    "hope_told": _Kind(lambda one: _("%(name)s said what they hope for.", name=one.called), _hope),
    "engagement_lead": _Kind(lambda one: _("%(name)s got in touch.", name=one.called)),
    "engagement_discovery": _Kind(lambda _one: _("Getting to know each other began.")),
    "engagement_onboarding": _Kind(lambda _one: _("Coaching was prepared.")),
    "engagement_active": _Kind(lambda _one: _("Coaching is under way.")),
    "engagement_on_hold": _Kind(lambda _one: _("Coaching was put on hold.")),
    "engagement_completing": _Kind(lambda _one: _("Coaching began to come to its end.")),
    "engagement_completed": _Kind(lambda _one: _("Coaching was completed.")),
    "engagement_declined": _Kind(lambda _one: _("Coaching was declined.")),
    "engagement_referred_out": _Kind(
        lambda one: _("%(name)s goes on with somebody else.", name=one.called)
    ),
    "engagement_ended_early": _Kind(lambda _one: _("Coaching ended early.")),
    "session_booked": _Kind(
        lambda one: _("A session was booked for %(day)s.", day=one.meant_day), _session
    ),
    "session_completed": _Kind(
        lambda one: _("%(name)s had a session.", name=one.called), _session, mark="ok"
    ),
    "session_no_show": _Kind(
        lambda one: _("%(name)s did not come to a session.", name=one.called), _session, mark="open"
    ),
    "session_cancelled": _Kind(
        lambda one: _("The session of %(day)s was cancelled.", day=one.meant_day),
        _session,
        mark="open",
    ),
    "summary_sent": _Kind(
        lambda one: _("%(name)s got the summary of %(day)s.", name=one.called, day=one.meant_day),
        _summary,
        mark="ok",
    ),
    "payment_in": _Kind(
        lambda one: _("%(name)s paid for %(day)s.", name=one.called, day=one.meant_day),
        _payment,
        mark="ok",
    ),
    "plan_propose": _Kind(
        lambda one: _("A plan was proposed to %(name)s.", name=one.called), _plan
    ),
    "plan_agree": _Kind(lambda one: _("%(name)s agreed to the plan.", name=one.called), _plan),
    "plan_ask_change": _Kind(
        lambda one: _("%(name)s asked for a change of the plan.", name=one.called),
        _plan,
        mark="open",
    ),
    "plan_withdraw": _Kind(lambda _one: _("The plan was withdrawn."), _plan),
    "plan_start": _Kind(lambda _one: _("The plan began."), _plan),
    "plan_pause": _Kind(lambda _one: _("The plan was paused."), _plan),
    "plan_resume": _Kind(lambda _one: _("The plan went on."), _plan),
    "plan_extend": _Kind(lambda _one: _("The plan was extended."), _plan),
    "plan_restart": _Kind(lambda _one: _("A new run of the plan began."), _plan),
    "plan_run_out": _Kind(lambda _one: _("The plan’s last day is over."), _plan),
    "plan_end": _Kind(lambda _one: _("The plan was ended early."), _plan),
    "plan_replace": _Kind(lambda _one: _("The plan was replaced by a new one."), _plan),
    "plan_review": _Kind(lambda _one: _("You looked back on the plan together."), _plan),
    "plan_leave_unreviewed": _Kind(lambda _one: _("The plan was completed without a talk."), _plan),
    "slip_told": _Kind(
        lambda one: _("%(name)s told you about a slip.", name=one.called),
        _plan,
        mark="open",
        said=_slip,
    ),
    "slip_answered": _Kind(lambda _one: _("A slip was answered."), _plan, mark="ok"),
    "task_agreed": _Kind(lambda one: _("%(name)s agreed to a task.", name=one.called), _task),
    "task_done": _Kind(lambda one: _("%(name)s did a task.", name=one.called), _task, mark="ok"),
    "task_partly": _Kind(
        lambda one: _("%(name)s did a task in part.", name=one.called), _task, mark="wait"
    ),
    "days_told": _Kind(_days, _plan),
    "task_told": _Kind(
        lambda one: _("%(name)s wrote about a task.", name=one.called), _task, said=_reflection
    ),
    "task_stopped": _Kind(lambda _one: _("A task was stopped."), _task, mark="open"),
}


def _sources(desk: Desk, row: clients.Row) -> Iterator[tuple[About, Happenings]]:
    """The statements of all packages of which this member may know."""
    about = desk.practice.id, row.client.id
    yield from ((About.RECORD, one) for one in clients.happenings(*about))
    if desk.can(Can.SCHEDULE):
        yield from ((About.SESSIONS, one) for one in booking.happenings(*about))
    if desk.can(Can.TAKE_MONEY):
        yield About.PAYMENTS, payments.happenings(*about)
    if coaches(desk, row):
        yield About.RECORD, clients.private_happenings(*about)
        yield About.SESSIONS, sessions.happenings(*about)
        if desk.can(Can.GUIDE):
            yield from ((About.PLAN, one) for one in nocontact.happenings(*about))
            yield from ((About.TASKS, one) for one in growth.happenings(*about))


def abouts(desk: Desk, row: clients.Row) -> list[About]:
    """Of what this member may see that it happened, in order."""
    known = {about for about, _statement in _sources(desk, row)}
    return [about for about in About if about in known]


def lately(desk: Desk, row: clients.Row) -> list[Happened]:
    """The newest, in one statement."""
    return _found(desk, row, _every(desk, row, None), LATELY, 0)


def page_of(desk: Desk, row: clients.Row, page: int, about: About | None) -> Page[Happened]:
    """A page of all that happened, or all about one thing, the newest first."""
    every = _every(desk, row, about)
    total = db.session.scalars(select(func.count()).select_from(every)).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    rows = _found(desk, row, every, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return Page(rows, number, total, PAGE_SIZE)


def _every(desk: Desk, row: clients.Row, about: About | None) -> Subquery:
    wanted = (one for of, one in _sources(desk, row) if about in {None, of})
    return union_all(*wanted).subquery()


def _found(desk: Desk, row: clients.Row, every: Subquery, most: int, after: int) -> list[Happened]:
    newest = (every.c.at.desc(), every.c.kind.desc(), every.c.about.desc())
    query = select(every).order_by(*newest).limit(most).offset(after)
    here = {"practice": desk.practice.slug, "client_id": row.client.id}
    return [
        Happened(one, desk.practice.id, here, row.client.called)
        for one in db.session.execute(query)
    ]
