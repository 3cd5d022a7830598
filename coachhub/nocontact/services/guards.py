"""What has to be there before a plan may be made, proposed or agreed."""

from enum import StrEnum

from sqlalchemy import exists, select

from coachhub.clients import services as clients
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core.db import db
from coachhub.nocontact.models import NoContactPlan, PlanRule
from coachhub.nocontact.rules import LEAST_REASON, Kind, PlanState, Reason, kind_fits
from coachhub.nocontact.services.steps import live_plan
from coachhub.safety import services as safety
from coachhub.safety.rules import Standing


class Missing(StrEnum):
    """What is still missing."""

    ACTIVE_WORK = "active_work"
    AGREEMENT = "agreement"
    """The practice has published none."""
    SIGNATURE = "signature"
    SAFETY_ANSWERS = "safety_answers"
    CALM = "calm"
    """Something urgent is open."""
    TALK = "talk"
    """A caution was not talked about yet."""
    DUTY = "duty"
    """The other person asked for no contact: full, or limited to a duty."""
    WHY_SOME = "why_some"
    """Limited contact, and not yet for a reason."""
    REVIEW = "review"
    """The plan before waits for its review."""
    WORDS = "words"
    """Why this length and kind."""
    RULES = "rules"
    """No rule is on."""
    TASK = "task"


class NotReady(Exception):
    """Something is missing; `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def missing_to_make(client: Client) -> list[Missing]:
    """What is missing before a plan may be drafted for this client."""
    missing = []
    is_active = exists().where(
        Engagement.practice_id == client.practice_id,
        Engagement.client_id == client.id,
        Engagement.state == EngagementState.ACTIVE,
    )
    if not db.session.scalar(select(is_active)):
        missing.append(Missing.ACTIVE_WORK)
    agreement = clients.standing_of(client.practice_id, client.id)
    if agreement.current is None:
        missing.append(Missing.AGREEMENT)
    elif not agreement.has_signed_current:
        missing.append(Missing.SIGNATURE)
    return missing


def missing_to_hold(plan: NoContactPlan, standing: Standing | None = None) -> list[Missing]:
    """What is missing before this plan, or a change of it, may be agreed on; `standing` is the
    client's, where a page has it already.
    """
    standing = standing or safety.standing_of(plan.practice_id, plan.client_id)
    reason = Reason(plan.reason) if plan.reason else None
    has_reason = plan.kind == Kind.FULL or reason is not None
    fits = kind_fits(Kind(plan.kind), reason, asked_to_stop=standing.asked_to_stop)
    checks = [
        (Missing.SAFETY_ANSWERS, standing.answered_at is not None),
        (Missing.CALM, not standing.urgent),
        (Missing.TALK, not standing.undiscussed),
        (Missing.WHY_SOME, has_reason),
        (Missing.DUTY, fits or not has_reason),
    ]
    return missing_to_make(plan.client) + [what for what, is_there in checks if not is_there]


def missing_to_propose(plan: NoContactPlan, standing: Standing | None = None) -> list[Missing]:
    """What is missing before this plan may be proposed; tasks apart, which are others' matter."""
    before = live_plan(plan.practice_id, plan.client_id)
    waits = before is not None and before.state == PlanState.REVIEW_DUE
    is_any_on = exists().where(
        PlanRule.practice_id == plan.practice_id, PlanRule.plan_id == plan.id, PlanRule.is_on
    )
    checks = [
        (Missing.REVIEW, not waits),
        (Missing.WORDS, len(plan.rationale or "") >= LEAST_REASON),
        (Missing.RULES, db.session.scalar(select(is_any_on))),
    ]
    return missing_to_hold(plan, standing) + [what for what, is_there in checks if not is_there]


def hold_to(plan: NoContactPlan) -> None:
    """Raises NotReady where something is missing before this plan, or a change of it, may hold."""
    missing = missing_to_hold(plan)
    if missing:
        raise NotReady(missing)
