"""What stands about money on a session's page at the desk; and who went away to pay."""

from typing import Any

from flask import g, request, session

from coachhub.booking.models import Booking
from coachhub.payments import services as payments
from coachhub.payments.models import Payment
from coachhub.payments.words import STANDING_MARKS, STANDING_WORDS
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can

_PAYING = "paying"
_MOST_REMEMBERED = 3


def session_money() -> dict[str, Any]:
    """Where the session of this page stands with money, for its template; nothing elsewhere."""
    desk: Desk | None = g.get("desk")
    booking: Booking | None = g.get("booking")
    # The worker renders letters and PDFs without a request: the desk is asked for first.
    if desk is None or booking is None or request.endpoint != "booking.session":
        return {}
    if not desk.can(Can.TAKE_MONEY):
        return {}
    return {
        "money_line": payments.line_of(booking),
        "standing_words": STANDING_WORDS,
        "standing_marks": STANDING_MARKS,
    }


def note_payer(payment: Payment, token: str) -> None:
    """This browser goes to pay: when it comes back, it is led to the session's own page, by the
    guest's secret or, without one, in the portal. Stripe is told neither.
    """
    earlier = list(session.get(_PAYING, {}).items())[-_MOST_REMEMBERED:]
    session[_PAYING] = {**dict(earlier), str(payment.id): token}


def payer_of(payment: Payment) -> str | None:
    """The guest's secret, or nothing for the portal's client; None: another browser went to pay."""
    found: str | None = session.get(_PAYING, {}).get(str(payment.id))
    return found
