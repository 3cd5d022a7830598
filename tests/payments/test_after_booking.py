"""A session that takes place unpaid, as one that the coach booked, can be paid by card."""

import pytest

from tests.booking.scene import at
from tests.mailed import letter
from tests.payments.shop import Shop
from tests.visitor import Visitor

PAY = "Pay €95.00"


@pytest.fixture
def mara(shop: Shop) -> Visitor:
    return shop.cast.browser("mara")


@pytest.fixture
def ben(shop: Shop) -> Visitor:
    return shop.cast.browser("ben")


@pytest.fixture
def own(shop: Shop, mara: Visitor) -> str:
    """The path in the portal of the session that Mara booked for Ben."""
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(6).isoformat()).status_code == 303
    return f"/portal/north/sessions/{shop.booking_id()}"


def _desk(shop: Shop) -> str:
    return f"/app/north/bookings/{shop.booking_id()}/payment"


def test_the_client_pays_it_in_the_portal(
    shop: Shop, mara: Visitor, ben: Visitor, own: str
) -> None:
    assert "to be paid" in mara.get(_desk(shop)).text
    assert "€95.00 to pay" in ben.get("/portal/north/sessions").text
    assert PAY in ben.get(own).text
    page = ben.get(f"{own}/pay").text
    assert PAY in page
    for untrue in ("is kept for you", "Give the time back", "One step is left"):
        assert untrue not in page
    shop.stripe.happen(shop.go(ben, own), "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")
    assert shop.mails() == ["paid"]
    assert "paid by card" in mara.get(_desk(shop)).text
    assert PAY not in ben.get(own).text
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    back = ben.get(asked["params"]["success_url"].removeprefix("https://coachhub.test"))
    assert (back.status_code, back.location) == (303, own)


def test_who_leaves_stripes_page_is_told_that_nothing_was_charged(
    shop: Shop, ben: Visitor, own: str
) -> None:
    shop.go(ben, own)
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    left = ben.get(asked["params"]["cancel_url"].removeprefix("https://coachhub.test"))
    assert left.location == f"{own}/pay"
    page = ben.get(left.location).text
    assert "Nothing was charged; the session stays as it is." in page
    assert "kept" not in page.partition("Nothing was charged")[2].partition("</li>")[0]


def test_the_mail_says_that_it_can_be_paid(shop: Shop, own: str) -> None:
    assert own
    text = str(letter(shop.app, shop.cast.north, "ben@example.org").get_body(("plain",)))
    assert "It costs =E2=82=AC95.00" in text or "It costs €95.00" in text


def test_a_page_that_runs_out_leaves_the_session_and_another_attempt(
    shop: Shop, ben: Visitor, own: str
) -> None:
    shop.stripe.happen(shop.go(ben, own), "expire")
    shop.tell()
    shop.later()
    assert shop.stands() == ("confirmed", "expired")
    shop.stripe.happen(shop.go(ben, own), "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")
    assert [row.state for row in shop.rows("SELECT state FROM payment ORDER BY id")] == [
        "expired",
        "paid",
    ]


def test_what_does_not_arrive_leaves_the_session(shop: Shop, ben: Visitor, own: str) -> None:
    checkout = shop.go(ben, own)
    for act in ("later", "fail"):
        shop.stripe.happen(checkout, act)
        shop.tell()
    assert shop.stands() == ("confirmed", "failed")
    text = str(letter(shop.app, shop.cast.north, "ben@example.org").get_body(("plain",)))
    assert "the session stays" in text
    assert "given back" not in text


def test_who_marks_it_as_paid_closes_the_page(
    shop: Shop, mara: Visitor, ben: Visitor, own: str
) -> None:
    checkout = shop.go(ben, own)
    assert "Mark as paid" in mara.get(_desk(shop)).text
    mara.post(f"{_desk(shop)}/mark")
    assert shop.stands() == ("confirmed", "marked_paid")
    assert shop.stripe.things("checkout.session")[checkout]["status"] == "expired"
    again = ben.post(f"{own}/pay")
    assert again.location == own
    assert "€95.00 paid" in ben.get(own).text
    shop.tell()
    assert shop.stands() == ("confirmed", "marked_paid")


def test_who_was_quicker_at_the_page_has_paid_by_card(
    shop: Shop, mara: Visitor, ben: Visitor, own: str
) -> None:
    shop.stripe.happen(shop.go(ben, own), "pay")
    marked = mara.post(f"{_desk(shop)}/mark")
    assert "It is paid already" in mara.get(marked.location).text
    assert shop.stands() == ("confirmed", "paid")
    shop.tell()
    assert shop.mails() == ["paid"]


def test_nothing_is_marked_while_nobody_knows_whether_it_was_paid(
    shop: Shop, mara: Visitor, ben: Visitor, own: str
) -> None:
    shop.stripe.happen(shop.go(ben, own), "pay")
    shop.stripe.fault("/v1/checkout/sessions/", "error", times=9)
    marked = mara.post(f"{_desk(shop)}/mark")
    assert "Please try again" in mara.get(marked.location).text
    assert shop.stands() == ("confirmed", "open")


def test_a_session_cancelled_late_while_its_money_is_on_its_way_keeps_what_the_rule_says(
    shop: Shop, ben: Visitor, own: str
) -> None:
    checkout = shop.go(ben, own)
    shop.stripe.happen(checkout, "later")
    shop.tell()
    shop.change(
        "UPDATE booking SET free_hours = 72, starts_at = now() + interval '1 hour',"
        " ends_at = now() + interval '2 hours',"
        " during = tstzrange(now() + interval '1 hour', now() + interval '2 hours')"
    )
    ben.fill(f"{own}/cancellation")
    shop.stripe.happen(checkout, "arrive")
    shop.tell()
    assert shop.stands() == ("late_cancelled", "paid")
    assert [row.amount for row in shop.rows("SELECT amount FROM refund")] == [4750]


def test_without_stripe_there_is_no_way_to_pay(
    shop: Shop, mara: Visitor, ben: Visitor, own: str
) -> None:
    mara.post("/app/north/settings/payments/closing")
    assert PAY not in ben.get(own).text
    assert ben.post(f"{own}/pay").location == own
    assert shop.stands() == ("confirmed", None)


def test_a_client_reads_what_is_still_open_of_a_session_that_was(shop: Shop) -> None:
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    assert shop.cast.browser("mara").fill(new, start=at(6).isoformat()).status_code == 303
    shop.change(
        "UPDATE booking SET state = 'completed', starts_at = began, ends_at = now(), "
        "during = tstzrange(began, now()) FROM (SELECT now() - '2h'::interval AS began) AS past"
    )
    page = shop.cast.browser("ben").get("/portal/north/sessions").text
    assert "took place" in page
    assert "€95.00 to pay" in page
    session = f"/app/north/bookings/{shop.booking_id()}"
    shop.cast.browser("mara").post(f"{session}/payment/mark")
    assert (
        "€95.00"
        not in shop.cast.browser("ben").get("/portal/north/sessions").text.partition("Before")[2]
    )
