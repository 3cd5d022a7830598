"""Working together: how it stands, and with whom."""

from coachhub.audit import services as audit
from coachhub.clients.models import Engagement
from coachhub.clients.rules import ENDED, EngagementState, may_become, may_take_back
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.practices.models import Member


class NotPossible(Exception):
    """The engagement can't come to this state from where it stands."""


def move(engagement: Engagement, following: EngagementState, *, by: Actor) -> None:
    """The engagement is in the following state. Raises NotPossible."""
    _lock(engagement)
    before = EngagementState(engagement.state)
    if not may_become(before, following):
        raise NotPossible
    engagement.state_before, engagement.changed_before_at = before, engagement.changed_at
    engagement.state, engagement.changed_at = following, clock.now()
    audit.record(
        engagement.practice_id,
        "engagement.moved",
        by=by,
        about=engagement,
        before=before,
        after=following,
    )
    if following in ENDED:
        jobs.announce("engagement.ended", engagement.practice_id, client_id=engagement.client_id)


def step_back(engagement: Engagement, last: str, *, by: Actor) -> None:
    """The engagement stands where it stood before this last step, since when it did then.

    Raises NotPossible where it stands elsewhere by now, after an end, or where it was too long ago.
    """
    _lock(engagement)
    before, since = engagement.state_before, engagement.changed_before_at
    if engagement.state != last or last in ENDED or before is None or since is None:
        raise NotPossible
    if not may_take_back(engagement.changed_at, clock.now()):
        raise NotPossible
    engagement.state, engagement.changed_at = before, since
    engagement.state_before = engagement.changed_before_at = None
    audit.record(
        engagement.practice_id,
        "engagement.stepped_back",
        by=by,
        about=engagement,
        before=last,
        after=before,
    )


def hand_over(engagement: Engagement, coach: Member, *, by: Actor) -> None:
    """Another coach of the practice works with the client from now on."""
    _lock(engagement)
    before = engagement.coach_id
    engagement.coach_id = coach.id
    audit.record(
        engagement.practice_id,
        "engagement.handed_over",
        by=by,
        about=engagement,
        before=str(before),
        after=str(coach.id),
    )


def _lock(engagement: Engagement) -> None:
    """Hold the row as it is now. What this session changed before is written first: a refresh
    would forget it.
    """
    db.session.flush()
    db.session.refresh(engagement, with_for_update=True)
