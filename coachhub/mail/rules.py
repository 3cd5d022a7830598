"""What a delivery may be, how long to go on trying, and what keeps mails from an address."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class DeliveryState(StrEnum):
    WAITING = "waiting"
    """Asked for, or to be tried again."""
    SENDING = "sending"
    """A worker writes it or speaks with the mail server; the outcome is not recorded yet."""
    SENT = "sent"
    DROPPED = "dropped"
    """When it was to be sent there was nothing to say any more; nobody misses it."""
    FAILED = "failed"
    """Given up after the last try, refused for good, or it came back."""
    PAUSED = "paused"
    """Not tried: the address takes no mails, or none of this sort, of this practice's."""


OPEN = frozenset({DeliveryState.WAITING, DeliveryState.SENDING})
"""Still to be sent. One found SENDING was interrupted: nobody knows whether it arrived."""


class Show(StrEnum):
    """Which mails a list of them shows."""

    ALL = "all"
    FAILED = "failed"
    OPEN = "open"
    SENT = "sent"
    NOT_SENT = "not_sent"


SHOWN: Mapping[Show, frozenset[DeliveryState]] = {
    Show.ALL: frozenset(DeliveryState),
    Show.FAILED: frozenset({DeliveryState.FAILED}),
    Show.OPEN: OPEN,
    Show.SENT: frozenset({DeliveryState.SENT}),
    Show.NOT_SENT: frozenset({DeliveryState.PAUSED}),
}
"""The states of the mails that each choice shows."""

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


class Sort(StrEnum):
    """How much a mail matters to whom it goes to."""

    ALWAYS = "always"
    """What somebody asked for just now, or must not miss: nothing keeps it back."""
    NEEDED = "needed"
    """What belongs to an agreement: who is a client gets these as long as the address works."""
    REMINDERS = "reminders"
    NEWS = "news"
    """Word that something waits in the portal."""


WISHES = (Sort.REMINDERS, Sort.NEWS)
"""What people may do without."""

SORT_OF: Mapping[str, Sort] = {
    "accounts/sign_up": Sort.ALWAYS,
    "accounts/reset": Sort.ALWAYS,
    "accounts/password_changed": Sort.ALWAYS,
    "safety/open_record": Sort.ALWAYS,
    "practices/invitation": Sort.NEEDED,
    "clients/invitation": Sort.NEEDED,
    "booking/confirmed": Sort.NEEDED,
    "booking/moved": Sort.NEEDED,
    "booking/cancelled": Sort.NEEDED,
    "booking/coach_confirmed": Sort.NEEDED,
    "booking/coach_moved": Sort.NEEDED,
    "booking/coach_cancelled": Sort.NEEDED,
    "booking/reminder": Sort.REMINDERS,
    "payments/paid": Sort.NEEDED,
    "payments/refunded": Sort.NEEDED,
    "payments/time_lost": Sort.NEEDED,
    "payments/not_arrived": Sort.NEEDED,
    "payments/coach_time_lost": Sort.NEEDED,
    "sessions/summary": Sort.NEWS,
    "nocontact/proposed": Sort.NEWS,
    "nocontact/asked": Sort.NEWS,
}
"""Each kind of mail, by what it is to whom it goes to."""


class Why(StrEnum):
    """Why an address takes no mails of a practice."""

    REFUSED = "refused"
    """The mail server said at once that there is no such mailbox."""
    BOUNCED = "bounced"
    """A mail came back later, for the same reason."""
    COMPLAINED = "complained"
    """The person, or their provider for them, called a mail unwanted."""
    UNSUBSCRIBED = "unsubscribed"
    """The person wants none of this sort."""
    DISCREET = "discreet"
    """They said that it isn't safe to write there."""


COMES_BACK = (Why.REFUSED, Why.BOUNCED)

ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\d)")
NO_SUCH_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
"""Enhanced codes (RFC 3463) that speak of the address itself: no such mailbox or host, moved,
switched off. A full mailbox, a mail too big, a policy and a sender unwelcome are none of them.
"""
BARE_NO_SUCH_MAILBOX = frozenset({550, 551, 553})


def refuses_address(code: int, words: str) -> bool:
    """Whether this answer to a recipient means the address itself, now and later."""
    enhanced = ENHANCED.match(words)
    if enhanced is None:
        return code in BARE_NO_SUCH_MAILBOX
    return enhanced[0] in NO_SUCH_MAILBOX


MESSAGE_ID = re.compile(r"<([0-9a-f]{32})\.([0-9a-f]{32})@[^<>@\s]+>")


def message_id(practice_id: UUID, delivery_id: UUID, *, host: str) -> str:
    """By which a mail, and each copy of it, is known; a report of it names its row by this."""
    return f"<{delivery_id.hex}.{practice_id.hex}@{host}>"


def row_of(message_id: str) -> tuple[UUID, UUID] | None:
    """The key of the row (practice, delivery) that a Message-ID names; None: it isn't ours."""
    found = MESSAGE_ID.fullmatch(message_id.strip())
    return (UUID(found[2]), UUID(found[1])) if found else None
