"""What stands about money on a session's page, at the desk and to its client; who went away to pay,
and is told why there is nothing to pay at.
"""

from typing import Any

from flask import flash, g, request, session
from flask_babel import gettext as _

from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED, BookingState
from coachhub.core.web.i18n import money
from coachhub.payments import services as payments
from coachhub.payments.models import Payment
from coachhub.payments.rules import BEFORE_MONEY, OVER, Back, PaymentState
from coachhub.payments.words import (
    BACK_MAIL_WORDS,
    BACK_WORDS,
    CLIENT_MARKS,
    LEFT_WORDS,
    STANDING_MARKS,
    STANDING_WORDS,
    cancelled_words,
    cancelling_words,
    client_words,
    ended_words,
    own_state_words,
)
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can

_PAYING = "paying"
_SAYS_MONEY = ("booking.session", "booking.cancel")
_MOST_REMEMBERED = 3


def session_money() -> dict[str, Any]:
    """Where the session of this page stands with money, for its template; nothing elsewhere."""
    desk: Desk | None = g.get("desk")
    booking: Booking | None = g.get("booking")
    # The worker renders letters and PDFs without a request: the desk is asked for first.
    if desk is None or booking is None or request.endpoint not in _SAYS_MONEY:
        return {}
    if not desk.can(Can.TAKE_MONEY):
        return {}
    return {
        "money_line": payments.line_of(booking),
        "standing_words": STANDING_WORDS,
        "standing_marks": STANDING_MARKS,
    }


def own_money(booking: Booking) -> dict[str, Any]:
    """How their session and its money stand, for a page of the client's own: once it is cancelled,
    what comes back and what stays, by which rule.
    """
    line = payments.line_of(booking) if booking.price else None
    settlement = payments.settlement_of(booking) if line and booking.state in CANCELLED else None
    can_pay = payments.is_to_be_paid(booking)
    stands = line.standing if line else None
    return {
        "line": line,
        "state_line": own_state_words(booking, stands, can_pay=can_pay),
        "became": (
            cancelled_words(booking, settlement, to_coach=False)
            if settlement
            else ended_words(booking, stands, can_pay=can_pay)
        ),
        "can_pay": can_pay,
        "client_words": client_words,
        "client_marks": CLIENT_MARKS,
    }


def cancelling_means(booking: Booking) -> str:
    """What it would mean for their client to cancel it now, to them."""
    found = sessions.cancelling(booking, by_coach=False)
    if not booking.price:
        return cancelling_words(booking, found, None)
    line = payments.line_of(booking)
    return cancelling_words(booking, found.after(line.back), line.standing)


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


def say_no_page(payment: Payment) -> None:
    """There is no page to pay at. Where money is on its way, there is no need for one, and the
    session's own page says how it stands.
    """
    if payment.state == PaymentState.EXPIRED:
        flash(_("The time to pay at that page was over. Nothing was paid."), "need")
    elif payment.state in BEFORE_MONEY | OVER:
        words = _("Stripe can’t be reached at the moment. Nothing was paid; please try again.")
        flash(words, "need")


def say_nothing_was_charged(booking: Booking) -> None:
    """They left Stripe's page; where they come to, they can pay after all or let the time go."""
    if payments.is_to_be_paid(booking):
        flash(LEFT_WORDS[booking.state == BookingState.PENDING_PAYMENT], "open")


def back_words(payment: Payment, stands: Back, *, is_own: bool) -> dict[str, str]:
    """What somebody reads whom Stripe's page leads back. Only the browser that went to pay (`own`)
    is told that no mail is sent.
    """
    title, words = BACK_WORDS[stands]
    if (stands, True) in BACK_MAIL_WORDS:
        kind = "time_lost" if stands == Back.TOO_LATE else "paid"
        gets_mail = payments.tells_client(kind, payment)
        of_mail = BACK_MAIL_WORDS.get((stands, gets_mail)) if is_own or gets_mail else None
        words = f"{words} {of_mail or ''}".rstrip()
    return {"title": str(title), "words": str(words)}


def say_where_it_stands(booking: Booking) -> None:
    """Why it can't be paid once more, nor the time be given back: to the client."""
    line = payments.line_of(booking)
    rest, paid, back = (
        money(amount, booking.currency) for amount in (line.sum, line.paid, line.back)
    )
    words = client_words(line.standing, rest=rest, paid=paid, back=back, is_over=line.is_over)
    flash(words, "need")
