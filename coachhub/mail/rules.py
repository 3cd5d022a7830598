"""What a delivery may be, and how long to go on trying."""

from datetime import timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    WAITING = "waiting"
    """Asked for, or to be tried again."""
    SENDING = "sending"
    """A worker writes it or speaks with the mail server; the outcome is not recorded yet."""
    SENT = "sent"
    DROPPED = "dropped"
    """When it was to be sent there was nothing to say any more."""
    FAILED = "failed"
    """Given up after the last try."""


OPEN = frozenset({DeliveryState.WAITING, DeliveryState.SENDING})
"""Still to be sent. One found SENDING was interrupted: nobody knows whether it arrived."""

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""How long to wait after each failed try: eight tries within about a day."""

KEEP = timedelta(days=30)
"""How long the log says to whom a mail went: nobody asks later, and addresses are personal."""

MOST_TRIES = len(RETRY_AFTER) + 1


def wait_after(tries: int) -> timedelta | None:
    """How long to wait when this many tries have failed; None: give up."""
    return RETRY_AFTER[tries - 1] if tries < MOST_TRIES else None
