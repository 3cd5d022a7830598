"""What has to be there before a plan may be made, proposed or agreed."""

from enum import StrEnum

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Kind, PlanState, Reason, kind_fits
from coachhub.nocontact.services.steps import live_plan
from coachhub.safety import services as safety


class Missing(StrEnum):
    """What is still missing."""

    ACTIVE_WORK = "active_work"
    SIGNATURE = "signature"
    SAFETY_ANSWERS = "safety_answers"
    CALM = "calm"
    """Something urgent is open."""
    TALK = "talk"
    """A caution was not talked about yet."""
    DUTY = "duty"
    """The other person asked for no contact: full, or limited to a duty."""
    REVIEW = "review"
    """The plan before waits for its review."""
    TASK = "task"


class NotReady(Exception):
    """Something is missing; `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def missing_to_make(client: Client) -> list[Missing]:
    """What is missing before a plan may be drafted for this client."""
    missing = []
    row = clients.find_client(client.practice_id, client.id)
    if row is None or row.engagement.state != EngagementState.ACTIVE:
        missing.append(Missing.ACTIVE_WORK)
    if not clients.standing_of(client.practice_id, client.id).has_signed_current:
        missing.append(Missing.SIGNATURE)
    return missing


def missing_to_propose(plan: NoContactPlan) -> list[Missing]:
    """What is missing before this plan may be proposed; tasks apart, which are others' matter."""
    standing = safety.standing_of(plan.practice_id, plan.client_id)
    reason = Reason(plan.reason) if plan.reason else None
    fits = kind_fits(Kind(plan.kind), reason, asked_to_stop=standing.asked_to_stop)
    before = live_plan(plan.practice_id, plan.client_id)
    checks = [
        (Missing.SAFETY_ANSWERS, standing.answered_at is not None),
        (Missing.CALM, not standing.urgent),
        (Missing.TALK, not standing.undiscussed),
        (Missing.DUTY, fits),
        (Missing.REVIEW, before is None or before.state != PlanState.REVIEW_DUE),
    ]
    return missing_to_make(plan.client) + [what for what, is_there in checks if not is_there]
