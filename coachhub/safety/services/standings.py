"""Where clients stand with safety, for the floors above."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ColumnExpressionArgument, case, exists, func, select

from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.safety.models import LegalHold, SafetyFlag, SafetyScreen
from coachhub.safety.rules import FlagState, Standing, standing

_ANSWERED_AT = (
    select(func.max(SafetyScreen.answered_at))
    .where(SafetyScreen.practice_id == Client.practice_id, SafetyScreen.client_id == Client.id)
    .scalar_subquery()
)
_IS_HELD = exists().where(
    LegalHold.practice_id == Client.practice_id,
    LegalHold.client_id == Client.id,
    LegalHold.lifted_at.is_(None),
)
_FOUND = (
    select(Client.id, _ANSWERED_AT, _IS_HELD, SafetyFlag)
    .outerjoin(
        SafetyFlag,
        (SafetyFlag.practice_id == Client.practice_id)
        & (SafetyFlag.client_id == Client.id)
        & (SafetyFlag.state != FlagState.CLOSED),
    )
    .execution_options(populate_existing=True)
)


def _has(*which: ColumnExpressionArgument[bool]) -> ColumnElement[bool]:
    return exists().where(
        SafetyFlag.practice_id == Client.practice_id, SafetyFlag.client_id == Client.id, *which
    )


MARK = case(
    (_has(SafetyFlag.state == FlagState.OPEN, SafetyFlag.cannot_wait), "unseen"),
    (_has(SafetyFlag.state != FlagState.CLOSED, SafetyFlag.is_urgent), "urgent"),
    (_has(SafetyFlag.state.in_([FlagState.OPEN, FlagState.ACKNOWLEDGED])), "open"),
    (_has(SafetyFlag.state != FlagState.CLOSED), "discussed"),
    else_=None,
)
"""A column that comes with a client's record: the most pressing of what is about their safety.
Something waits for their coach to see it, is urgent still, is to be talked about, or was."""

PRESSING = frozenset({"unseen", "urgent"})
"""Where help may be needed now."""


def was_asked(practice_id: UUID, client_id: UUID) -> ColumnElement[bool]:
    """Whether what concerns the client's safety was asked once, as part of a statement."""
    theirs = SafetyScreen.client_id == client_id
    return exists().where(SafetyScreen.practice_id == practice_id, theirs)


def standing_of(practice_id: UUID, client_id: UUID) -> Standing:
    """Where one client stands with safety."""
    return standings_of(practice_id, [client_id])[client_id]


def standings_of(practice_id: UUID, client_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """The same for several, in one query; every id that was asked for has its standing."""
    query = _FOUND.where(Client.practice_id == practice_id, Client.id.in_(list(client_ids)))
    facts: dict[UUID, tuple[datetime | None, bool]] = {}
    flags = defaultdict(list)
    for client_id, answered_at, is_held, flag in db.session.execute(query):
        facts[client_id] = (answered_at, is_held)
        if flag is not None:
            flags[client_id].append((flag.kind, flag.level, FlagState(flag.state)))
    return {
        client_id: standing(
            flags[client_id], answered_at=facts[client_id][0], legal_hold=facts[client_id][1]
        )
        if client_id in facts
        else Standing()
        for client_id in client_ids
    }
