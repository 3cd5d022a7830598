"""What happens with money: it is asked for, comes, goes back; and what Stripe tells of it."""

from coachhub.payments.gateway import BadSignature, Gateway, Unreachable
from coachhub.payments.services.accounts import (
    NotOurs,
    account_of,
    close_account,
    may_open,
    open_account,
    stripe_here,
    takes_cards,
)
from coachhub.payments.services.found import find_payment, standing
from coachhub.payments.services.happenings import happenings
from coachhub.payments.services.holds import end_hold, give_back, holds_that_are_over
from coachhub.payments.services.lines import (
    Line,
    Money,
    line_of,
    lines_of,
    money_of,
    settlement_of,
)
from coachhub.payments.services.lists import (
    Totals,
    Wanted,
    export_lines,
    list_lines,
    months_of,
    reckon,
    signals,
    totals_since,
)
from coachhub.payments.services.mails import tells_client
from coachhub.payments.services.marks import (
    AlreadyPaying,
    NothingOwed,
    NotMarked,
    mark_paid,
    unmark,
)
from coachhub.payments.services.news import catch_up, forget_old, hear, look, look_after, take_in
from coachhub.payments.services.paying import (
    PAYMENTS,
    NotPayable,
    OnItsWay,
    ask,
    end_in_time,
    intend,
    is_to_be_paid,
    page_to_pay,
)
from coachhub.payments.services.refunds import (
    NothingPaid,
    TooMuch,
    pay_back,
    return_price,
)
from coachhub.payments.services.refunds import send as send_refund

__all__ = [
    "PAYMENTS",
    "AlreadyPaying",
    "BadSignature",
    "Gateway",
    "Line",
    "Money",
    "NotMarked",
    "NotOurs",
    "NotPayable",
    "NothingOwed",
    "NothingPaid",
    "OnItsWay",
    "TooMuch",
    "Totals",
    "Unreachable",
    "Wanted",
    "account_of",
    "ask",
    "catch_up",
    "close_account",
    "end_hold",
    "end_in_time",
    "export_lines",
    "find_payment",
    "forget_old",
    "give_back",
    "happenings",
    "hear",
    "holds_that_are_over",
    "intend",
    "is_to_be_paid",
    "line_of",
    "lines_of",
    "list_lines",
    "look",
    "look_after",
    "mark_paid",
    "may_open",
    "money_of",
    "months_of",
    "open_account",
    "page_to_pay",
    "pay_back",
    "reckon",
    "return_price",
    "send_refund",
    "settlement_of",
    "signals",
    "standing",
    "stripe_here",
    "take_in",
    "takes_cards",
    "tells_client",
    "totals_since",
    "unmark",
]
