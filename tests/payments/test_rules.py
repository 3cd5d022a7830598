"""The lives of payments and refunds, cell by cell; what is owed, and where a session stands."""

from uuid import UUID

import pytest

from coachhub.booking.rules import BookingState, Policy
from coachhub.core.ids import new_id
from coachhub.payments.rules import (
    OVER,
    STANDS,
    Paid,
    PaymentState,
    Problem,
    RefundState,
    Standing,
    may_become,
    owed,
    receipt_digits,
    receipt_number,
    refund_at_stripe,
    refund_may_become,
    standing_of,
    state_at_stripe,
)

# Columns in the order of the rows; x: may follow.
PAYMENTS = """
             intended unknown open processing paid expired failed mismatched marked_paid unmarked
intended     .        x       x    x          x    x       x      x          .           .
unknown      .        .       x    x          x    x       x      x          .           .
open         .        .       .    x          x    x       x      x          .           .
processing   .        .       .    .          x    .       x      x          .           .
paid         .        .       .    .          .    .       .      .          .           .
expired      .        .       .    x          x    .       .      x          .           .
failed       .        .       .    .          .    .       .      .          .           .
mismatched   .        .       .    .          .    .       .      .          .           .
marked_paid  .        .       .    .          .    .       .      .          .           x
unmarked     .        .       .    .          .    .       .      .          .           .
"""
REFUNDS = """
          intended unknown sent done failed
intended  .        x       x    x    x
unknown   .        .       x    x    x
sent      .        .       .    x    x
done      .        .       .    .    x
failed    .        .       .    .    .
"""


def _cells(table: str) -> list[tuple[str, str, bool]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return [
        (state, following, mark == "x")
        for state, *marks in rows
        for following, mark in zip(head, marks, strict=True)
    ]


def test_a_payment_goes_as_the_table_says() -> None:
    cells = _cells(PAYMENTS)
    assert len(cells) == len(PaymentState) ** 2
    for state, following, may in cells:
        assert may_become(PaymentState(state), PaymentState(following)) == may, (state, following)


def test_a_refund_goes_as_the_table_says() -> None:
    cells = _cells(REFUNDS)
    assert len(cells) == len(RefundState) ** 2
    for state, following, may in cells:
        found = refund_may_become(RefundState(state), RefundState(following))
        assert found == may, (state, following)


def test_each_state_stands_or_is_over() -> None:
    assert set(PaymentState) == STANDS | OVER
    assert not STANDS & OVER


@pytest.mark.parametrize(
    ("status", "payment_status", "intent", "state"),
    [
        ("open", "unpaid", None, PaymentState.OPEN),
        ("open", "unpaid", "requires_payment_method", PaymentState.OPEN),
        ("expired", "unpaid", None, PaymentState.EXPIRED),
        ("complete", "paid", "succeeded", PaymentState.PAID),
        ("complete", "unpaid", "processing", PaymentState.PROCESSING),
        ("complete", "unpaid", None, PaymentState.PROCESSING),
        ("complete", "unpaid", "requires_payment_method", PaymentState.FAILED),
        ("complete", "unpaid", "canceled", PaymentState.FAILED),
    ],
)
def test_what_stripe_says_means_this(
    status: str, payment_status: str, intent: str | None, state: PaymentState
) -> None:
    assert state_at_stripe(status, payment_status, intent) == state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("succeeded", RefundState.DONE),
        ("pending", RefundState.SENT),
        ("requires_action", RefundState.SENT),
        ("failed", RefundState.FAILED),
        ("canceled", RefundState.FAILED),
    ],
)
def test_a_refund_at_stripe_means_this(status: str, state: RefundState) -> None:
    assert refund_at_stripe(status) == state


@pytest.mark.parametrize(
    ("state", "sum_owed"),
    [
        (BookingState.HELD, 0),
        (BookingState.PENDING_PAYMENT, 9501),
        (BookingState.CONFIRMED, 9501),
        (BookingState.COMPLETED, 9501),
        (BookingState.NO_SHOW, 9501),
        (BookingState.LATE_CANCELLED, 4750),
        (BookingState.CANCELLED_BY_CLIENT, 0),
        (BookingState.CANCELLED_BY_COACH, 0),
        (BookingState.EXPIRED, 0),
    ],
)
def test_so_much_is_owed(state: BookingState, sum_owed: int) -> None:
    assert owed(state, 9501, Policy(24, 50, 2)) == sum_owed


def _paid(state: PaymentState, refunded: int = 0, problem: Problem | None = None) -> Paid:
    return Paid(state, 9500, refunded, problem)


@pytest.mark.parametrize(
    ("state", "owes", "is_over", "paid", "standing"),
    [
        ("confirmed", 9500, False, None, Standing.TO_PAY),
        ("completed", 9500, True, None, Standing.DUE),
        ("late_cancelled", 4750, False, None, Standing.DUE),
        ("cancelled_by_coach", 0, False, None, Standing.NOTHING),
        ("pending_payment", 9500, False, None, Standing.WAITING),
        ("pending_payment", 9500, False, _paid(PaymentState.OPEN), Standing.WAITING),
        ("pending_payment", 9500, False, _paid(PaymentState.FAILED), Standing.WAITING),
        ("pending_payment", 9500, False, _paid(PaymentState.PROCESSING), Standing.ON_ITS_WAY),
        ("confirmed", 9500, False, _paid(PaymentState.UNMARKED), Standing.TO_PAY),
        ("confirmed", 9500, False, _paid(PaymentState.PAID), Standing.PAID),
        ("confirmed", 9500, False, _paid(PaymentState.MARKED_PAID), Standing.MARKED_PAID),
        ("confirmed", 9500, False, _paid(PaymentState.PAID, 100), Standing.PARTLY_BACK),
        ("expired", 0, False, _paid(PaymentState.PAID, 9500), Standing.GIVEN_BACK),
        ("cancelled_by_coach", 0, True, _paid(PaymentState.MARKED_PAID), Standing.TO_GIVE_BACK),
        ("late_cancelled", 4750, True, _paid(PaymentState.MARKED_PAID), Standing.TO_GIVE_BACK),
        ("late_cancelled", 4750, True, _paid(PaymentState.MARKED_PAID, 4750), Standing.PARTLY_BACK),
        ("pending_payment", 9500, False, _paid(PaymentState.MISMATCHED), Standing.LOOK),
        ("confirmed", 9500, False, _paid(PaymentState.PAID, 0, Problem.REFUND), Standing.LOOK),
    ],
)
def test_a_session_stands_so(
    state: str, *, owes: int, is_over: bool, paid: Paid | None, standing: Standing
) -> None:
    found = standing_of(BookingState(state), owes=owes, is_over=is_over, paid=paid)
    assert found == standing


def test_a_receipt_s_number_is_short_and_stays() -> None:
    known = UUID("01a219f0-e96d-7f88-9529-cc0360bad59a")
    assert receipt_number(known) == "0DGB-NNCT"
    numbers = {receipt_number(new_id()) for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(len(number) == 9 for number in numbers)


@pytest.mark.parametrize("typed", ["0DGB-NNCT", "0dgb nnct", "ODGBNNCT", " 0dgb-nnct "])
def test_a_receipt_is_found_by_its_number_as_people_write_it(typed: str) -> None:
    digits = receipt_digits(typed)
    assert digits
    assert "01a219f0-e96d-7f88-9529-cc0360bad59a".endswith(digits)


@pytest.mark.parametrize("typed", ["", "0DGB", "0DGB-NNCTT", "0DGB-NNC!", "Ben Test", "ÉÉÉÉÉÉÉÉ"])
def test_what_is_like_no_number_is_none(typed: str) -> None:
    assert receipt_digits(typed) is None
