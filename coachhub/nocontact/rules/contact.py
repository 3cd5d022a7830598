"""Contact, rules and slips: what a plan asks for, and what counts as leaving it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """How much distance a plan is for."""

    FULL = "full"
    LIMITED = "limited"


class Reason(StrEnum):
    """Why some contact has to be."""

    CHILDREN = "children"
    WORK = "work"
    HOME_OR_LEASE = "home_or_lease"
    PET = "pet"
    LEGAL_OR_MONEY = "legal_or_money"
    STUDY_OR_CLUB = "study_or_club"


DUTIES = frozenset({Reason.CHILDREN, Reason.LEGAL_OR_MONEY})
"""The reasons that hold even where the other person asked for no contact at all."""


def kind_fits(kind: Kind, reason: Reason | None, *, asked_to_stop: bool) -> bool:
    """Whether a plan may be of this kind: full without a reason, limited with one, and with a duty
    where the other person asked not to be contacted.
    """
    if kind is Kind.FULL:
        return reason is None
    return reason in DUTIES if asked_to_stop else reason is not None


class ContactAnswer(StrEnum):
    """What a check-in says of the day."""

    NONE = "none"
    BY_THEM = "by_them"
    ENCOUNTER = "encounter"
    ALLOWED = "allowed"
    BY_ME = "by_me"


class ContactKind(StrEnum):
    """What kind of contact there was."""

    REACHED_OUT = "reached_out"
    """A check-in says so; whether they began it or replied is yet to be told."""
    BY_ME = "by_me"
    REPLY_OFF_TOPIC = "reply_off_topic"
    VIA_OTHERS = "via_others"
    CHECKING = "checking"
    BY_THEM = "by_them"
    ENCOUNTER = "encounter"
    ALLOWED = "allowed"


REACHING_OUT = (ContactKind.REACHED_OUT, ContactKind.BY_ME, ContactKind.REPLY_OFF_TOPIC)
"""What a check-in means that says one reached out or replied."""


class RuleKey(StrEnum):
    """The rules that come along; `OWN` is one that coach and client add in words."""

    NO_WRITING = "no_writing"
    NO_REPLYING = "no_replying"
    NO_MEETING = "no_meeting"
    NO_NEWS = "no_news"
    NO_MESSENGERS = "no_messengers"
    NO_LOOKING = "no_looking"
    OWN = "own"


COVERS: dict[RuleKey, frozenset[ContactKind]] = {
    RuleKey.NO_WRITING: frozenset({ContactKind.REACHED_OUT, ContactKind.BY_ME}),
    RuleKey.NO_REPLYING: frozenset({ContactKind.REACHED_OUT, ContactKind.REPLY_OFF_TOPIC}),
    RuleKey.NO_MEETING: frozenset({ContactKind.REACHED_OUT, ContactKind.BY_ME}),
    RuleKey.NO_NEWS: frozenset({ContactKind.VIA_OTHERS}),
    RuleKey.NO_MESSENGERS: frozenset({ContactKind.VIA_OTHERS}),
    RuleKey.NO_LOOKING: frozenset({ContactKind.CHECKING}),
    RuleKey.OWN: frozenset(),
}
"""Which contact goes against which rule."""

LEAST_REASON = 20
"""So many letters say why, at least."""

DEFAULTS = tuple(key for key in RuleKey if key is not RuleKey.OWN)
SLIPS_BY_DEFAULT = frozenset(DEFAULTS) - {RuleKey.NO_LOOKING}
"""Looking at profiles is discouraged, and a slip only where it was agreed to be one."""

OWN_RULES_AT_MOST = 5

MANY_SLIPS, MANY_WITHIN = 3, timedelta(days=7)
"""So many slips in so many days are something to talk about."""


@dataclass(frozen=True)
class Rule:
    """A rule as far as slips go."""

    key: RuleKey
    is_on: bool
    counts_as_slip: bool


def is_slip(kind: ContactKind, rules: Iterable[Rule]) -> bool:
    """Whether contact of this kind is outside the plan's rules."""
    return any(rule.is_on and rule.counts_as_slip and kind in COVERS[rule.key] for rule in rules)


def has_many_slips(slips: Iterable[date], today: date) -> bool:
    """Whether the last days say that something doesn't fit: too strict, the wrong kind,
    or not safe.
    """
    return sum(today - MANY_WITHIN < day <= today for day in slips) >= MANY_SLIPS


class SlipAnswer(StrEnum):
    """What the coach decides about a slip. Nothing is ever reset."""

    CONTINUE = "continue"
    EXTEND = "extend"
    NEW_RUN = "new_run"


ANSWER_HOURS = 72
"""After so long without a word from the coach the plan simply goes on."""


class Reaction(StrEnum):
    """The four short answers to a check-in."""

    READ = "read"
    STRENGTH = "strength"
    CARE = "care"
    TALK = "talk"


class Outcome(StrEnum):
    """What was decided when a plan was over."""

    KEEP_DISTANCE = "keep_distance"
    LIMITED_CONTACT = "limited_contact"
    OPEN_TO_TALK = "open_to_talk"
    NEW_PLAN = "new_plan"
    NOT_REVIEWED = "not_reviewed"


def outcomes(*, contact_is_barred: bool) -> list[Outcome]:
    """What may be decided; where law or the other person bars contact, talking isn't offered."""
    barred = {Outcome.NOT_REVIEWED} | ({Outcome.OPEN_TO_TALK} if contact_is_barred else set())
    return [one for one in Outcome if one not in barred]


class Wish(StrEnum):
    """A change that one side asks for and the other agrees to."""

    START = "start"
    EXTEND = "extend"
    RESTART = "restart"
    PAUSE = "pause"


class WishState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """It no longer goes with where the plan stands."""
