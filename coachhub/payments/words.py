"""Where a session stands with money, in the reader's language."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState, Cancelling
from coachhub.booking.words import OWN_STATE_WORDS
from coachhub.core.web.i18n import money
from coachhub.core.web.typesetting import unbroken
from coachhub.payments.rules import (
    Back,
    Cause,
    PaymentState,
    Problem,
    RefundState,
    Settlement,
    Show,
    Standing,
    Sums,
)

STANDING_WORDS = {
    Standing.NOTHING: _l("nothing to pay"),
    Standing.TO_PAY: _l("to be paid"),
    Standing.DUE: _l("still unpaid"),
    Standing.WAITING: _l("waiting for the payment"),
    Standing.ON_ITS_WAY: _l("on its way"),
    Standing.PAID: _l("paid by card"),
    Standing.MARKED_PAID: _l("marked as paid"),
    Standing.PARTLY_BACK: _l("partly given back"),
    Standing.GIVEN_BACK: _l("given back"),
    Standing.TO_GIVE_BACK: _l("to be given back"),
    Standing.LOOK: _l("please look"),
}
STANDING_MARKS = {
    Standing.NOTHING: "open",
    Standing.TO_PAY: "wait",
    Standing.DUE: "need",
    Standing.WAITING: "wait",
    Standing.ON_ITS_WAY: "wait",
    Standing.PAID: "ok",
    Standing.MARKED_PAID: "ok",
    Standing.PARTLY_BACK: "open",
    Standing.GIVEN_BACK: "open",
    Standing.TO_GIVE_BACK: "need",
    Standing.LOOK: "need",
}
"""The shape that goes with the word."""

CLIENT_MARKS = {
    **STANDING_MARKS,
    Standing.DUE: "wait",
    Standing.PARTLY_BACK: "ok",
    Standing.TO_GIVE_BACK: "wait",
    Standing.LOOK: "wait",
}
"""The shape that goes with what `client_words` says."""

COACH_LOOKS = _l("Your coach looks into the payment and will write to you.")
NOT_MARKED = {
    Standing.WAITING: _l("They are paying by card at this moment."),
    Standing.ON_ITS_WAY: _l("They paid by card in a way that takes some days; it is on its way."),
    Standing.MARKED_PAID: _l("It is marked as paid already."),
}
"""Why a session can't be marked as paid; where it stands otherwise, it is paid already, or what is
wrong is said by PROBLEM_WORDS.
"""

PAYMENT_WORDS = {
    PaymentState.INTENDED: _l("begun"),
    PaymentState.UNKNOWN: _l("begun; Stripe’s answer is missing"),
    PaymentState.OPEN: _l("Stripe’s page is open"),
    PaymentState.PROCESSING: _l("on its way, which may take days"),
    PaymentState.PAID: _l("paid by card"),
    PaymentState.EXPIRED: _l("not paid in time"),
    PaymentState.FAILED: _l("did not go through"),
    PaymentState.MISMATCHED: _l("asked for; what Stripe tells doesn’t fit: please look"),
    PaymentState.MARKED_PAID: _l("marked as paid"),
    PaymentState.UNMARKED: _l("mark taken back"),
}
REFUND_WORDS = {
    RefundState.INTENDED: _l("is being given back"),
    RefundState.UNKNOWN: _l("is being given back; Stripe’s answer is missing"),
    RefundState.SENT: _l("on its way back"),
    RefundState.DONE: _l("given back"),
    RefundState.FAILED: _l("refused: it did not go back"),
}
CAUSE_WORDS = {
    Cause.CANCELLED: _l("the session was cancelled"),
    Cause.TIME_LOST: _l("paid when the time was gone already"),
    Cause.BY_HAND: _l("decided at the desk"),
    Cause.AT_STRIPE: _l("done in Stripe’s pages"),
}
PROBLEM_WORDS = {
    Problem.AMOUNT: _l(
        "Stripe tells of another sum or currency than this session costs. Nothing was confirmed. "
        "Look at the payment in Stripe’s pages and give the money back there; then cancel the "
        "session, so that the time is free."
    ),
    Problem.MODE: _l(
        "Stripe tells of test money where real money is taken, or the reverse. Look into the keys "
        "in Stripe’s pages; then cancel the session, so that the time is free."
    ),
    Problem.NOT_FOUND: _l(
        "Stripe doesn’t know this payment. Was the key or the account changed? Look in Stripe’s "
        "pages whether anything was paid; then cancel the session, so that the time is free."
    ),
    Problem.REFUSED: _l("Stripe refused to open its page. Look into the account’s settings there."),
    Problem.REFUND: _l(
        "Stripe refused to give money back. It is still with you: try it once more, or give it "
        "back in another way."
    ),
}
BACK_WORDS = {
    Back.LEFT: (
        _l("Nothing was paid"),
        _l("Nothing was charged. Go back in your browser to pay after all."),
    ),
    Back.WAITS: (
        _l("Waiting for the confirmation"),
        _l(
            "We wait to hear from Stripe that the payment has arrived. "
            "That takes a few seconds; this page looks again by itself."
        ),
    ),
    Back.ON_ITS_WAY: (
        _l("The payment is on its way"),
        _l("The way of paying that you chose takes some days. The time stays yours meanwhile."),
    ),
    Back.YOURS: (
        _l("Paid, and the session is yours"),
        _l("You find it where you booked it."),
    ),
    Back.TOO_LATE: (
        _l("Paid, but too late"),
        _l("The time was gone by then. All of the money goes back the way it came. We are sorry."),
    ),
    Back.LOOK: (
        _l("Your coach looks into the payment"),
        _l(
            "Something about it is not as it should be. Nothing is lost: "
            "your coach is told and will write to you."
        ),
    ),
    Back.NOTHING: (
        _l("Nothing was paid"),
        _l("The time was given back. You can choose another one."),
    ),
}
"""What somebody reads to whom Stripe’s page leads back: as a head, and as a sentence."""
BACK_MAIL_WORDS = {
    (Back.ON_ITS_WAY, True): _l("You get an e-mail when the money has arrived."),
    (Back.ON_ITS_WAY, False): _l(
        "No e-mail is sent when the money has arrived; your session’s page says it."
    ),
    (Back.YOURS, True): _l("We send you an e-mail that leads to it."),
    (Back.TOO_LATE, True): _l("You get an e-mail about it."),
    (Back.TOO_LATE, False): _l(
        "No e-mail is sent about it; your session’s page says how it stands."
    ),
}
"""What they read besides, by whether the client gets a mail of it."""
LEFT_WORDS = {
    True: _l("You came back without paying. Nothing was charged, and the time is still kept."),
    False: _l("You came back without paying. Nothing was charged; the session stays as it is."),
}
"""What stands then where one pays, by whether the session waits for it."""
RETURNED_WORDS = {
    True: _l("It is on its way back. They get an e-mail."),
    False: _l("It is on its way back. They get no e-mail, so tell them another way."),
}
"""What the desk says of money given back, by whether the client gets a mail of it."""
UNPAID = frozenset({Standing.NOTHING, Standing.TO_PAY, Standing.DUE, Standing.WAITING})
"""Where a session stands for which no money has come, nor is on its way."""
SHOW_WORDS = {
    Show.ALL: lazy_pgettext("sessions", "All"),
    Show.DUE: lazy_pgettext("sessions", "Still unpaid"),
    Show.OPEN: lazy_pgettext("sessions", "To be paid"),
    Show.PAID: lazy_pgettext("sessions", "Paid"),
    Show.BACK: lazy_pgettext("sessions", "Given back"),
    Show.LOOK: lazy_pgettext("sessions", "To look at"),
}


def sums_words(sessions: int, all_sums: Sequence[Sums]) -> str:
    """What sessions come to: "3 sessions: €190.00 received, €95.00 to be paid"."""
    counted = ngettext("%(num)s session", "%(num)s sessions", sessions)
    said: list[str] = []
    for sums in all_sums:
        if sums.paid:
            said.append(_("%(sum)s received", sum=money(sums.paid, sums.currency)))
        if sums.given_back:
            said.append(_("%(sum)s given back", sum=money(sums.given_back, sums.currency)))
        if sums.open:
            said.append(_("%(sum)s to be paid", sum=money(sums.open, sums.currency)))
        if sums.unpaid:
            said.append(_("%(sum)s still unpaid", sum=money(sums.unpaid, sums.currency)))
    words: str = _("%(sessions)s: %(sums)s", sessions=counted, sums=", ".join(map(unbroken, said)))
    return words if said else counted


def client_words(standing: Standing, *, rest: str, paid: str, back: str, is_over: bool) -> str:
    """Where their own session, which may be over, stands with money, said to the client: what was
    paid and went back, and the `rest`, which before anything was paid is what they owe.
    """
    unpaid, full = _("%(sum)s to pay", sum=rest), _("%(sum)s paid", sum=rest)
    words: dict[Standing, str] = {
        Standing.NOTHING: _("nothing to pay"),
        Standing.TO_PAY: unpaid,
        Standing.DUE: unpaid,
        Standing.WAITING: unpaid,
        Standing.ON_ITS_WAY: _on_its_way(is_over=is_over),
        Standing.PAID: full,
        Standing.MARKED_PAID: full,
        Standing.PARTLY_BACK: _("%(paid)s paid, %(back)s given back", paid=paid, back=back),
        Standing.GIVEN_BACK: _("%(back)s given back", back=back),
        Standing.TO_GIVE_BACK: _("%(sum)s paid; your coach gives back what is due", sum=rest),
        Standing.LOOK: str(COACH_LOOKS),
    }
    return words[standing]


def _on_its_way(*, is_over: bool) -> str:
    words: str
    if is_over:
        words = _("Your payment is on its way.")
    else:
        words = _(
            "Your payment is on its way; your time stays yours until it arrives, "
            "which can take some days."
        )
    return words


def own_state_words(
    booking: Booking, standing: Standing | None, *, can_pay: bool | None = None
) -> str:
    """How their session stands, said to the client; `standing` is that of its price, if any, and
    `can_pay` whether they still may, where that was asked.
    """
    state = BookingState(booking.state)
    words: str = str(OWN_STATE_WORDS[state])
    if state == BookingState.PENDING_PAYMENT and standing == Standing.ON_ITS_WAY:
        words = _("kept while your payment is on its way")
    elif can_pay is False and _is_given_back(booking, standing):
        words = str(OWN_STATE_WORDS[BookingState.EXPIRED])
    return words


def ended_words(booking: Booking, standing: Standing | None, *, can_pay: bool) -> str:
    """That nothing was paid for a time which was kept and given back; else nothing."""
    is_ended = not can_pay and _is_given_back(booking, standing)
    return _("Nothing was paid for it.") if is_ended else ""


def _is_given_back(booking: Booking, standing: Standing | None) -> bool:
    """Of a time that nobody can pay for any more; its page may still be closed at Stripe."""
    waited = booking.state in (BookingState.PENDING_PAYMENT, BookingState.EXPIRED)
    return waited and standing in UNPAID


def cancelling_words(booking: Booking, found: Cancelling, standing: Standing | None) -> str:
    """What it would mean for the client to cancel now; `standing` is that of the price, if any."""
    if not booking.price:
        return str(_("The time is free again then, and your coach gets an e-mail."))
    if standing == Standing.GIVEN_BACK:
        return str(_("What you paid was given back already, and nothing is kept."))
    said = [
        _late_words(booking, found, standing) if found.kept else _in_time_words(standing),
        _comes_back_words(booking, found, standing),
    ]
    return " ".join(one for one in said if one)


def _in_time_words(standing: Standing | None) -> str:
    words: str
    if standing in UNPAID:
        words = _("You are in time: there is nothing to pay.")
    else:
        words = _("You are in time: what you paid comes back.")
    return words


def _late_words(booking: Booking, found: Cancelling, standing: Standing | None) -> str:
    near = ngettext(
        "It is less than %(num)s hour to the session.",
        "It is less than %(num)s hours to the session.",
        booking.free_hours,
    )
    kept = money(found.kept, booking.currency)
    if standing in UNPAID:
        rest = _("You still pay %(kept)s of the price.", kept=kept)
    elif found.returned and standing in (Standing.PAID, Standing.MARKED_PAID):
        back = money(found.returned, booking.currency)
        rest = _("%(kept)s of the price is kept, and %(back)s comes back.", kept=kept, back=back)
    else:
        rest = _("%(kept)s of the price is kept.", kept=kept)
    return f"{near} {rest}"


def _comes_back_words(booking: Booking, found: Cancelling, standing: Standing | None) -> str:
    if not found.returned:
        return ""
    if standing == Standing.MARKED_PAID:
        back = money(found.returned, booking.currency)
        return _by_hand_words(back, is_done=False, to_coach=False)
    return _("Banks take five to ten days for that.") if standing == Standing.PAID else ""


def cancelled_words(booking: Booking, found: Settlement, *, to_coach: bool) -> str:
    """What a cancellation means for the money, and by which rule: to the client or the coach."""
    if not booking.price:
        return ""
    if found.standing == Standing.LOOK:
        return _look_words(found, to_coach=to_coach)
    said = [_back_words(booking, found, to_coach=to_coach), _kept_words(booking, found)]
    return " ".join(one for one in said if one)


def _look_words(found: Settlement, *, to_coach: bool) -> str:
    if to_coach and found.problem is not None:
        return str(PROBLEM_WORDS[found.problem])
    return str(COACH_LOOKS)


def _back_words(booking: Booking, found: Settlement, *, to_coach: bool) -> str:
    back = money(found.back, booking.currency)
    words: str = ""
    if found.standing == Standing.ON_ITS_WAY:
        words = _("A payment is on its way; once it has arrived, %(back)s goes back.", back=back)
    elif found.standing in UNPAID:
        words = _("Nothing was paid for it.")
    elif found.back and found.is_by_hand:
        words = _by_hand_words(back, is_done=found.is_done, to_coach=to_coach)
    elif found.back:
        gives = (
            _("%(back)s was given back the way it came, by card.", back=back)
            if found.is_done
            else _("We are giving back %(back)s the way it came, by card.", back=back)
        )
        words = " ".join([gives, _("Banks take five to ten days for that.")])
    return words


def _by_hand_words(back: str, *, is_done: bool, to_coach: bool) -> str:
    words: str
    if is_done:
        words = _("%(back)s was given back directly.", back=back)
    elif to_coach:
        words = _(
            "It was paid to you directly: please give back %(back)s, and note it with the payment.",
            back=back,
        )
    else:
        words = _(
            "You paid your coach directly; together you settle how %(back)s comes back to you.",
            back=back,
        )
    return words


def _kept_words(booking: Booking, found: Settlement) -> str:
    """The rule, and what stays by it."""
    if found.kept == 0:
        return ""
    kept, price = money(found.kept, booking.currency), money(booking.price, booking.currency)
    rule = ngettext(
        "It was cancelled less than %(num)s hour before its beginning.",
        "It was cancelled less than %(num)s hours before its beginning.",
        booking.free_hours,
    )
    if found.standing in UNPAID:
        rest = _(
            "By the rule that was agreed, %(kept)s of the price of %(price)s is to be paid for it.",
            kept=kept,
            price=price,
        )
    else:
        rest = _(
            "By the rule that was agreed, %(kept)s of the price of %(price)s is kept.",
            kept=kept,
            price=price,
        )
    return f"{rule} {rest}"


def payable_words(booking: Booking) -> str:
    """That a session which takes place can be paid by card, in the mail about it."""
    words: str = _(
        "It costs %(price)s, which you can pay by card: at the link below, or in your portal.",
        price=money(booking.price, booking.currency),
    )
    return words
