"""What is true of money: the life of a payment and of a refund, what is owed, what may go back."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from coachhub.booking.rules import PERCENT, BookingState, Policy

CHECKOUT_LASTS = timedelta(minutes=31)
"""Stripe takes no less than 30 minutes, by its own clock. The time is given back earlier: see
`services.holds`."""
SHORTEST_CHECKOUT = timedelta(minutes=30, seconds=15)
NEWS_KEPT = timedelta(days=90)
"""How long the ids of Stripe's events are remembered; it tells of them again for three days."""
NEWS_LOOKED_BACK = timedelta(days=4)


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTER_BITS = 5
_LETTERS_OF_NUMBER = 8
_READ_AS = str.maketrans("OIL", "011")


def receipt_number(payment_id: UUID) -> str:
    """A number that people can read out: the last forty bits of the id, which are random, in
    letters that look like no other.
    """
    letters = "".join(
        _LETTERS[payment_id.int >> place * _LETTER_BITS & (1 << _LETTER_BITS) - 1]
        for place in reversed(range(_LETTERS_OF_NUMBER))
    )
    return f"{letters[:4]}-{letters[4:]}"


def receipt_digits(number: str) -> str | None:
    """The last digits, in hexadecimal, of the id of the payment whose receipt has this number, as
    people write it; None, if no number is like it.
    """
    letters = re.sub(r"[\s-]", "", number).upper().translate(_READ_AS)
    if len(letters) != _LETTERS_OF_NUMBER or set(letters) - set(_LETTERS):
        return None
    bits = 0
    for letter in letters:
        bits = bits << _LETTER_BITS | _LETTERS.index(letter)
    return f"{bits:010x}"


class PaymentState(StrEnum):
    """Where one attempt to pay for a session stands."""

    INTENDED = "intended"
    """Written down before Stripe is asked for a page to pay at."""
    UNKNOWN = "unknown"
    """Stripe was asked, and nobody knows what it did."""
    OPEN = "open"
    """There is a page to pay at."""
    PROCESSING = "processing"
    """A way of paying that takes days was chosen; the money is on its way."""
    PAID = "paid"
    EXPIRED = "expired"
    FAILED = "failed"
    """Stripe refused it, or the money that was on its way did not come."""
    MISMATCHED = "mismatched"
    """Stripe tells something else than what was asked for: somebody must look."""
    MARKED_PAID = "marked_paid"
    """The coach says that they got it, past Stripe."""
    UNMARKED = "unmarked"
    """That was an error."""


_S = PaymentState

TRANSITIONS: dict[PaymentState, frozenset[PaymentState]] = {
    _S.INTENDED: frozenset(
        {
            _S.UNKNOWN,
            _S.OPEN,
            _S.PROCESSING,
            _S.PAID,
            _S.EXPIRED,
            _S.FAILED,
            _S.MISMATCHED,
        }
    ),
    _S.UNKNOWN: frozenset({_S.OPEN, _S.PROCESSING, _S.PAID, _S.EXPIRED, _S.FAILED, _S.MISMATCHED}),
    _S.OPEN: frozenset({_S.PROCESSING, _S.PAID, _S.EXPIRED, _S.FAILED, _S.MISMATCHED}),
    _S.PROCESSING: frozenset({_S.PAID, _S.FAILED, _S.MISMATCHED}),
    _S.PAID: frozenset(),
    # What could not be found at Stripe may turn up there after all.
    _S.EXPIRED: frozenset({_S.PROCESSING, _S.PAID, _S.MISMATCHED}),
    _S.FAILED: frozenset(),
    _S.MISMATCHED: frozenset(),
    _S.MARKED_PAID: frozenset({_S.UNMARKED}),
    _S.UNMARKED: frozenset(),
}

WITH_MONEY = frozenset({_S.PAID, _S.MARKED_PAID})
OVER = frozenset({_S.EXPIRED, _S.FAILED, _S.UNMARKED})
"""Nothing came of it; another attempt may be made."""
STANDS = frozenset(_S) - OVER
"""A session has at most one of these."""
IN_DOUBT = frozenset({_S.INTENDED, _S.UNKNOWN})
BEFORE_MONEY = IN_DOUBT | {_S.OPEN}
"""Nothing was paid as far as is known: one may go on to pay, or leave it."""
UNSETTLED = BEFORE_MONEY | {_S.PROCESSING}


def may_become(state: PaymentState, following: PaymentState) -> bool:
    """Whether the one state may follow the other."""
    return following in TRANSITIONS[state]


def state_at_stripe(status: str, payment_status: str, intent_status: str | None) -> PaymentState:
    """Where a payment stands whose checkout session and payment intent are in these states."""
    if status == "open":
        return _S.OPEN
    if status == "expired":
        return _S.EXPIRED
    if payment_status == "paid":
        return _S.PAID
    if intent_status in ("requires_payment_method", "canceled"):
        return _S.FAILED
    return _S.PROCESSING


class RefundState(StrEnum):
    """Where money stands that goes back."""

    INTENDED = "intended"
    UNKNOWN = "unknown"
    SENT = "sent"
    """Stripe is at it."""
    DONE = "done"
    FAILED = "failed"


_R = RefundState

REFUND_TRANSITIONS: dict[RefundState, frozenset[RefundState]] = {
    _R.INTENDED: frozenset({_R.UNKNOWN, _R.SENT, _R.DONE, _R.FAILED}),
    _R.UNKNOWN: frozenset({_R.SENT, _R.DONE, _R.FAILED}),
    _R.SENT: frozenset({_R.DONE, _R.FAILED}),
    # A bank may send back what seemed to have arrived.
    _R.DONE: frozenset({_R.FAILED}),
    _R.FAILED: frozenset(),
}
REFUND_UNSETTLED = frozenset({_R.INTENDED, _R.UNKNOWN, _R.SENT})


def refund_may_become(state: RefundState, following: RefundState) -> bool:
    """Whether the one state of a refund may follow the other."""
    return following in REFUND_TRANSITIONS[state]


def refund_at_stripe(status: str) -> RefundState:
    """Where a refund stands that is in this state at Stripe."""
    if status == "succeeded":
        return _R.DONE
    return _R.FAILED if status in ("failed", "canceled") else _R.SENT


class Cause(StrEnum):
    """Why money goes back."""

    CANCELLED = "cancelled"
    """The session was cancelled, and the policy says so."""
    TIME_LOST = "time_lost"
    """It was paid when the time was gone already: somebody else's, or past."""
    BY_HAND = "by_hand"
    """Somebody at the desk decided so."""
    AT_STRIPE = "at_stripe"
    """It was done in Stripe's own pages."""


class Problem(StrEnum):
    """What is wrong with a payment, for the coach to look into."""

    AMOUNT = "amount"
    MODE = "mode"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    REFUND = "refund"
    """What should go back was refused."""


class Standing(StrEnum):
    """Where a session stands with money, all taken together."""

    NOTHING = "nothing"
    TO_PAY = "to_pay"
    DUE = "due"
    """To be paid, and the session is over."""
    WAITING = "waiting"
    """Somebody is paying, or to do so before the session is confirmed."""
    ON_ITS_WAY = "on_its_way"
    """Paid in a way that takes days; the time is kept meanwhile."""
    PAID = "paid"
    MARKED_PAID = "marked_paid"
    PARTLY_BACK = "partly_back"
    GIVEN_BACK = "given_back"
    TO_GIVE_BACK = "to_give_back"
    """Paid past Stripe, and more than is owed by now: it goes back by hand."""
    LOOK = "look"
    """Somebody must look: Stripe tells something else, or refused what should go back."""


class Show(StrEnum):
    """Which sessions a list of what was and is to be paid shows."""

    ALL = "all"
    DUE = "due"
    """What is over, or called off too late, and is not paid."""
    OPEN = "open"
    """What is still to be paid otherwise."""
    PAID = "paid"
    BACK = "back"
    LOOK = "look"


@dataclass(frozen=True)
class Sums:
    """What lines come to, in minor units of one currency."""

    currency: str
    paid: int
    given_back: int
    open: int
    unpaid: int
    """What is over and was not paid."""

    @property
    def all(self) -> tuple[int, int, int, int]:
        return self.paid, self.given_back, self.open, self.unpaid


class Back(StrEnum):
    """How somebody stands whom Stripe's page leads back."""

    LEFT = "left"
    """They didn't pay, and may still."""
    WAITS = "waits"
    """Nothing was heard of Stripe yet."""
    ON_ITS_WAY = "on_its_way"
    YOURS = "yours"
    TOO_LATE = "too_late"
    LOOK = "look"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Paid:
    """What a payment that stands means for what was paid."""

    state: PaymentState
    amount: int
    refunded: int
    problem: Problem | None


@dataclass(frozen=True)
class Settlement:
    """What became of the money of a cancelled session, or is about to."""

    standing: Standing
    problem: Problem | None
    price: int
    kept: int
    """What stays with the practice by the policy, or is still to be paid."""
    back: int
    """What goes back or went back of what was paid."""
    is_by_hand: bool
    """It was paid past Stripe, and goes back so."""
    is_done: bool
    """All of `back` has gone back, as far as is known here."""


TAKES_PLACE = frozenset({BookingState.CONFIRMED, BookingState.COMPLETED, BookingState.NO_SHOW})
"""Of what was paid for in these states the whole price is owed."""


def standing_of(state: BookingState, *, owes: int, is_over: bool, paid: Paid | None) -> Standing:
    """Where a session in this state stands, of which the client owes so much in all."""
    if paid is None or paid.state in OVER:
        return _unpaid(state, owes=owes, is_over=is_over)
    if paid.state == PaymentState.MISMATCHED or paid.problem == Problem.REFUND:
        return Standing.LOOK
    if paid.state not in WITH_MONEY:
        on_its_way = paid.state == PaymentState.PROCESSING
        return Standing.ON_ITS_WAY if on_its_way else Standing.WAITING
    return _with_money(paid, owes=owes)


def _unpaid(state: BookingState, *, owes: int, is_over: bool) -> Standing:
    if owes == 0:
        return Standing.NOTHING
    if state == BookingState.PENDING_PAYMENT:
        return Standing.WAITING
    return Standing.DUE if is_over or state == BookingState.LATE_CANCELLED else Standing.TO_PAY


def _with_money(paid: Paid, *, owes: int) -> Standing:
    is_by_hand = paid.state == PaymentState.MARKED_PAID
    if is_by_hand and paid.amount - paid.refunded > owes:
        return Standing.TO_GIVE_BACK
    if paid.refunded == paid.amount:
        return Standing.GIVEN_BACK
    if paid.refunded:
        return Standing.PARTLY_BACK
    return Standing.MARKED_PAID if is_by_hand else Standing.PAID


def came_back(state: PaymentState, session: BookingState, *, has_left: bool) -> Back:
    """How somebody stands whom Stripe's page leads back, by what was heard of it."""
    if state in BEFORE_MONEY:
        return Back.LEFT if has_left else Back.WAITS
    if state == PaymentState.PAID:
        return Back.YOURS if session in TAKES_PLACE else Back.TOO_LATE
    if state in OVER and session in TAKES_PLACE:
        return Back.LEFT
    heard = {PaymentState.PROCESSING: Back.ON_ITS_WAY, PaymentState.MISMATCHED: Back.LOOK}
    return heard.get(state, Back.NOTHING)


def owed(state: BookingState, price: int, policy: Policy) -> int:
    """What a client owes for a session that stands so, in minor units, paid or not."""
    if state in TAKES_PLACE or state == BookingState.PENDING_PAYMENT:
        return price
    if state == BookingState.LATE_CANCELLED:
        return price * policy.kept_percent // PERCENT
    return 0


def idempotency_key(operation: str, row_id: object, attempt: int) -> str:
    """What Stripe knows an act by: told twice, it does it once."""
    return f"{operation}:{row_id}:{attempt}"
