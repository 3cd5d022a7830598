"""A plan is written by the coach."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.nocontact.models import NoContactPlan, PlanRule, PlanStep
from coachhub.nocontact.rules import (
    DEFAULTS,
    PREPARED,
    SLIPS_BY_DEFAULT,
    Kind,
    Party,
    PlanState,
    Reason,
    RuleKey,
    end_of,
)
from coachhub.nocontact.services.guards import NotReady, missing_to_make
from coachhub.nocontact.services.steps import (
    NotPossible,
    claim,
    lock,
    lock_client,
    note,
)

STEPS_AT_MOST = 60
USUAL_DAYS = 30


class AlreadyPrepared(Exception):
    """The client has a plan already that waits to be proposed or agreed."""


@dataclass(frozen=True)
class RuleDraft:
    """One rule as it is to be; `words` are there for a rule of their own."""

    key: RuleKey
    is_on: bool
    counts_as_slip: bool
    words: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """What a plan says. Its reason is for limited contact only; it and the words may still lack."""

    kind: Kind
    reason: Reason | None
    days: int
    starts_on: date
    rationale: str
    already_since: date | None = None
    rules: list[RuleDraft] = field(default_factory=list)


def first_draft(today: date) -> PlanDraft:
    """What a new plan says before anything is chosen."""
    rules = [RuleDraft(key, is_on=True, counts_as_slip=key in SLIPS_BY_DEFAULT) for key in DEFAULTS]
    return PlanDraft(Kind.FULL, None, USUAL_DAYS, today, rationale="", rules=rules)


def draft_of(plan: NoContactPlan) -> PlanDraft:
    """What the stored plan says."""
    return PlanDraft(
        kind=Kind(plan.kind),
        reason=Reason(plan.reason) if plan.reason else None,
        days=plan.days,
        starts_on=plan.starts_on,
        rationale=plan.rationale or "",
        already_since=plan.already_since,
        rules=[
            RuleDraft(RuleKey(one.rule_key), one.is_on, one.counts_as_slip, one.words or "")
            for one in rules_of(plan)
        ],
    )


def find_plan(practice_id: UUID, client_id: UUID, plan_id: UUID) -> NoContactPlan | None:
    """One of the client's plans, by id."""
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == practice_id,
        NoContactPlan.client_id == client_id,
        NoContactPlan.id == plan_id,
    )
    return db.session.scalar(query)


def rules_of(plan: NoContactPlan) -> list[PlanRule]:
    """The plan's rules, in their order."""
    query = (
        select(PlanRule)
        .where(PlanRule.practice_id == plan.practice_id, PlanRule.plan_id == plan.id)
        .order_by(PlanRule.position)
    )
    return list(db.session.scalars(query))


def steps_of(plan: NoContactPlan) -> list[PlanStep]:
    """What happened with the plan, the last first."""
    query = (
        select(PlanStep)
        .where(PlanStep.practice_id == plan.practice_id, PlanStep.plan_id == plan.id)
        .order_by(PlanStep.at.desc(), PlanStep.id.desc())
    )
    return list(db.session.scalars(query.limit(STEPS_AT_MOST)))


def make_plan(client: Client, draft: PlanDraft, *, by: Actor, key: UUID) -> NoContactPlan:
    """The coach has a draft of a plan; the client doesn't see it yet.

    `key` comes from the form: the same form sent twice makes one plan. Raises NotReady,
    AlreadyPrepared, and NotPossible for a key that is somebody else's.
    """
    lock_client(client)
    sent_before = db.session.get(NoContactPlan, (client.practice_id, key))
    if sent_before is not None:
        if sent_before.client_id != client.id:
            raise NotPossible
        return sent_before
    missing = missing_to_make(client)
    if missing:
        raise NotReady(missing)
    if prepared_plan(client.practice_id, client.id) is not None:
        raise AlreadyPrepared
    plan = NoContactPlan(
        practice_id=client.practice_id,
        id=key,
        client_id=client.id,
        state=PlanState.DRAFT,
        zone=client.zone,
    )
    plan.client = client
    _fill(plan, draft)
    db.session.add(plan)
    db.session.flush()
    _write_rules(plan, draft.rules)
    note(plan, "make", before=None, by=by, party=Party.COACH)
    return plan


def prepared_plan(practice_id: UUID, client_id: UUID) -> NoContactPlan | None:
    """The client's plan that is a draft or proposed, if there is one."""
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == practice_id,
        NoContactPlan.client_id == client_id,
        NoContactPlan.state.in_(sorted(PREPARED)),
    )
    return db.session.scalar(query)


def change_plan(plan: NoContactPlan, draft: PlanDraft, *, version: int, by: Actor) -> None:
    """The draft says this. What says so already is saved: the same form sent twice. Raises Stale
    after a save of something else from somewhere else; NotPossible once proposed.
    """
    if plan.version != version and draft_of(plan) == draft:
        return
    claim(plan, version)
    if plan.state != PlanState.DRAFT:
        raise NotPossible
    _fill(plan, draft)
    _write_rules(plan, draft.rules)
    audit.record(plan.practice_id, "plan.changed", by=by, about=plan)


def keep_without_tasks(plan: NoContactPlan, words: str, *, by: Actor) -> None:
    """The draft says why no task goes with it. Raises NotPossible once proposed."""
    lock(plan)
    if plan.state != PlanState.DRAFT:
        raise NotPossible
    if words != (plan.without_tasks or ""):
        plan.without_tasks = words
        audit.record(plan.practice_id, "plan.changed", by=by, about=plan)


def _fill(plan: NoContactPlan, draft: PlanDraft) -> None:
    plan.kind, plan.reason, plan.days = draft.kind, draft.reason, draft.days
    plan.starts_on, plan.ends_on = draft.starts_on, end_of(draft.starts_on, draft.days)
    plan.already_since, plan.rationale = draft.already_since, draft.rationale


def _write_rules(plan: NoContactPlan, drafts: list[RuleDraft]) -> None:
    db.session.execute(
        delete(PlanRule).where(
            PlanRule.practice_id == plan.practice_id, PlanRule.plan_id == plan.id
        )
    )
    for position, draft in enumerate(drafts):
        rule = PlanRule(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            position=position,
            rule_key=draft.key,
            is_on=draft.is_on,
            counts_as_slip=draft.counts_as_slip,
        )
        rule.words = draft.words
        db.session.add(rule)
    db.session.flush()
