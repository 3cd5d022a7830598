"""The life cycle of a coaching relationship, and what is noted of a client beside it."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from coachhub.core.folding import fold


class EngagementState(StrEnum):
    """Where a coaching relationship stands, from the first word to the last."""

    LEAD = "lead"
    DISCOVERY = "discovery"
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    COMPLETING = "completing"
    COMPLETED = "completed"
    DECLINED = "declined"
    REFERRED_OUT = "referred_out"
    ENDED_EARLY = "ended_early"


_S = EngagementState

ENDED = frozenset({_S.COMPLETED, _S.DECLINED, _S.REFERRED_OUT, _S.ENDED_EARLY})
"""States that nothing follows; working together again is a new engagement."""

TRANSITIONS: dict[EngagementState, frozenset[EngagementState]] = {
    _S.LEAD: frozenset({_S.DISCOVERY, _S.ONBOARDING, _S.DECLINED, _S.REFERRED_OUT}),
    _S.DISCOVERY: frozenset({_S.ONBOARDING, _S.DECLINED, _S.REFERRED_OUT}),
    _S.ONBOARDING: frozenset({_S.ACTIVE, _S.DECLINED, _S.REFERRED_OUT, _S.ENDED_EARLY}),
    _S.ACTIVE: frozenset({_S.ON_HOLD, _S.COMPLETING, _S.REFERRED_OUT, _S.ENDED_EARLY}),
    _S.ON_HOLD: frozenset({_S.ACTIVE, _S.COMPLETING, _S.REFERRED_OUT, _S.ENDED_EARLY}),
    _S.COMPLETING: frozenset({_S.ACTIVE, _S.COMPLETED, _S.REFERRED_OUT, _S.ENDED_EARLY}),
    _S.COMPLETED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.REFERRED_OUT: frozenset(),
    _S.ENDED_EARLY: frozenset(),
}


def may_become(state: EngagementState, following: EngagementState) -> bool:
    """Whether the one state may follow the other."""
    return following in TRANSITIONS[state]


CURRENT = frozenset(EngagementState) - ENDED
"""States in which a client is someone one works with, or may soon."""


UNDO_WITHIN = timedelta(hours=1)
"""How long a remark, a hope or a step can be taken back: the page that offers it may lie open."""


def may_take_back(at: datetime, now: datetime) -> bool:
    """Whether what was done then can be taken back still."""
    return now - at <= UNDO_WITHIN


class Hope(StrEnum):
    """What a client hopes for: stated, never a promise or a goal of the work."""

    TOGETHER_AGAIN = "together_again"
    MOVE_ON = "move_on"
    NOT_SURE = "not_sure"


class SaidBy(StrEnum):
    """Who wrote a hope down: the client in their portal, or their coach at the desk."""

    CLIENT = "client"
    COACH = "coach"


MOST_TAGS_OF_A_CLIENT = 12
MOST_TAGS_OF_A_PRACTICE = 100


class Column(StrEnum):
    """What a file of clients may say of each."""

    NAME = "name"
    PREFERRED_NAME = "preferred_name"
    PRONOUNS = "pronouns"
    EMAIL = "email"
    PHONE = "phone"
    ZONE = "zone"
    COACH = "coach"


LONGEST = {
    Column.NAME: 80,
    Column.PREFERRED_NAME: 40,
    Column.PRONOUNS: 40,
    Column.EMAIL: 254,
    Column.PHONE: 40,
    Column.ZONE: 60,
    Column.COACH: 254,
}
MOST_LINES = 2000
LARGEST_FILE = 1024 * 1024


class Problem(StrEnum):
    """Why a line of a file is not taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    SEVERAL_LINES = "several_lines"
    NO_ADDRESS = "no_address"
    KNOWN_ADDRESS = "known_address"
    ADDRESS_TWICE = "address_twice"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_COACH = "unknown_coach"
    TOO_MANY_CELLS = "too_many_cells"


class Fault(StrEnum):
    """Why a file can't be read at all."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_CSV = "not_csv"
    EMPTY = "empty"
    NO_NAMES = "no_names"
    COLUMN_TWICE = "column_twice"
    TOO_MANY_LINES = "too_many_lines"


def is_their_name(signed: str, recorded: str) -> bool:
    """Whether a signature is the name that the record has: each of its words, in whatever capitals
    and order; further names may stand beside them.
    """
    return set(_words(recorded)) <= set(_words(signed))


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))
