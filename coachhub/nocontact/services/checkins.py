"""What the client says of each day, and what the coach says to it."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.nocontact.models import (
    CheckIn,
    CheckInVersion,
    ContactEvent,
    NoContactPlan,
)
from coachhub.nocontact.rules import (
    REACHING_OUT,
    Act,
    ContactAnswer,
    Party,
    PlanState,
    Reaction,
    Span,
    civil_date,
    is_late,
    may_check_in,
)
from coachhub.nocontact.services.events import bare_event, tell_bare
from coachhub.nocontact.services.runs import first_day
from coachhub.nocontact.services.steps import check, lock
from coachhub.nocontact.services.wishes import WrongDay

VERSIONS_KEPT = 10
PAGE_SIZE = 14
_KEPT = ("contact", "mood", "energy", "sleep", "is_shared", "did", "line")
_PLAIN = frozenset(_KEPT) - {"did", "line"}


@dataclass(frozen=True)
class CheckInDraft:
    """What the client says of a day. Mood is 0 to 10, energy and sleep 1 to 3."""

    on_day: date
    contact: ContactAnswer
    is_shared: bool = True
    mood: int | None = None
    energy: int | None = None
    sleep: int | None = None
    did: str = ""
    line: str = ""


def window(plan: NoContactPlan) -> Span:
    """The dates of a plan that something can be said of: from the first run's first day on; while
    it rests, today too.
    """
    first = first_day(plan)
    if plan.state == PlanState.PAUSED:
        today = civil_date(clock.now(), plan.client.zone)
        return Span(min(first, today), max(plan.ends_on, today))
    return Span(first, plan.ends_on)


def check_in(plan: NoContactPlan, draft: CheckInDraft, *, by: Actor) -> CheckIn:
    """The day says this. A day has one check-in: another one changes it, and what it said before is
    kept. "I reached out" is contact of that day. Raises WrongDay and NotPossible.
    """
    lock(plan)
    check(plan, Act.CHECK_IN, Party.CLIENT)
    now, zone = clock.now(), plan.client.zone
    if not may_check_in(draft.on_day, window(plan), now, zone):
        raise WrongDay
    row = find_check_in(plan, draft.on_day)
    if row is None:
        row = CheckIn(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            on_day=draft.on_day,
            zone=zone,
            is_late=is_late(draft.on_day, now, zone),
        )
        db.session.add(row)
    elif not _says(row, draft):
        _keep_version(row)
        row.edited_at, row.version = now, row.version + 1
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    db.session.flush()
    _settle_contact(plan, draft, by=by)
    audit.record(plan.practice_id, "check_in.written", by=by, about=row)
    return row


def find_check_in(plan: NoContactPlan, on_day: date) -> CheckIn | None:
    """What was said of a day."""
    query = select(CheckIn).where(
        CheckIn.practice_id == plan.practice_id,
        CheckIn.plan_id == plan.id,
        CheckIn.on_day == on_day,
    )
    return db.session.scalar(query)


def check_ins_page(plan: NoContactPlan, page: int, *, size: int = PAGE_SIZE) -> Page[CheckIn]:
    """A page of the plan's check-ins, the last day first; which are shared, each says."""
    query = (
        select(CheckIn)
        .where(CheckIn.practice_id == plan.practice_id, CheckIn.plan_id == plan.id)
        .order_by(CheckIn.on_day.desc())
    )
    return page_of(query, page, size, lambda row: row)


def shared_check_in(plan: NoContactPlan, check_in_id: UUID) -> CheckIn | None:
    """One of the plan's check-ins that the client shares, by id."""
    query = select(CheckIn).where(
        CheckIn.practice_id == plan.practice_id,
        CheckIn.plan_id == plan.id,
        CheckIn.id == check_in_id,
        CheckIn.is_shared,
    )
    return db.session.scalar(query)


def answer_check_in(row: CheckIn, reaction: Reaction | None, words: str, *, by: Actor) -> None:
    """The client reads this under what they said of the day."""
    row.reaction, row.answer, row.answered_at = reaction, words, clock.now()
    db.session.flush()
    audit.record(row.practice_id, "check_in.answered", by=by, about=row)


def _says(row: CheckIn, draft: CheckInDraft) -> bool:
    values = asdict(draft)
    return all(
        getattr(row, name) == (values[name] if name in _PLAIN else values[name] or None)
        for name in _KEPT
    )


def _keep_version(row: CheckIn) -> None:
    version = CheckInVersion(practice_id=row.practice_id, check_in_id=row.id, number=row.version)
    for name in _KEPT:
        setattr(version, name, getattr(row, name))
    db.session.add(version)
    db.session.execute(
        delete(CheckInVersion).where(
            CheckInVersion.practice_id == row.practice_id,
            CheckInVersion.check_in_id == row.id,
            CheckInVersion.number <= row.version - VERSIONS_KEPT,
        )
    )


def _settle_contact(plan: NoContactPlan, draft: CheckInDraft, *, by: Actor) -> None:
    """That they reached out stands as contact of the day; taken back before another word was said
    of it, it is gone again.
    """
    bare = bare_event(plan, draft.on_day)
    if draft.contact is ContactAnswer.BY_ME:
        query = select(ContactEvent.id).where(
            ContactEvent.practice_id == plan.practice_id,
            ContactEvent.plan_id == plan.id,
            ContactEvent.on_day == draft.on_day,
            ContactEvent.kind.in_(REACHING_OUT),
        )
        if db.session.scalar(query.limit(1)) is None:
            tell_bare(plan, draft.on_day, by=by)
    elif bare is not None:
        db.session.delete(bare)
        db.session.flush()
