"""What mails are called, and how it went with them, in the reader's language."""

from flask_babel import lazy_gettext as _l

from coachhub.mail.rules import DeliveryState, Why

DELIVERY_WORDS = {
    DeliveryState.WAITING: ("wait", _l("waiting")),
    DeliveryState.SENDING: ("wait", _l("on its way")),
    DeliveryState.SENT: ("ok", _l("sent")),
    DeliveryState.DROPPED: ("open", _l("not needed any more")),
    DeliveryState.FAILED: ("bad", _l("could not be sent")),
    DeliveryState.PAUSED: ("open", _l("not sent: address paused")),
}

PAUSE_WORDS = {
    Why.REFUSED: _l("mails come back"),
    Why.BOUNCED: _l("mails come back"),
    Why.COMPLAINED: _l("called unwanted"),
}

NOT_SAFE = ("open", _l("not sent: they said it isn’t safe"))
NOT_WANTED = ("open", _l("not sent: they want none of these"))

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
