"""What roles and mails are called, and how it went with the mails, in the reader's language."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState, Show, Why
from coachhub.practices.rules import Role

ROLE_WORDS = {
    Role.OWNER: _l("Owner"),
    Role.COACH: _l("Coach"),
    Role.ASSISTANT: _l("Assistant"),
}

DELIVERY_WORDS = {
    DeliveryState.WAITING: ("wait", _l("waiting")),
    DeliveryState.SENDING: ("wait", _l("on its way")),
    DeliveryState.SENT: ("ok", _l("sent")),
    DeliveryState.DROPPED: ("open", _l("not needed any more")),
    DeliveryState.FAILED: ("bad", _l("could not be sent")),
    DeliveryState.PAUSED: ("open", _l("not sent: address paused")),
}

PAUSE_WORDS = {
    Why.REFUSED: _l("e-mails come back"),
    Why.BOUNCED: _l("e-mails come back"),
    Why.COMPLAINED: _l("called unwanted"),
}

_ANSWERED = _l("not sent: the invitation was answered or taken back before")
_DROPPED = {"practices/invitation": _ANSWERED, "clients/invitation": _ANSWERED}
"""Why there was nothing to say any more, of kinds of which it can be told."""

_NOT_SENT: dict[str | None, Any] = {
    Why.DISCREET: _l("not sent: they said it isn’t safe"),
    Why.UNSUBSCRIBED: _l("not sent: they want none of these"),
}

MAIL_WORDS = {
    "practices/invitation": _l("invitation to the practice"),
    "clients/invitation": _l("invitation to the portal"),
    "accounts/sign_up": _l("link to sign up"),
    "accounts/reset": _l("link for a new password"),
    "accounts/password_changed": _l("word of a changed password"),
    "booking/confirmed": _l("session confirmed"),
    "booking/coach_confirmed": _l("session confirmed, to the coach"),
    "booking/moved": _l("session moved"),
    "booking/coach_moved": _l("session moved, to the coach"),
    "booking/cancelled": _l("session cancelled"),
    "booking/coach_cancelled": _l("session cancelled, to the coach"),
    "booking/reminder": _l("reminder of a session"),
    "payments/paid": _l("receipt of a payment"),
    "payments/refunded": _l("receipt of money paid back"),
    "payments/time_lost": _l("payment that came too late"),
    "payments/not_arrived": _l("payment that did not arrive"),
    "payments/coach_time_lost": _l("payment that came too late, to the coach"),
    "sessions/summary": _l("something new in the portal"),
    "nocontact/proposed": _l("something new in the portal"),
    "nocontact/asked": _l("something new in the portal"),
    "safety/open_record": _l("a record to open"),
}
"""What each kind of mail is called; what is private stays unsaid."""


SHOW_MAIL_WORDS = {
    Show.ALL: _l("All"),
    Show.FAILED: _l("Failed"),
    Show.OPEN: _l("On their way"),
    Show.SENT: _l("Sent"),
    Show.NOT_SENT: _l("Held back"),
}
"""Which mails a list shows; each as it is said of many."""


def how_it_went(delivery: Delivery) -> tuple[str, str]:
    """How it went with a mail: a mark, and in words."""
    mark, words = DELIVERY_WORDS[DeliveryState(delivery.state)]
    if delivery.state == DeliveryState.PAUSED:
        words = _NOT_SENT.get(delivery.last_error, words)
    elif delivery.state == DeliveryState.DROPPED:
        words = _DROPPED.get(delivery.kind, words)
    return mark, str(words)


def resumed_words(address: str, *, is_safe: bool) -> str:
    """An address that took no mails is tried again, where that is safe."""
    words: str
    if is_safe:
        words = _("E-mails go to %(address)s again, from the next one on.", address=address)
    else:
        words = _unsafe_words(address)
    return words


def sent_again_words(address: str, *, is_safe: bool) -> str:
    """A mail that failed is tried again, where that is safe."""
    words: str
    if is_safe:
        words = _("The e-mail to %(address)s is on its way again.", address=address)
    else:
        words = _unsafe_words(address)
    return words


def _unsafe_words(address: str) -> str:
    words: str = _("Nothing is sent to %(address)s: they said it isn’t safe.", address=address)
    return words
