"""How a payment stands is said alike wherever it is said, and never what isn't so."""

import pytest

from coachhub.booking.rules import BookingState
from coachhub.payments.rules import Back, PaymentState, Problem, RefundState, Standing, came_back
from coachhub.payments.words import (
    BACK_WORDS,
    CLIENT_MARKS,
    PAYMENT_WORDS,
    PROBLEM_WORDS,
    REFUND_WORDS,
    STANDING_MARKS,
    STANDING_WORDS,
)
from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.visitor import Visitor

LIST = "/portal/north/sessions"


@pytest.fixture
def ben(shop: Shop) -> Visitor:
    return shop.cast.browser("ben")


def _begun(shop: Shop, ben: Visitor) -> tuple[str, str]:
    """Ben books and goes to pay: the path of his session, and the checkout session."""
    booked = ben.fill(f"{LIST}/new/{shop.what}", start=at(4).isoformat())
    own = booked.location.removesuffix("/pay")
    return own, shop.go(ben, own)


def test_every_state_has_its_words() -> None:
    assert set(Standing) == set(STANDING_WORDS) == set(STANDING_MARKS)
    assert set(Standing) == set(CLIENT_MARKS)
    assert set(PaymentState) == set(PAYMENT_WORDS)
    assert set(RefundState) == set(REFUND_WORDS)
    assert set(Problem) == set(PROBLEM_WORDS)
    assert set(Back) == set(BACK_WORDS)


@pytest.mark.parametrize(
    ("state", "session", "left", "stands"),
    [
        ("open", "pending_payment", "", Back.WAITS),
        ("open", "pending_payment", "left", Back.LEFT),
        ("processing", "pending_payment", "left", Back.ON_ITS_WAY),
        ("paid", "confirmed", "", Back.YOURS),
        ("paid", "expired", "", Back.TOO_LATE),
        ("mismatched", "pending_payment", "", Back.LOOK),
        ("expired", "expired", "", Back.NOTHING),
    ],
)
def test_who_comes_back_reads_how_it_stands(
    state: str, session: str, left: str, stands: Back
) -> None:
    found = came_back(PaymentState(state), BookingState(session), has_left=bool(left))
    assert found == stands


def test_the_list_of_sessions_says_how_the_money_stands(shop: Shop, ben: Visitor) -> None:
    _own, checkout = _begun(shop, ben)
    assert "€95.00 to pay" in ben.get(LIST).text
    shop.stripe.happen(checkout, "later")
    shop.tell()
    shown = ben.get(LIST).text
    assert "Your payment is on its way" in shown
    assert "to pay" not in shown
    shop.stripe.happen(checkout, "arrive")
    shop.tell()
    assert "€95.00 paid" in ben.get(LIST).text


@pytest.mark.parametrize("act", ["pay", "release"])
def test_a_payment_that_is_held_up_is_not_said_to_be_on_its_way(
    shop: Shop, ben: Visitor, act: str
) -> None:
    own, checkout = _begun(shop, ben)
    shop.stripe.happen(checkout, "pay")
    shop.stripe.things("checkout.session")[checkout]["amount_total"] = 100
    shop.tell()
    answer = ben.post(f"{own}/{act}")
    assert (answer.status_code, shop.stands()) == (303, ("pending_payment", "mismatched"))
    shown = ben.get(own).text
    assert "Your coach looks into the payment" in shown
    assert "on its way" not in shown
    assert "Your coach looks into the payment" in ben.get(LIST).text


def test_the_coach_reads_what_is_wrong_and_what_to_do(shop: Shop, ben: Visitor) -> None:
    _own, checkout = _begun(shop, ben)
    shop.stripe.happen(checkout, "pay")
    shop.stripe.things("checkout.session")[checkout]["amount_total"] = 100
    shop.tell()
    mara = shop.cast.browser("mara")
    marked = mara.post(f"/app/north/bookings/{shop.booking_id()}/payment/mark")
    notice = mara.get(marked.location).text
    assert notice.count("give the money back there") == 2
    assert "paid already" not in notice


def test_nobody_marks_what_is_on_its_way(shop: Shop, ben: Visitor) -> None:
    _own, checkout = _begun(shop, ben)
    shop.stripe.happen(checkout, "later")
    shop.tell()
    mara = shop.cast.browser("mara")
    marked = mara.post(f"/app/north/bookings/{shop.booking_id()}/payment/mark")
    assert "in a way that takes some days" in mara.get(marked.location).text
