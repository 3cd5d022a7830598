"""What is true of sessions: their states, who may book, what a cancellation costs, free times."""

from coachhub.booking.rules.policy import (
    PERCENT,
    Cancelling,
    Policy,
    cancelled_now,
    may_move,
    may_remind,
    reminder_at,
)
from coachhub.booking.rules.slots import (
    Busy,
    Hours,
    Offer,
    Window,
    free_slots,
    is_repeated,
)
from coachhub.booking.rules.states import (
    ENDED,
    LIVE,
    TRANSITIONS,
    Audience,
    BookingState,
    Place,
    Source,
    may_become,
)

__all__ = [
    "ENDED",
    "LIVE",
    "PERCENT",
    "TRANSITIONS",
    "Audience",
    "BookingState",
    "Busy",
    "Cancelling",
    "Hours",
    "Offer",
    "Place",
    "Policy",
    "Source",
    "Window",
    "cancelled_now",
    "free_slots",
    "is_repeated",
    "may_become",
    "may_move",
    "may_remind",
    "reminder_at",
]
