"""What eight answers mean: which flags they raise, how a flag comes to its end, and what holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Question(StrEnum):
    """The eight questions, in the order in which they are asked."""

    HARM = "harm"
    AFRAID = "afraid"
    VIOLENCE = "violence"
    ORDER = "order"
    ASKED_TO_STOP = "asked_to_stop"
    WATCHED = "watched"
    REACHABLE = "reachable"
    OTHERS = "others"


class Part(StrEnum):
    """What some of the questions are about."""

    ONESELF = "oneself"
    BETWEEN = "between"
    CONTACT = "contact"
    REACH = "reach"
    OTHERS = "others"


PARTS: dict[Part, tuple[Question, ...]] = {
    Part.ONESELF: (Question.HARM, Question.AFRAID),
    Part.BETWEEN: (Question.VIOLENCE,),
    Part.CONTACT: (Question.ORDER, Question.ASKED_TO_STOP, Question.WATCHED),
    Part.REACH: (Question.REACHABLE,),
    Part.OTHERS: (Question.OTHERS,),
}
"""Which questions belong together; the order is that of all questions."""


class Answer(StrEnum):
    """What may be answered; each question takes some of these."""

    NO = "no"
    YES = "yes"
    SOMETIMES = "sometimes"
    THOUGHTS = "thoughts"
    MIGHT_ACT = "might_act"
    IN_THE_PAST = "in_the_past"
    TOWARD_ME = "toward_me"
    BY_ME = "by_me"
    PROTECTS_ME = "protects_me"
    BINDS_ME = "binds_me"
    BOTH = "both"


class Level(StrEnum):
    """How much a flag asks of the coach."""

    NOTE = "note"
    """To be known."""
    CAUTION = "caution"
    """To be talked about before a plan is proposed."""
    URGENT = "urgent"
    """To be seen to at once."""


class FlagKind(StrEnum):
    """What a flag is about."""

    SELF_HARM = "self_harm"
    AFRAID = "afraid"
    VIOLENCE_TOWARD_CLIENT = "violence_toward_client"
    VIOLENCE_BY_CLIENT = "violence_by_client"
    VIOLENCE_PAST = "violence_past"
    ORDER_PROTECTS_CLIENT = "order_protects_client"
    ORDER_BINDS_CLIENT = "order_binds_client"
    ASKED_TO_STOP = "asked_to_stop"
    WATCHED = "watched"
    DISCREET = "discreet"
    OTHERS_IN_DANGER = "others_in_danger"
    LEFT_OPEN = "left_open"
    """Questions were passed over."""
    RATHER_TALK = "rather_talk"
    """They would rather talk than answer in writing."""


class FlagState(StrEnum):
    OPEN = "open"
    DISCUSSED = "discussed"
    """A caution or a note: the coach has talked about it with the client."""
    ACKNOWLEDGED = "acknowledged"
    """What alerts: the coach has seen it. A caution among it is still to be talked about."""
    CLOSING = "closing"
    """An urgent flag: the coach is done, and a second person is asked to look."""
    CLOSED = "closed"


class FlagAct(StrEnum):
    """What moves a flag from one state to another."""

    DISCUSS = "discuss"
    ACKNOWLEDGE = "acknowledge"
    ASK_TO_CLOSE = "ask_to_close"
    CLOSE = "close"
    SEND_BACK = "send_back"
    """The second person isn't convinced."""
    RAISE_AGAIN = "raise_again"


class Ending(StrEnum):
    """Why a flag was closed."""

    SETTLED = "settled"
    BY_MISTAKE = "by_mistake"
    REACHED_OUT = "reached_out"
    """Whoever asked for no contact reached out freely since."""


class Filler(StrEnum):
    """Who filled in the questions."""

    CLIENT = "client"
    TOGETHER = "together"
    """The coach, together with the client."""


class ActionKind(StrEnum):
    """What the coach did about it."""

    SPOKE = "spoke"
    GAVE_RESOURCES = "gave_resources"
    REFERRED = "referred"
    EMERGENCY_CALLED = "emergency_called"
    NOT_NEEDED = "not_needed"


_Q, _A, _K, _L = Question, Answer, FlagKind, Level

ANSWERS: dict[Question, tuple[Answer, ...]] = {
    _Q.HARM: (_A.NO, _A.THOUGHTS, _A.MIGHT_ACT),
    _Q.AFRAID: (_A.NO, _A.SOMETIMES, _A.YES),
    _Q.VIOLENCE: (_A.NO, _A.IN_THE_PAST, _A.TOWARD_ME, _A.BY_ME, _A.BOTH),
    _Q.ORDER: (_A.NO, _A.PROTECTS_ME, _A.BINDS_ME, _A.BOTH),
    _Q.ASKED_TO_STOP: (_A.NO, _A.YES),
    _Q.WATCHED: (_A.NO, _A.YES),
    _Q.REACHABLE: (_A.YES, _A.NO),
    _Q.OTHERS: (_A.NO, _A.YES),
}
"""What each question may be answered with, in the order shown."""

RAISES: dict[tuple[Question, Answer], dict[FlagKind, Level]] = {
    (_Q.HARM, _A.THOUGHTS): {_K.SELF_HARM: _L.CAUTION},
    (_Q.HARM, _A.MIGHT_ACT): {_K.SELF_HARM: _L.URGENT},
    (_Q.AFRAID, _A.SOMETIMES): {_K.AFRAID: _L.CAUTION},
    (_Q.AFRAID, _A.YES): {_K.AFRAID: _L.URGENT},
    (_Q.VIOLENCE, _A.IN_THE_PAST): {_K.VIOLENCE_PAST: _L.CAUTION},
    (_Q.VIOLENCE, _A.TOWARD_ME): {_K.VIOLENCE_TOWARD_CLIENT: _L.URGENT},
    (_Q.VIOLENCE, _A.BY_ME): {_K.VIOLENCE_BY_CLIENT: _L.URGENT},
    (_Q.VIOLENCE, _A.BOTH): {
        _K.VIOLENCE_TOWARD_CLIENT: _L.URGENT,
        _K.VIOLENCE_BY_CLIENT: _L.URGENT,
    },
    (_Q.ORDER, _A.PROTECTS_ME): {_K.ORDER_PROTECTS_CLIENT: _L.CAUTION},
    (_Q.ORDER, _A.BINDS_ME): {_K.ORDER_BINDS_CLIENT: _L.CAUTION},
    (_Q.ORDER, _A.BOTH): {
        _K.ORDER_PROTECTS_CLIENT: _L.CAUTION,
        _K.ORDER_BINDS_CLIENT: _L.CAUTION,
    },
    (_Q.ASKED_TO_STOP, _A.YES): {_K.ASKED_TO_STOP: _L.CAUTION},
    (_Q.WATCHED, _A.YES): {_K.WATCHED: _L.CAUTION},
    (_Q.REACHABLE, _A.NO): {_K.DISCREET: _L.NOTE},
    (_Q.OTHERS, _A.YES): {_K.OTHERS_IN_DANGER: _L.URGENT},
}
"""(question, answer): the flags it raises, each with its level. What isn't here raises none."""

HOLDS = frozenset({_K.ORDER_BINDS_CLIENT})
"""Flags that set a legal hold when they are raised."""


def raised_by(answers: Mapping[Question, Answer]) -> dict[FlagKind, Level]:
    """The flags that these answers raise; questions passed over are something to talk about."""
    raised: dict[FlagKind, Level] = {}
    for question, answer in answers.items():
        raised |= RAISES.get((question, answer), {})
    if len(answers) < len(Question):
        raised[_K.LEFT_OPEN] = _L.CAUTION
    return raised


def highest(one: Level, other: Level) -> Level:
    """The level that asks for more."""
    order = list(Level)
    return max(one, other, key=order.index)


def alerts(kind: FlagKind, level: Level) -> bool:
    """Whether coach and owner are told at once that a record waits to be opened."""
    return level == _L.URGENT or kind in HOLDS


DANGERS = frozenset(
    {
        _K.SELF_HARM,
        _K.AFRAID,
        _K.VIOLENCE_TOWARD_CLIENT,
        _K.VIOLENCE_BY_CLIENT,
        _K.VIOLENCE_PAST,
        _K.OTHERS_IN_DANGER,
    }
)
"""Flags whose answers lead to the numbers of those who help, however much they weigh."""


def leads_to_help(kind: FlagKind, level: Level) -> bool:
    """Whether whoever answered so is shown at once whom they can call."""
    return kind in DANGERS or alerts(kind, level)


_S, _F = FlagState, FlagAct
_CALM, _ALL = frozenset({_L.NOTE, _L.CAUTION}), frozenset(Level)
_URGENT, _TO_SEE_TO = frozenset({_L.URGENT}), frozenset({_L.CAUTION, _L.URGENT})

TRANSITIONS: dict[tuple[FlagState, FlagAct], tuple[FlagState, frozenset[Level]]] = {
    (_S.OPEN, _F.DISCUSS): (_S.DISCUSSED, _CALM),
    (_S.DISCUSSED, _F.CLOSE): (_S.CLOSED, _CALM),
    (_S.OPEN, _F.ACKNOWLEDGE): (_S.ACKNOWLEDGED, _TO_SEE_TO),
    (_S.ACKNOWLEDGED, _F.DISCUSS): (_S.DISCUSSED, _CALM),
    (_S.ACKNOWLEDGED, _F.ASK_TO_CLOSE): (_S.CLOSING, _URGENT),
    (_S.ACKNOWLEDGED, _F.CLOSE): (_S.CLOSED, _URGENT),
    (_S.CLOSING, _F.CLOSE): (_S.CLOSED, _URGENT),
    (_S.CLOSING, _F.SEND_BACK): (_S.ACKNOWLEDGED, _URGENT),
    (_S.OPEN, _F.RAISE_AGAIN): (_S.OPEN, _ALL),
    (_S.DISCUSSED, _F.RAISE_AGAIN): (_S.OPEN, _ALL),
    (_S.ACKNOWLEDGED, _F.RAISE_AGAIN): (_S.OPEN, _ALL),
    (_S.CLOSING, _F.RAISE_AGAIN): (_S.OPEN, _ALL),
}
"""(state, act): the state that follows, and flags of which levels may be acted on so."""


def following(state: FlagState, act: FlagAct, level: Level) -> FlagState | None:
    """The state that follows, or None where a flag of this level can't be acted on so."""
    to, levels = TRANSITIONS.get((state, act), (None, frozenset[Level]()))
    return to if level in levels else None


def endings_of(kind: FlagKind) -> tuple[Ending, ...]:
    """Why a flag of this kind may be closed."""
    if kind is _K.ASKED_TO_STOP:
        return (Ending.REACHED_OUT, Ending.BY_MISTAKE)
    return (Ending.SETTLED, Ending.BY_MISTAKE)


@dataclass(frozen=True)
class Standing:
    """Where a client stands with safety: what plans and tasks have to heed."""

    answered_at: datetime | None = None
    """When the questions were last answered, by the client or together; None: never."""
    urgent: bool = False
    """An urgent flag isn't closed."""
    unseen: bool = False
    """Something urgent, or an order that names the client, waits for the coach to see it."""
    undiscussed: bool = False
    """A caution that the coach has not ticked as discussed."""
    legal_hold: bool = False
    asked_to_stop: bool = False
    """They asked for no contact, and the coach has not recorded that they reached out freely."""
    order_protects_client: bool = False
    order_binds_client: bool = False
    violence_toward_client: bool = False
    perspective_off: bool = False
    """Nothing may ask the client to stand in the other's shoes, or take up their complaints."""

    @property
    def may_propose_plan(self) -> bool:
        """Whether a plan may be proposed: answered, nothing urgent, every caution talked about."""
        return self.answered_at is not None and not self.urgent and not self.undiscussed


UNDISCUSSED = frozenset({_S.OPEN, _S.ACKNOWLEDGED})
"""States of a caution that nobody has talked about with the client yet."""

Unclosed = tuple[FlagKind, Level, FlagState]
"""A flag that isn't closed, as far as standing goes."""

PERSPECTIVE_OFF = frozenset(
    {
        _K.VIOLENCE_TOWARD_CLIENT,
        _K.ORDER_PROTECTS_CLIENT,
        _K.ORDER_BINDS_CLIENT,
        _K.ASKED_TO_STOP,
        _K.WATCHED,
    }
)
"""Flags under which no task may dwell on the other person."""


def standing(
    flags: Iterable[Unclosed], *, answered_at: datetime | None, legal_hold: bool
) -> Standing:
    """Where a client with these unclosed flags stands."""
    flags = list(flags)
    kinds = {kind for kind, _level, _state in flags}
    cautions = {state for _kind, level, state in flags if level == _L.CAUTION}
    urgent = any(level == _L.URGENT for _kind, level, _state in flags)
    return Standing(
        answered_at=answered_at,
        urgent=urgent,
        unseen=any(alerts(kind, level) for kind, level, state in flags if state == _S.OPEN),
        undiscussed=bool(cautions & UNDISCUSSED),
        legal_hold=legal_hold,
        asked_to_stop=_K.ASKED_TO_STOP in kinds,
        order_protects_client=_K.ORDER_PROTECTS_CLIENT in kinds,
        order_binds_client=_K.ORDER_BINDS_CLIENT in kinds,
        violence_toward_client=_K.VIOLENCE_TOWARD_CLIENT in kinds,
        perspective_off=urgent or legal_hold or bool(kinds & PERSPECTIVE_OFF),
    )
