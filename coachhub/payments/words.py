"""Where a session stands with money, in the reader's language."""

from flask_babel import lazy_gettext as _l

from coachhub.payments.rules import Cause, PaymentState, Problem, RefundState, Show, Standing

STANDING_WORDS = {
    Standing.NOTHING: _l("nothing to pay"),
    Standing.TO_PAY: _l("to be paid"),
    Standing.DUE: _l("not paid yet"),
    Standing.WAITING: _l("waits for payment"),
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

PAYMENT_WORDS = {
    PaymentState.INTENDED: _l("begun"),
    PaymentState.UNKNOWN: _l("begun; Stripe's answer is missing"),
    PaymentState.OPEN: _l("Stripe's page is open"),
    PaymentState.PROCESSING: _l("on its way, which may take days"),
    PaymentState.PAID: _l("paid by card"),
    PaymentState.EXPIRED: _l("not paid in time"),
    PaymentState.FAILED: _l("did not go through"),
    PaymentState.MISMATCHED: _l("held up"),
    PaymentState.MARKED_PAID: _l("marked as paid"),
    PaymentState.UNMARKED: _l("mark taken back"),
}
REFUND_WORDS = {
    RefundState.INTENDED: _l("is being given back"),
    RefundState.UNKNOWN: _l("is being given back; Stripe's answer is missing"),
    RefundState.SENT: _l("on its way back"),
    RefundState.DONE: _l("given back"),
    RefundState.FAILED: _l("refused: it did not go back"),
}
CAUSE_WORDS = {
    Cause.CANCELLED: _l("the session was cancelled"),
    Cause.TIME_LOST: _l("paid when the time was gone already"),
    Cause.BY_HAND: _l("decided at the desk"),
    Cause.AT_STRIPE: _l("done in Stripe's pages"),
}
PROBLEM_WORDS = {
    Problem.AMOUNT: _l(
        "Stripe tells of another sum or currency than this session costs. Nothing was confirmed."
    ),
    Problem.MODE: _l("Stripe tells of test money where real money is taken, or the reverse."),
    Problem.NOT_FOUND: _l("Stripe doesn't know this payment. Was the key or the account changed?"),
    Problem.REFUSED: _l("Stripe refused to open its page. Look into the account's settings there."),
    Problem.REFUND: _l("Stripe refused to give money back. It is still with you."),
}
SHOW_WORDS = {
    Show.ALL: _l("All"),
    Show.OPEN: _l("Open"),
    Show.PAID: _l("Paid"),
    Show.BACK: _l("Given back"),
    Show.LOOK: _l("To look at"),
}
