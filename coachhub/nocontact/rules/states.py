"""The life of a no-contact plan: its states, what moves it, and who may."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    PAUSED = "paused"
    REVIEW_DUE = "review_due"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Act(StrEnum):
    """What happens with a plan."""

    PROPOSE = "propose"
    AGREE = "agree"
    ASK_CHANGE = "ask_change"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"
    START = "start"
    CHANGE_START = "change_start"
    CORRECT_START = "correct_start"
    CHECK_IN = "check_in"
    TELL = "tell"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    RESTART = "restart"
    RUN_OUT = "run_out"
    END = "end"
    REPLACE = "replace"
    REVIEW = "review"
    LEAVE_UNREVIEWED = "leave_unreviewed"


class Party(StrEnum):
    """Who acts. The program acts when a day has come, or coach and client have parted."""

    CLIENT = "client"
    COACH = "coach"
    PROGRAM = "program"


_S, _A = PlanState, Act
_CLIENT, _COACH = frozenset({Party.CLIENT}), frozenset({Party.COACH})
_BOTH, _PROGRAM = _CLIENT | _COACH, frozenset({Party.PROGRAM})
_ANYBODY = _BOTH | _PROGRAM

TRANSITIONS: dict[tuple[PlanState, Act], tuple[PlanState, frozenset[Party]]] = {
    (_S.DRAFT, _A.PROPOSE): (_S.PROPOSED, _COACH),
    (_S.DRAFT, _A.WITHDRAW): (_S.WITHDRAWN, _ANYBODY),
    (_S.PROPOSED, _A.AGREE): (_S.SCHEDULED, _CLIENT),
    (_S.PROPOSED, _A.ASK_CHANGE): (_S.DRAFT, _CLIENT),
    (_S.PROPOSED, _A.TAKE_BACK): (_S.DRAFT, _COACH),
    (_S.PROPOSED, _A.WITHDRAW): (_S.WITHDRAWN, _ANYBODY),
    (_S.SCHEDULED, _A.START): (_S.ACTIVE, _PROGRAM),
    (_S.SCHEDULED, _A.CHANGE_START): (_S.SCHEDULED, _CLIENT),
    (_S.SCHEDULED, _A.WITHDRAW): (_S.WITHDRAWN, _ANYBODY),
    (_S.SCHEDULED, _A.REPLACE): (_S.REPLACED, _CLIENT),
    (_S.ACTIVE, _A.CORRECT_START): (_S.ACTIVE, _COACH),
    (_S.ACTIVE, _A.CHECK_IN): (_S.ACTIVE, _CLIENT),
    (_S.ACTIVE, _A.TELL): (_S.ACTIVE, _CLIENT),
    (_S.ACTIVE, _A.PAUSE): (_S.PAUSED, _COACH),
    (_S.ACTIVE, _A.EXTEND): (_S.ACTIVE, _CLIENT),
    (_S.ACTIVE, _A.RESTART): (_S.ACTIVE, _CLIENT),
    (_S.ACTIVE, _A.RUN_OUT): (_S.REVIEW_DUE, _PROGRAM),
    (_S.ACTIVE, _A.END): (_S.ENDED_EARLY, _ANYBODY),
    (_S.ACTIVE, _A.REPLACE): (_S.REPLACED, _CLIENT),
    (_S.PAUSED, _A.CHECK_IN): (_S.PAUSED, _CLIENT),
    (_S.PAUSED, _A.TELL): (_S.PAUSED, _CLIENT),
    (_S.PAUSED, _A.RESUME): (_S.ACTIVE, _ANYBODY),
    (_S.PAUSED, _A.EXTEND): (_S.PAUSED, _CLIENT),
    (_S.PAUSED, _A.END): (_S.ENDED_EARLY, _ANYBODY),
    (_S.PAUSED, _A.REPLACE): (_S.REPLACED, _CLIENT),
    (_S.REVIEW_DUE, _A.CHECK_IN): (_S.REVIEW_DUE, _CLIENT),
    (_S.REVIEW_DUE, _A.TELL): (_S.REVIEW_DUE, _CLIENT),
    (_S.REVIEW_DUE, _A.EXTEND): (_S.ACTIVE, _CLIENT),
    (_S.REVIEW_DUE, _A.REVIEW): (_S.COMPLETED, _COACH),
    (_S.REVIEW_DUE, _A.LEAVE_UNREVIEWED): (_S.COMPLETED, _PROGRAM),
}
"""(state, act): the state that follows, and who may act. What isn't here can't happen."""

PREPARED = frozenset({_S.DRAFT, _S.PROPOSED})
"""Not agreed yet; a client has one such plan at most."""

LIVE = frozenset({_S.SCHEDULED, _S.ACTIVE, _S.PAUSED, _S.REVIEW_DUE})
"""Agreed and not over; a client has one such plan at most."""

CLOSED = frozenset(PlanState) - PREPARED - LIVE
"""States that nothing follows."""


def following(state: PlanState, act: Act, party: Party) -> PlanState | None:
    """The state that follows when this party acts so, or None where they can't."""
    to, who = TRANSITIONS.get((state, act), (None, frozenset[Party]()))
    return to if party in who else None
