"""How a payment stands is said alike wherever it is said, and never what isn't so."""

from datetime import timedelta

import pytest

from coachhub.booking.rules import BookingState
from coachhub.payments.rules import (
    Back,
    PaymentState,
    Problem,
    RefundState,
    Show,
    Standing,
    came_back,
)
from coachhub.payments.words import (
    BACK_MAIL_WORDS,
    BACK_WORDS,
    CLIENT_MARKS,
    PAYMENT_WORDS,
    PROBLEM_WORDS,
    REFUND_WORDS,
    SHOW_WORDS,
    STANDING_MARKS,
    STANDING_WORDS,
)
from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.safety.answering import answer
from tests.visitor import Visitor

LIST = "/portal/north/sessions"


@pytest.fixture
def ben(shop: Shop) -> Visitor:
    return shop.cast.browser("ben")


def _begun(shop: Shop, ben: Visitor) -> tuple[str, str]:
    """Ben books and goes to pay: the path of his session, and the checkout session."""
    booked = ben.fill(f"{LIST}/new/{shop.what}", start=at(4).isoformat(), starts_early="y")
    own = booked.location.removesuffix("/pay")
    return own, shop.go(ben, own)


def test_every_state_has_its_words() -> None:
    assert set(Standing) == set(STANDING_WORDS) == set(STANDING_MARKS)
    assert set(Standing) == set(CLIENT_MARKS)
    assert set(PaymentState) == set(PAYMENT_WORDS)
    assert set(RefundState) == set(REFUND_WORDS)
    assert set(Problem) == set(PROBLEM_WORDS)
    assert set(Back) == set(BACK_WORDS)


def test_what_is_still_to_come_in_is_said_apart(shop: Shop) -> None:
    unpaid = (Standing.TO_PAY, Standing.DUE, Standing.WAITING, Standing.ON_ITS_WAY)
    with shop.app.test_request_context():
        assert len({str(STANDING_WORDS[standing]) for standing in unpaid}) == len(unpaid)
        assert str(STANDING_WORDS[Standing.DUE]).capitalize() == str(SHOW_WORDS[Show.DUE])


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


@pytest.mark.parametrize("reachable", ["yes", "no"])
@pytest.mark.parametrize("becomes", [Back.ON_ITS_WAY, Back.TOO_LATE])
def test_who_comes_back_is_promised_a_mail_only_if_it_is_sent(
    shop: Shop, ben: Visitor, becomes: Back, reachable: str
) -> None:
    _own, checkout = _begun(shop, ben)
    answer(ben, reachable=reachable)
    if becomes == Back.TOO_LATE:
        shop.change("UPDATE booking SET state = 'expired', held_until = NULL")
        blocks = f"/app/north/availability/{shop.cast.members['mara']}/blocks"
        begins, ends = (f"{at(4, hour):%Y-%m-%dT%H:%M}" for hour in (9, 12))
        shop.cast.browser("mara").fill(blocks, begins_at=begins, ends_at=ends)
    shop.stripe.happen(checkout, "later" if becomes == Back.ON_ITS_WAY else "pay")
    shop.tell()
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    back = asked["params"]["success_url"].removeprefix("https://coachhub.test")
    page, elsewhere = ben.get(back).text, Visitor(shop.app).get(back).text
    gets, gets_none = (str(BACK_MAIL_WORDS[becomes, whether]) for whether in (True, False))
    assert str(BACK_WORDS[becomes][0]) in page
    assert (gets in page, gets_none in page) == (reachable == "yes", reachable == "no")
    assert gets_none not in elsewhere


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


def test_a_time_that_is_over_is_not_said_to_stay_theirs(shop: Shop, ben: Visitor) -> None:
    own, checkout = _begun(shop, ben)
    shop.stripe.happen(checkout, "later")
    shop.tell()
    assert "your time stays yours" in ben.get(own).text
    began = at(-2)
    shop.change(
        "UPDATE booking SET state = 'no_show', held_until = NULL, starts_at = :began, "
        "ends_at = :ended, during = tstzrange(:began, :ended)",
        began=began,
        ended=began + timedelta(hours=1),
    )
    for page in (ben.get(LIST).text, ben.get(own).text):
        assert "Your payment is on its way." in page
        assert "your time stays yours" not in page


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
