"""Whose safety waits for their coach, or for an owner's second look."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnExpressionArgument, exists, func
from sqlalchemy.orm import aliased

from coachhub.clients.models import Engagement
from coachhub.core.signals import Signals, signal
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagState

_newer = aliased(Engagement)
_IS_LATEST = ~exists().where(
    _newer.practice_id == Engagement.practice_id,
    _newer.client_id == Engagement.client_id,
    _newer.id > Engagement.id,
)
"""Whoever coached somebody last sees to their safety, even after the work has ended."""

_OPEN = SafetyFlag.state == FlagState.OPEN
_TO_TALK_ABOUT = (_OPEN & ~SafetyFlag.cannot_wait) | (
    ~SafetyFlag.is_urgent & (SafetyFlag.state == FlagState.ACKNOWLEDGED)
)
_WISH = SafetyFlag.screen_id.is_(None)


def signals(practice_id: UUID, coach_id: UUID) -> Iterator[Signals]:
    """Of the clients of this coach (a member's id): what can't wait, who would rather talk, and
    whose answers are to be talked about.
    """
    own = Engagement.coach_id == coach_id
    yield _of_each("safety_alert", practice_id, own, _OPEN, SafetyFlag.cannot_wait)
    yield _of_each("safety_talk", practice_id, own, _OPEN, _WISH)
    yield _of_each("safety_answers", practice_id, own, _TO_TALK_ABOUT, ~_WISH)


def signals_to_overseer(practice_id: UUID, coach_id: UUID, user_id: UUID) -> Iterator[Signals]:
    """For an owner, of the clients of others: what their coach hasn't seen; and, of all clients,
    what waits for a second look by somebody other than whoever asked for it.
    """
    others = Engagement.coach_id != coach_id
    yield _of_each("safety_unseen", practice_id, others, _OPEN, SafetyFlag.cannot_wait)
    asked_by_others = SafetyFlag.asked_by != user_id
    closing = SafetyFlag.state == FlagState.CLOSING
    yield _of_each("safety_second_look", practice_id, closing, asked_by_others)


def _of_each(kind: str, practice_id: UUID, *which: ColumnExpressionArgument[bool]) -> Signals:
    """One for each client with such flags, since the oldest of them."""
    return (
        signal(kind, SafetyFlag.client_id, func.min(SafetyFlag.opened_at), many=func.count())
        .join(
            Engagement,
            (Engagement.practice_id == SafetyFlag.practice_id)
            & (Engagement.client_id == SafetyFlag.client_id),
        )
        .where(SafetyFlag.practice_id == practice_id, _IS_LATEST, *which)
        .group_by(SafetyFlag.client_id)
    )
