"""The life of a booking, which is the session itself."""

from enum import StrEnum


class BookingState(StrEnum):
    """Where a session stands, from a time that is held to an hour that was spent."""

    HELD = "held"
    PENDING_PAYMENT = "pending_payment"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED_BY_CLIENT = "cancelled_by_client"
    LATE_CANCELLED = "late_cancelled"
    CANCELLED_BY_COACH = "cancelled_by_coach"
    EXPIRED = "expired"


_S = BookingState

TRANSITIONS: dict[BookingState, frozenset[BookingState]] = {
    _S.HELD: frozenset({_S.PENDING_PAYMENT, _S.CONFIRMED, _S.EXPIRED}),
    _S.PENDING_PAYMENT: frozenset({_S.CONFIRMED, _S.EXPIRED, _S.CANCELLED_BY_COACH}),
    _S.CONFIRMED: frozenset(
        {
            _S.COMPLETED,
            _S.NO_SHOW,
            _S.CANCELLED_BY_CLIENT,
            _S.LATE_CANCELLED,
            _S.CANCELLED_BY_COACH,
        }
    ),
    # A payment that arrives late takes the time again, if nobody has it.
    _S.EXPIRED: frozenset({_S.CONFIRMED}),
    _S.COMPLETED: frozenset({_S.NO_SHOW}),
    _S.NO_SHOW: frozenset({_S.COMPLETED}),
    _S.CANCELLED_BY_CLIENT: frozenset(),
    _S.LATE_CANCELLED: frozenset(),
    _S.CANCELLED_BY_COACH: frozenset(),
}

LIVE = frozenset({_S.HELD, _S.PENDING_PAYMENT, _S.CONFIRMED, _S.COMPLETED, _S.NO_SHOW})
"""States in which the coach's time is taken."""

UNTOLD = frozenset({_S.HELD, _S.PENDING_PAYMENT, _S.EXPIRED})
"""States in which nobody has had a mail that leads to the session: it was never confirmed."""

NOT_HAD = frozenset({_S.HELD, _S.EXPIRED, _S.CANCELLED_BY_COACH})
"""States of a first call that still may be booked by them: it did not come about, not by them."""

CANCELLED = frozenset({_S.CANCELLED_BY_CLIENT, _S.LATE_CANCELLED, _S.CANCELLED_BY_COACH})

CANCELLED_BY_CLIENT = frozenset({_S.CANCELLED_BY_CLIENT, _S.LATE_CANCELLED})

ENDED = frozenset(_S) - LIVE


def may_become(state: BookingState, following: BookingState) -> bool:
    """Whether the one state may follow the other."""
    return following in TRANSITIONS[state]


class Audience(StrEnum):
    """Who may book a type of session by themselves."""

    PUBLIC = "public"
    CLIENT = "client"
    INVITED = "invited"
    """Nobody: the coach books it for a client."""


class Place(StrEnum):
    """Where a session is held."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in_person"


class Source(StrEnum):
    """Where a booking was made."""

    PUBLIC = "public"
    PORTAL = "portal"
    DESK = "desk"
