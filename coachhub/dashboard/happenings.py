"""What happened with a client, of all packages, as far as the member may know of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select, union_all

from coachhub.booking import services as booking
from coachhub.clients import services as clients
from coachhub.clients.access import coaches
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.happenings import Happenings
from coachhub.core.paging import Page
from coachhub.core.web import i18n
from coachhub.growth import services as growth
from coachhub.nocontact import services as nocontact
from coachhub.payments import services as payments
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions

LATELY = 12
PAGE_SIZE = 40


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, what in a sentence, and where it can be looked at."""

    kind: str
    at: datetime
    about_id: UUID | None
    meant: datetime | None
    here: dict[str, Any]
    """The practice and the client, in addresses."""

    @property
    def day(self) -> str:
        """Its day; with the year, unless it is this one's."""
        return _day(self.at)

    @property
    def meant_day(self) -> str:
        """The day that was meant."""
        return _day(self.meant) if self.meant else ""

    @property
    def sentence(self) -> str:
        """What happened."""
        return _KINDS[self.kind].sentence(self)

    @property
    def url(self) -> str | None:
        """Where it can be looked at, if there is more to see than this page has."""
        way = _KINDS[self.kind].way
        return way(self) if way else None


def _day(at: datetime) -> str:
    return i18n.day(at, year=at.year != clock.now().year)


@dataclass(frozen=True)
class _Kind:
    sentence: Callable[[Happened], str]
    way: Callable[[Happened], str] | None = None


def _session(one: Happened) -> str:
    return url_for("booking.session", practice=one.here["practice"], booking_id=one.about_id)


def _summary(one: Happened) -> str:
    return url_for("sessions.summary", practice=one.here["practice"], booking_id=one.about_id)


def _payment(one: Happened) -> str:
    return url_for("payments.payment", practice=one.here["practice"], booking_id=one.about_id)


def _plan(one: Happened) -> str:
    return url_for("nocontact.one_plan", **one.here, plan_id=one.about_id)


def _task(one: Happened) -> str:
    return url_for("growth.task", **one.here, task_id=one.about_id)


_KINDS: dict[str, _Kind] = {
    "client_noted": _Kind(lambda _one: _("The record was begun.")),
    "portal_opened": _Kind(lambda _one: _("The portal was opened.")),
    "agreement_signed": _Kind(lambda _one: _("The agreement was signed.")),
    "hope_told": _Kind(lambda _one: _("A hope was told.")),
    "engagement_lead": _Kind(lambda _one: _("A first word came.")),
    "engagement_discovery": _Kind(lambda _one: _("You began to get to know each other.")),
    "engagement_onboarding": _Kind(lambda _one: _("The beginning was prepared.")),
    "engagement_active": _Kind(lambda _one: _("The work together became active.")),
    "engagement_on_hold": _Kind(lambda _one: _("The work together was put on hold.")),
    "engagement_completing": _Kind(lambda _one: _("The work together began to come to its end.")),
    "engagement_completed": _Kind(lambda _one: _("The work together was completed.")),
    "engagement_declined": _Kind(lambda _one: _("The work together was declined.")),
    "engagement_referred_out": _Kind(lambda _one: _("They were referred to somebody else.")),
    "engagement_ended_early": _Kind(lambda _one: _("The work together ended early.")),
    "session_booked": _Kind(
        lambda one: _("A session was booked for %(day)s.", day=one.meant_day), _session
    ),
    "session_completed": _Kind(lambda _one: _("A session took place."), _session),
    "session_no_show": _Kind(lambda _one: _("A session passed without them."), _session),
    "session_cancelled": _Kind(
        lambda one: _("The session of %(day)s was cancelled.", day=one.meant_day), _session
    ),
    "summary_sent": _Kind(
        lambda one: _("The summary of %(day)s was sent.", day=one.meant_day), _summary
    ),
    "payment_in": _Kind(
        lambda one: _("The payment for %(day)s came in.", day=one.meant_day), _payment
    ),
    "plan_propose": _Kind(lambda _one: _("A plan was proposed."), _plan),
    "plan_agree": _Kind(lambda _one: _("The plan was agreed."), _plan),
    "plan_ask_change": _Kind(lambda _one: _("A change of the plan was asked for."), _plan),
    "plan_withdraw": _Kind(lambda _one: _("The plan was withdrawn."), _plan),
    "plan_start": _Kind(lambda _one: _("The plan began."), _plan),
    "plan_pause": _Kind(lambda _one: _("The plan was paused."), _plan),
    "plan_resume": _Kind(lambda _one: _("The plan went on."), _plan),
    "plan_extend": _Kind(lambda _one: _("The plan was extended."), _plan),
    "plan_restart": _Kind(lambda _one: _("A new run of the plan began."), _plan),
    "plan_run_out": _Kind(lambda _one: _("The last day of the plan was over."), _plan),
    "plan_end": _Kind(lambda _one: _("The plan was ended early."), _plan),
    "plan_replace": _Kind(lambda _one: _("The plan was replaced by a new one."), _plan),
    "plan_review": _Kind(lambda _one: _("The plan was looked back on."), _plan),
    "plan_leave_unreviewed": _Kind(lambda _one: _("The plan was completed without a talk."), _plan),
    "slip_told": _Kind(lambda _one: _("A slip was told."), _plan),
    "slip_answered": _Kind(lambda _one: _("A slip was answered."), _plan),
    "task_agreed": _Kind(lambda _one: _("A task was agreed."), _task),
    "task_done": _Kind(lambda _one: _("A task was done."), _task),
    "task_partly": _Kind(lambda _one: _("A task was done in part."), _task),
    "task_stopped": _Kind(lambda _one: _("A task was stopped."), _task),
}


def _sources(desk: Desk, row: clients.Row) -> Iterator[Happenings]:
    """The statements of all packages of which this member may know."""
    about = desk.practice.id, row.client.id
    yield from clients.happenings(*about)
    if desk.can(Can.SCHEDULE):
        yield from booking.happenings(*about)
    if desk.can(Can.TAKE_MONEY):
        yield payments.happenings(*about)
    if coaches(desk, row):
        yield clients.private_happenings(*about)
        yield sessions.happenings(*about)
        if desk.can(Can.GUIDE):
            yield from nocontact.happenings(*about)
            yield from growth.happenings(*about)


def lately(desk: Desk, row: clients.Row) -> list[Happened]:
    """The newest, in one statement."""
    return _found(desk, row, LATELY, 0)


def page_of(desk: Desk, row: clients.Row, page: int) -> Page[Happened]:
    """A page of all that happened, the newest first."""
    every = union_all(*_sources(desk, row)).subquery()
    total = db.session.scalars(select(func.count()).select_from(every)).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    rows = _found(desk, row, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return Page(rows, number, total, PAGE_SIZE)


def _found(desk: Desk, row: clients.Row, most: int, after: int) -> list[Happened]:
    every = union_all(*_sources(desk, row)).subquery()
    newest = (every.c.at.desc(), every.c.kind.desc(), every.c.about_id.desc())
    query = select(every).order_by(*newest).limit(most).offset(after)
    here = {"practice": desk.practice.slug, "client_id": row.client.id}
    return [
        Happened(one.kind, one.at, one.about_id, one.meant, here)
        for one in db.session.execute(query)
    ]
