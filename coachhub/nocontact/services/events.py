"""Contact that the client tells of, and what the coach decides about a slip."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, select

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanPause, PlanRule
from coachhub.nocontact.rules import (
    REACHING_OUT,
    Act,
    ContactKind,
    Party,
    PlanState,
    Rule,
    SlipAnswer,
    Wish,
    civil_date,
    is_in,
    is_late,
    is_slip,
)
from coachhub.nocontact.services.runs import first_day
from coachhub.nocontact.services.steps import NotPossible, check, lock, lock_client, note
from coachhub.nocontact.services.wishes import Asked, WrongDay, ask

EVENTS_A_PAGE = 10
_GOES_ON = frozenset({ContactKind.VIA_OTHERS, ContactKind.CHECKING})
"""Slips after which the plan goes on, unless the coach says otherwise."""


@dataclass(frozen=True)
class EventDraft:
    """Contact as the client tells it. What was written or said isn't asked for."""

    on_day: date
    kind: ContactKind
    is_shared: bool = True
    feeling: int | None = None
    led_to: str = ""
    needs: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What the coach says to a slip, and what becomes of the plan if the client agrees."""

    decision: SlipAnswer
    words: str
    days: int | None = None
    starts_on: date | None = None


def tell(plan: NoContactPlan, draft: EventDraft, *, by: Actor, key: UUID) -> ContactEvent:
    """The contact stands with the plan, as a slip where the plan's rules say so. Nothing is reset.

    `key` comes from the form: sent twice, it is told once. Contact that a check-in has named is
    told in full by this. Told after the last day, a slip begins the time of review anew.
    Raises WrongDay and NotPossible.
    """
    lock(plan)
    sent_before = _sent_before(plan, key)
    if sent_before is not None:
        if sent_before.plan_id != plan.id:
            raise NotPossible
        return sent_before
    check(plan, Act.TELL, Party.CLIENT)
    if not first_day(plan) <= draft.on_day <= _last_day(plan):
        raise WrongDay
    row = bare_event(plan, draft.on_day)
    if row is None or draft.kind not in REACHING_OUT:
        row = ContactEvent(practice_id=plan.practice_id, id=key, plan_id=plan.id)
        row.is_late = is_late(draft.on_day, clock.now(), plan.client.zone)
    row.form_key = key
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    return _stands(plan, row, by=by)


def tell_bare(plan: NoContactPlan, on_day: date, *, by: Actor) -> None:
    """A check-in says that the client reached out; the rest of it is yet to be told."""
    row = ContactEvent(
        practice_id=plan.practice_id,
        plan_id=plan.id,
        on_day=on_day,
        kind=ContactKind.REACHED_OUT,
        is_shared=True,
        is_late=is_late(on_day, clock.now(), plan.client.zone),
    )
    _stands(plan, row, by=by)


def bare_event(plan: NoContactPlan, on_day: date) -> ContactEvent | None:
    """Contact that a check-in of that day has named, and of which nothing else was told yet."""
    query = select(ContactEvent).where(
        ContactEvent.practice_id == plan.practice_id,
        ContactEvent.plan_id == plan.id,
        ContactEvent.on_day == on_day,
        ContactEvent.kind == ContactKind.REACHED_OUT,
        ContactEvent.answered_at.is_(None),
    )
    return db.session.scalar(query.limit(1))


def find_event(plan: NoContactPlan, event_id: UUID) -> ContactEvent | None:
    """One of the plan's contacts, by id."""
    query = select(ContactEvent).where(
        ContactEvent.practice_id == plan.practice_id,
        ContactEvent.plan_id == plan.id,
        ContactEvent.id == event_id,
    )
    return db.session.scalar(query)


def events_page(
    plan: NoContactPlan, page: int, *, to_answer_first: bool = False
) -> Page[ContactEvent]:
    """A page of the plan's contacts, the last first; or before all of them the slips without an
    answer, the one that waits longest first.
    """
    waits = ContactEvent.is_slip & ContactEvent.answered_at.is_(None)
    first = (waits.desc(), case((waits, ContactEvent.on_day)), case((waits, ContactEvent.id)))
    query = (
        select(ContactEvent)
        .where(ContactEvent.practice_id == plan.practice_id, ContactEvent.plan_id == plan.id)
        .order_by(*(first if to_answer_first else ()))
        .order_by(ContactEvent.on_day.desc(), ContactEvent.id.desc())
    )
    return page_of(query, page, EVENTS_A_PAGE, lambda row: row)


def words_of_slips(practice_id: UUID, client_ids: Collection[UUID]) -> dict[UUID, str]:
    """What each of these clients said of the slip that waits longest for an answer, if they share
    it: what came before it, or else their note.
    """
    query = (
        select(NoContactPlan.client_id, ContactEvent)
        .join(
            ContactEvent,
            (ContactEvent.practice_id == NoContactPlan.practice_id)
            & (ContactEvent.plan_id == NoContactPlan.id),
        )
        .where(
            NoContactPlan.practice_id == practice_id,
            NoContactPlan.client_id.in_(client_ids),
            ContactEvent.is_slip,
            ContactEvent.is_shared,
            ContactEvent.answered_at.is_(None),
        )
        .order_by(ContactEvent.on_day.desc(), ContactEvent.id.desc())
    )
    found = [(client_id, row.led_to or row.note) for client_id, row in db.session.execute(query)]
    return {client_id: words for client_id, words in found if words}


def answer_slip(plan: NoContactPlan, event: ContactEvent, answer: Answer, *, by: Actor) -> None:
    """The client reads these words. The plan goes on as it was; more days or a new run are asked
    of the client. Raises NotPossible for what is no slip, or answered, and what `ask` raises.
    """
    lock_client(plan.client)
    lock(plan)
    db.session.refresh(event, with_for_update=True)
    if not event.is_slip or event.answered_at is not None:
        raise NotPossible
    if answer.decision is SlipAnswer.EXTEND:
        asked = Asked(Wish.EXTEND, answer.days, None, answer.words, event.id)
        ask(plan, asked, by=by, party=Party.COACH)
    elif answer.decision is SlipAnswer.NEW_RUN:
        asked = Asked(Wish.RESTART, answer.days, answer.starts_on, answer.words, event.id)
        ask(plan, asked, by=by, party=Party.COACH)
    event.decision, event.decided_at = answer.decision, clock.now()
    event.answer, event.answered_at = answer.words, clock.now()
    db.session.flush()
    audit.record(plan.practice_id, "slip.answered", by=by, about=event, decision=answer.decision)


def overrule(
    plan: NoContactPlan, event: ContactEvent, reason: str, *, counts: bool, by: Actor
) -> None:
    """The contact counts as a slip, or doesn't, whatever the rules say; with the coach's reason."""
    lock(plan)
    db.session.refresh(event, with_for_update=True)
    event.is_slip, event.overruling, event.overruled_at = counts, reason, clock.now()
    db.session.flush()
    audit.record(
        plan.practice_id, "slip.overruled", by=by, about=event, counts="yes" if counts else "no"
    )


def _sent_before(plan: NoContactPlan, key: UUID) -> ContactEvent | None:
    """What the form with this key has told already."""
    filled = (ContactEvent.plan_id == plan.id) & (ContactEvent.form_key == key)
    query = select(ContactEvent).where(
        ContactEvent.practice_id == plan.practice_id, (ContactEvent.id == key) | filled
    )
    return db.session.scalar(query.limit(1))


def _stands(plan: NoContactPlan, row: ContactEvent, *, by: Actor) -> ContactEvent:
    kind = ContactKind(row.kind)
    row.is_slip = not _is_paused(plan, row.on_day) and is_slip(kind, _rules(plan))
    if row.is_slip and kind in _GOES_ON:
        row.decision, row.decided_at = SlipAnswer.CONTINUE, clock.now()
    db.session.add(row)
    db.session.flush()
    if row.is_slip and plan.state == PlanState.REVIEW_DUE:
        plan.review_since = civil_date(clock.now(), plan.client.zone)
        note(plan, Act.TELL, before=PlanState.REVIEW_DUE, by=by, party=Party.CLIENT)
    audit.record(plan.practice_id, "contact.told", by=by, about=row)
    return row


def _rules(plan: NoContactPlan) -> list[Rule]:
    query = select(PlanRule).where(
        PlanRule.practice_id == plan.practice_id, PlanRule.plan_id == plan.id
    )
    return [row.rule for row in db.session.scalars(query)]


def _is_paused(plan: NoContactPlan, day: date) -> bool:
    query = select(PlanPause).where(
        PlanPause.practice_id == plan.practice_id, PlanPause.plan_id == plan.id
    )
    return is_in(day, [pause.span for pause in db.session.scalars(query)])


def _last_day(plan: NoContactPlan) -> date:
    today = civil_date(clock.now(), plan.client.zone)
    return today if plan.state == PlanState.PAUSED else min(today, plan.ends_on)
