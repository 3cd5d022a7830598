"""Money goes back by policy, by hand and when it came too late; never more than was paid."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from coachhub.booking import services as sessions
from coachhub.core import tenancy
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.payments import services as payments
from coachhub.payments.rules import Cause
from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.visitor import Visitor


def _desk(shop: Shop) -> str:
    return f"/app/north/bookings/{shop.booking_id()}"


def _refunds(shop: Shop) -> list[tuple[str, str, int]]:
    rows = shop.rows("SELECT state, cause, amount FROM refund ORDER BY created_at, id")
    return [tuple(row) for row in rows]


def test_what_cancelling_means_is_said_before(shop: Shop, guest: Visitor) -> None:
    unpaid = shop.book(guest, days=5)
    shop.change("UPDATE booking SET state = 'confirmed', held_until = NULL")
    assert "in time: there is nothing to pay" in guest.get(f"{unpaid}/cancellation").text
    paid = shop.paid(guest)
    said = guest.get(f"{paid}/cancellation").text
    assert "what you paid comes back. Banks take five to ten days for that." in said
    near = at(1, 23)
    shop.change(
        "UPDATE booking SET free_hours = 72, starts_at = :begin, ends_at = :end, "
        "during = tstzrange(:begin, :end, '[)') WHERE id = :id",
        begin=near,
        end=near + timedelta(hours=1),
        id=shop.booking_id(),
    )
    said = guest.get(f"{paid}/cancellation").text
    assert "less than 72 hours to the session" in said
    assert "€47.50 of the price is kept, and €47.50 comes back." in said


def test_the_desk_promises_no_mail_of_a_refund_that_isn_t_sent(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    mara, refund = shop.cast.browser("mara"), f"{_desk(shop)}/payment/refund"
    assert "and they get an e-mail." in mara.get(refund).text
    said = mara.get(mara.fill(refund, amount="10.00", reason="A part").location).text
    assert "They get an e-mail." in said
    shop.change("UPDATE client SET is_discreet = true")
    assert "They get no e-mail, so tell them another way." in mara.get(refund).text
    said = mara.get(mara.fill(refund, amount="10.00", reason="A part").location).text
    assert "It is on its way back. They get no e-mail, so tell them another way." in said


def test_a_list_of_payments_says_what_was_paid_and_what_of_it_went_back(
    shop: Shop, guest: Visitor
) -> None:
    shop.paid(guest)
    mara = shop.cast.browser("mara")
    for amount, back in (("20.00", "€20.00 of €95.00 went back"), ("75.00", "€95.00 of €95.00")):
        mara.fill(f"{_desk(shop)}/payment/refund", amount=amount, reason="A part")
        page = mara.get("/app/north/payments").text
        assert back in page
        assert '<td class="num">€95.00</td>' in page


def test_what_went_back_before_is_not_said_to_be_kept(shop: Shop, guest: Visitor) -> None:
    own, mara = shop.paid(guest), shop.cast.browser("mara")
    assert "After that, it still costs €47.50." in guest.get(own).text
    assert "After that, it still costs €47.50." in mara.get(_desk(shop)).text
    mara.fill(f"{_desk(shop)}/payment/refund", amount="60.00", reason="A part")
    assert "After that, it still costs €35.00." in guest.get(own).text
    mara.fill(f"{_desk(shop)}/payment/refund", amount="35.00", reason="The rest")
    assert "until it begins, at no cost." in guest.get(own).text
    assert "until it begins, at no cost." in mara.get(_desk(shop)).text
    shop.work()
    said = guest.get(f"{own}/cancellation").text
    assert "What you paid was given back already, and nothing is kept." in said
    guest.fill(f"{own}/cancellation")
    assert "kept" not in guest.get(own).text


def test_who_cancels_in_time_gets_all_back(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation")
    shop.work()
    assert _refunds(shop) == [("done", "cancelled", 9500)]
    assert shop.mails() == ["paid", "refunded"]
    assert "€95.00 was given back the way it came, by card." in guest.get(own).text
    assert [one["amount"] for one in shop.stripe.things("refund").values()] == [9500]


def test_who_cancels_late_gets_the_rest_back(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    near = at(1, 23)
    shop.change(
        "UPDATE booking SET free_hours = 72, starts_at = :begin, ends_at = :end, "
        "during = tstzrange(:begin, :end, '[)')",
        begin=near,
        end=near + timedelta(hours=1),
    )
    guest.fill(f"{own}/cancellation")
    shop.work()
    assert _refunds(shop) == [("done", "cancelled", 4750)]
    shown = guest.get(own).text
    assert "€47.50 was given back the way it came, by card." in shown
    assert "€47.50 of the price of €95.00 is kept." in shown
    assert "-€47.50" in guest.get(f"{own}/receipt").text.replace("\u2212", "-")


def test_when_the_coach_cancels_all_goes_back(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    mara = shop.cast.browser("mara")
    assert mara.fill(f"{_desk(shop)}/cancellation").status_code == 303
    shop.work()
    assert _refunds(shop) == [("done", "cancelled", 9500)]


def test_the_rest_goes_back_when_some_went_before(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    refund = f"{_desk(shop)}/payment/refund"
    tove = shop.cast.browser("tove")
    assert tove.fill(refund, amount="20", reason="It began late").status_code == 303
    shop.work()
    assert "It began late" in tove.get(f"{_desk(shop)}/payment").text
    guest.fill(f"{own}/cancellation")
    shop.work()
    assert _refunds(shop) == [("done", "by_hand", 2000), ("done", "cancelled", 7500)]


def test_a_session_that_the_coach_cancels_unpaid_can_be_paid_no_more(
    shop: Shop, guest: Visitor
) -> None:
    checkout = shop.go(guest, shop.book(guest))
    shop.cast.browser("mara").fill(f"{_desk(shop)}/cancellation")
    shop.work()
    assert shop.stands() == ("cancelled_by_coach", "expired")
    assert shop.stripe.things("checkout.session")[checkout]["status"] == "expired"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"amount": "95.01"}, "more than is left"),
        ({"amount": "0"}, "or nothing"),
        ({"amount": "-1"}, "write an amount"),
        ({"amount": "much"}, "write an amount"),
        ({"reason": ""}, "This is needed"),
    ],
)
def test_a_bad_sum_or_no_reason_is_refused(
    shop: Shop, guest: Visitor, typed: dict[str, str], message: str
) -> None:
    shop.paid(guest)
    data = {"reason": "Kept words", **typed}
    answer = shop.cast.browser("mara").fill(f"{_desk(shop)}/payment/refund", **data)
    assert answer.status_code == 422
    assert message in answer.text
    assert data["reason"] in answer.text
    assert _refunds(shop) == []


def test_the_same_form_twice_gives_back_once(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    mara, refund = shop.cast.browser("mara"), f"{_desk(shop)}/payment/refund"
    form = {**mara.form(refund), "amount": "10", "reason": "As agreed"}
    assert [mara.post(refund, form).status_code for _time in range(2)] == [303, 303]
    shop.work()
    assert _refunds(shop) == [("done", "by_hand", 1000)]


def test_of_ten_at_once_no_more_goes_back_than_was_paid(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    booking_id = shop.booking_id()

    def give_back(_number: int) -> bool:
        with shop.app.app_context():
            tenancy.enter_practice(shop.cast.north)
            booking = sessions.find_booking(shop.cast.north, booking_id)
            assert booking
            paid = payments.standing(booking)
            assert paid
            try:
                payments.pay_back(paid, 3000, cause=Cause.BY_HAND, by=PROGRAM)
            except payments.TooMuch:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(give_back, range(10))) == 3
    shop.work()
    assert sum(amount for _state, _cause, amount in _refunds(shop)) == 9000
    assert sum(one["amount"] for one in shop.stripe.things("refund").values()) == 9000


def test_the_database_itself_keeps_sums_right(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    with pytest.raises(Exception, match="ck_payment_refunded"):
        shop.change("UPDATE payment SET refunded = amount + 1")


def test_what_was_refused_is_what_is_tried_once_more(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    mara, refund = shop.cast.browser("mara"), f"{_desk(shop)}/payment/refund"
    mara.fill(refund, amount="20.00", reason="It began late")
    shop.work()
    (refund_id,) = shop.stripe.things("refund")
    shop.stripe.fail_refund(refund_id)
    shop.tell()
    assert mara.form(refund)["amount"] == ["20.00"]
    assert "Stripe refused to give back €20.00. €95.00 of €95.00 is left." in mara.get(refund).text
    mara.fill(refund, reason="Once more")
    shop.work()
    assert _refunds(shop)[1] == ("done", "by_hand", 2000)
    assert mara.form(refund)["amount"] == ["75.00"]


def test_a_refund_that_the_bank_sends_back_is_shown(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation")
    shop.work()
    (refund_id,) = shop.stripe.things("refund")
    shop.stripe.fail_refund(refund_id)
    shop.tell()
    assert _refunds(shop) == [("failed", "cancelled", 9500)]
    assert shop.rows("SELECT refunded FROM payment")[0].refunded == 0
    mara = shop.cast.browser("mara")
    page = mara.get(f"{_desk(shop)}/payment").text
    assert "Stripe refused to give money back" in page
    assert "It was €95.00, on " in page
    assert "refused: it did not go back" in page
    assert "please look" in mara.get("/app/north/payments?show=look").text
    assert f'href="{_desk(shop)}/payment/refund">Try it once more' in page
    assert mara.fill(f"{_desk(shop)}/payment/refund", reason="Once more").status_code == 303
    shop.work()
    assert [state for state, _cause, _amount in _refunds(shop)] == ["failed", "done"]


def test_what_was_given_back_in_stripes_own_pages_is_known_here(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    (intent,) = shop.stripe.things("payment_intent")
    shop.stripe.client().v1.refunds.create({"payment_intent": intent, "amount": 1500})
    shop.tell()
    assert _refunds(shop) == [("done", "at_stripe", 1500)]
    assert "€15.00 given back" in guest.get(own).text


def _pay_late(shop: Shop, guest: Visitor) -> None:
    """The time is given back because Stripe seems to have nothing; then it is paid after all."""
    checkout = shop.go(guest, shop.book(guest))
    page = shop.stripe.things("checkout.session").pop(checkout)
    shop.change("UPDATE payment SET checkout_id = NULL, state = 'unknown'")
    shop.later()
    assert shop.stands() == ("expired", "expired")
    shop.stripe.things("checkout.session")[checkout] = page
    shop.stripe.happen(checkout, "pay")


def test_a_late_payment_takes_a_free_time_again(shop: Shop, guest: Visitor) -> None:
    _pay_late(shop, guest)
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")
    assert shop.mails() == ["paid"]


def test_a_late_payment_for_a_lost_time_goes_back_and_both_are_told(
    shop: Shop, guest: Visitor
) -> None:
    _pay_late(shop, guest)
    other = shop.cast.browser("mara").fill(
        f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new", start=at(3).isoformat()
    )
    assert other.status_code == 303
    shop.tell()
    states = shop.rows("SELECT state FROM booking ORDER BY created_at")
    assert [row.state for row in states] == ["expired", "confirmed"]
    assert _refunds(shop) == [("done", "time_lost", 9500)]
    assert sorted(shop.mails()) == ["coach_time_lost", "time_lost"]


def test_a_late_payment_for_a_time_that_is_off_by_now_goes_back(shop: Shop, guest: Visitor) -> None:
    _pay_late(shop, guest)
    blocks = f"/app/north/availability/{shop.cast.members['mara']}/blocks"
    times = {"begins_at": f"{at(3, 9):%Y-%m-%dT%H:%M}", "ends_at": f"{at(3, 12):%Y-%m-%dT%H:%M}"}
    assert shop.cast.browser("mara").fill(blocks, **times).status_code == 303
    shop.tell()
    assert shop.stands()[0] == "expired"
    assert _refunds(shop) == [("done", "time_lost", 9500)]
    assert sorted(shop.mails()) == ["coach_time_lost", "time_lost"]


def test_today_and_payments_tell_the_same_sums(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    mara = shop.cast.browser("mara")
    assert "€95.00 came in." in mara.get("/app/north/").text
    assert "went back" not in mara.get("/app/north/").text
    guest.fill(f"{own}/cancellation")
    shop.work()
    today, payments = mara.get("/app/north/").text, mara.get("/app/north/payments").text
    assert "€95.00 came in." in today
    assert "€95.00 went back." in today
    assert re.search(r"€95.00 received in [^<]*, €95.00 given back", payments)


def test_who_pays_while_the_coach_cancels_gets_it_back(shop: Shop, guest: Visitor) -> None:
    checkout = shop.go(guest, shop.book(guest))
    shop.cast.browser("mara").fill(f"{_desk(shop)}/cancellation")
    shop.stripe.happen(checkout, "pay")
    shop.tell()
    assert shop.stands() == ("cancelled_by_coach", "paid")
    assert _refunds(shop) == [("done", "cancelled", 9500)]
    assert shop.mails() == ["refunded"]


def test_a_late_payment_for_a_time_that_is_over_goes_back(shop: Shop, guest: Visitor) -> None:
    _pay_late(shop, guest)
    past = at(-1)
    shop.change(
        "UPDATE booking SET starts_at = :begin, ends_at = :end, "
        "during = tstzrange(:begin, :end, '[)')",
        begin=past,
        end=past + timedelta(hours=1),
    )
    shop.tell()
    assert _refunds(shop) == [("done", "time_lost", 9500)]
