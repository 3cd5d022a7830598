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
from coachhub.booking.rules.reach import (
    AHEAD,
    EARLIEST,
    is_within_a_year,
    is_within_reach,
    nearest,
)
from coachhub.booking.rules.ruler import Mark, hours, marks, minute_of
from coachhub.booking.rules.slots import (
    Busy,
    Hours,
    Offer,
    Window,
    free_slots,
    is_repeated,
)
from coachhub.booking.rules.states import (
    CANCELLED,
    CANCELLED_BY_CLIENT,
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
    "AHEAD",
    "CANCELLED",
    "CANCELLED_BY_CLIENT",
    "EARLIEST",
    "ENDED",
    "LIVE",
    "PERCENT",
    "TRANSITIONS",
    "Audience",
    "BookingState",
    "Busy",
    "Cancelling",
    "Hours",
    "Mark",
    "Offer",
    "Place",
    "Policy",
    "Source",
    "Window",
    "cancelled_now",
    "free_slots",
    "hours",
    "is_repeated",
    "is_within_a_year",
    "is_within_reach",
    "marks",
    "may_become",
    "may_move",
    "may_remind",
    "minute_of",
    "nearest",
    "reminder_at",
]
