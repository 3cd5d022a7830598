"""A guest books a session that costs something, pays for it, and has it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.booking.scene import at
from tests.payments.shop import GUEST, Shop
from tests.visitor import Visitor

SOON = {"start": at(4).isoformat(), "starts_early": "y"}


def test_a_priced_session_waits_for_its_payment(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    page = guest.get(f"{own}/pay").text
    assert "€95.00" in page
    assert "Free to cancel or move until" in page
    shown = guest.get(own).text
    assert "Kept until you have paid" in shown
    assert "Book again" not in shown
    assert "The time is kept for you until" in shown
    assert shop.stands() == ("pending_payment", None)
    assert shop.mails() == []


def test_only_where_a_mail_leads_to_the_session_its_page_says_so(
    shop: Shop, guest: Visitor
) -> None:
    ours, kept = "even if an e-mail of ours leads here too.", "no e-mail was sent that leads here."
    given_back = shop.book(guest, hour=11)
    assert kept in guest.get(given_back).text
    guest.post(f"{given_back}/release")
    paid = shop.paid(guest)
    assert ours in guest.get(paid).text
    over = guest.get(given_back).text
    assert "This page is yours: whoever has its address can read it." in over
    assert "Keep this address" not in over


def test_it_is_confirmed_when_stripe_says_that_it_is_paid(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    assert shop.stands() == ("confirmed", "paid")
    assert "€95.00 paid" in guest.get(own).text
    assert shop.mails() == ["paid"]
    receipt = guest.get(f"{own}/receipt").text
    assert "€95.00" in receipt
    session = f"/app/north/bookings/{shop.booking_id()}"
    [number] = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", receipt)
    assert number in shop.cast.browser("mara").get(f"{session}/payment").text
    assert "paid by card" in shop.cast.browser("mara").get(session).text


def test_coming_back_from_stripe_confirms_nothing(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    checkout = shop.go(guest, own)
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    back = asked["params"]["success_url"].removeprefix("https://coachhub.test")
    waiting = guest.get(back)
    assert "Waiting for the confirmation" in waiting.text
    assert waiting.headers["Refresh"] == "3"
    assert shop.stands() == ("pending_payment", "open")
    shop.stripe.happen(checkout, "pay")
    shop.tell()
    there = guest.get(back)
    assert (there.status_code, there.location) == (303, own)
    other = Visitor(shop.app).get(back).text
    assert "the session is yours" in other
    assert own not in other


def test_leaving_stripes_page_leads_to_paying_again_or_giving_back(
    shop: Shop, guest: Visitor
) -> None:
    own = shop.book(guest)
    checkout = shop.go(guest, own)
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    left = guest.get(asked["params"]["cancel_url"].removeprefix("https://coachhub.test"))
    assert (left.status_code, left.location) == (303, f"{own}/pay")
    page = guest.get(left.location).text
    assert "Nothing was charged, and the time is still kept." in page
    assert "The time is kept for you until" in page
    assert "Pay €95.00" in page
    assert "Give the time back" in page
    assert "Nothing was charged" not in guest.get(f"{own}/pay").text
    assert shop.go(guest, own) == checkout
    given_back = guest.post(f"{own}/release")
    assert (given_back.status_code, given_back.location) == (303, own)
    shown = guest.get(own).text
    assert "free for somebody else" in shown
    assert "The time was given back" in shown
    assert "Book again" in shown
    for untrue in ("Pay €", "to pay", "until you have paid", "Keep this address"):
        assert untrue not in shown
    assert shop.stands() == ("pending_payment", "open")
    shop.work()
    assert shop.stands() == ("expired", "expired")
    assert shop.stripe.client().v1.checkout.sessions.retrieve(checkout).status == "expired"


def test_a_time_that_nobody_went_to_pay_for_is_free_at_once(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    guest.post(f"{own}/release")
    assert shop.stands() == ("expired", None)
    shown = guest.get(own).text
    assert "The time was given back" in shown
    assert "Nothing was paid for it." in shown


def test_a_declined_card_leaves_the_page_open(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    checkout = shop.go(guest, own)
    shop.stripe.happen(checkout, "decline")
    shop.tell()
    assert shop.stands() == ("pending_payment", "open")
    shop.stripe.happen(checkout, "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")


def test_a_way_of_paying_that_takes_days_keeps_the_time(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    checkout = shop.go(guest, own)
    shop.stripe.happen(checkout, "later")
    shop.tell()
    assert shop.stands() == ("pending_payment", "processing")
    shop.later()
    assert shop.stands() == ("pending_payment", "processing")
    assert "on its way" in guest.get(own).text
    shop.stripe.happen(checkout, "arrive")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")


@pytest.mark.parametrize("name", [None, "ben"])
@pytest.mark.parametrize("heard", ["heard", "not heard yet"])
def test_money_on_its_way_is_not_asked_for_again(shop: Shop, name: str | None, heard: str) -> None:
    visitor = shop.cast.browser(name)
    own = _pay_later(shop, visitor, is_guest=name is None)
    if heard == "heard":
        shop.tell()
    answer = visitor.post(f"{own}/pay")
    assert (answer.status_code, shop.stands()) == (303, ("pending_payment", "processing"))
    shown = visitor.get(own).text
    assert "Your payment is on its way" in shown
    assert "Kept while your payment is on its way" in shown
    for untrue in (
        "until you have paid",
        "Pay €",
        "The time is kept",
        "be reached",
        "Nothing was paid",
    ):
        assert untrue not in shown
    assert visitor.get(f"{own}/pay").location == own


@pytest.mark.parametrize("name", [None, "ben"])
def test_a_time_is_not_given_back_while_its_money_is_on_its_way(
    shop: Shop, name: str | None
) -> None:
    visitor = shop.cast.browser(name)
    own = _pay_later(shop, visitor, is_guest=name is None)
    shop.tell()
    answer = visitor.post(f"{own}/release")
    assert (answer.status_code, answer.location) == (303, own)
    shown = visitor.get(own).text
    assert "stays yours until it arrives" in shown
    assert "is free for somebody else" not in shown
    shop.later()
    assert shop.stands() == ("pending_payment", "processing")


def test_the_desk_says_that_money_is_on_its_way(shop: Shop, guest: Visitor) -> None:
    _pay_later(shop, guest, is_guest=True)
    shop.tell()
    mara = shop.cast.browser("mara")
    assert "on its way" in mara.get("/app/north/payments").text
    session = mara.get(f"/app/north/bookings/{shop.booking_id()}").text
    assert "kept while the payment is on its way" in session


def test_the_portal_lists_what_is_on_its_way_as_that(shop: Shop) -> None:
    ben = shop.cast.browser("ben")
    _pay_later(shop, ben, is_guest=False)
    assert "kept until you have paid" in ben.get("/portal/north/sessions").text
    shop.tell()
    shown = ben.get("/portal/north/sessions").text
    assert "kept while your payment is on its way" in shown
    assert "kept until you have paid" not in shown


def _pay_later(shop: Shop, visitor: Visitor, *, is_guest: bool) -> str:
    """They choose a way of paying that takes days; the path of their session."""
    if is_guest:
        own = shop.book(visitor)
    else:
        new = f"/portal/north/sessions/new/{shop.what}"
        own = visitor.fill(new, **SOON).location.removesuffix("/pay")
    shop.stripe.happen(shop.go(visitor, own), "later")
    return own


def test_what_does_not_arrive_gives_the_time_back(shop: Shop, guest: Visitor) -> None:
    checkout = shop.go(guest, shop.book(guest))
    for act in ("later", "fail"):
        shop.stripe.happen(checkout, act)
        shop.tell()
    assert shop.stands() == ("expired", "failed")
    assert shop.mails() == ["not_arrived"]


def test_the_same_form_sent_twice_is_one_booking_and_one_payment(
    shop: Shop, guest: Visitor
) -> None:
    page = f"/p/north/book/{shop.what}"
    form = guest.form(page) | {"start": at(3).isoformat()}
    held, again = (guest.post(page, form).location for _ in range(2))
    filled = guest.form(held) | GUEST
    own, second = (guest.post(path, filled).location for path in (held, again))
    assert own.endswith("/pay")
    assert second.endswith("/pay")
    assert {guest.post(own).location for _ in range(2)} == {guest.post(second).location}
    assert len(shop.rows("SELECT 1 FROM booking")) == 1
    assert len(shop.rows("SELECT 1 FROM payment")) == 1


def test_the_same_form_sent_twice_at_once_leads_to_one_payment(shop: Shop, guest: Visitor) -> None:
    """The second waits for the first, and isn't told that the time was over."""
    page = f"/p/north/book/{shop.what}"
    held = guest.fill(page, start=at(3).isoformat()).location
    visitors = (guest, Visitor(shop.app))
    forms = [visitor.form(held) | GUEST for visitor in visitors]
    with ThreadPoolExecutor(2) as pool:
        sent = pool.map(lambda one, form: one.post(held, form), visitors, forms)
        answers = [answer.location for answer in sent]
    assert set(answers) == {held.replace("/details", "/pay")}
    assert len(shop.rows("SELECT 1 FROM client WHERE email = 'noor@example.org'")) == 1


def test_a_free_session_is_confirmed_at_once(shop: Shop, guest: Visitor) -> None:
    shop.change("UPDATE session_type SET price = 0")
    shop.book(guest)
    assert shop.stands() == ("confirmed", None)


def test_a_client_pays_in_the_portal(shop: Shop) -> None:
    ben = shop.cast.browser("ben")
    booked = ben.fill(f"/portal/north/sessions/new/{shop.what}", **SOON)
    assert booked.location.endswith("/pay")
    assert "€95.00" in ben.get(booked.location).text
    paying = ben.post(booked.location)
    shop.stripe.happen(paying.location.rpartition("/")[2], "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")
    own = booked.location.removesuffix("/pay")
    (asked,) = shop.stripe.asked("/v1/checkout/sessions")
    back = ben.get(asked["params"]["success_url"].removeprefix("https://coachhub.test"))
    assert back.location == own
    assert "€95.00 paid" in ben.get(own).text
    assert "by card, through Stripe" in ben.get(f"{own}/receipt").text


def test_a_client_gives_the_time_back(shop: Shop) -> None:
    ben = shop.cast.browser("ben")
    booked = ben.fill(f"/portal/north/sessions/new/{shop.what}", **SOON)
    assert ben.post(booked.location.replace("/pay", "/release")).status_code == 303
    assert shop.stands() == ("expired", None)


def test_nothing_but_ids_and_sums_leaves_for_stripe(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation", reason="A cold")
    shop.work()
    asked = str(shop.stripe.asked("/v1", "POST"))
    assert "refunds" in asked
    for word in (
        "Noor",
        "noor",
        "evenings",
        "Mara",
        "mara",
        "Single",
        "cold",
        own.rpartition("/")[2],
    ):
        assert word not in asked
    assert re.findall(r"'name': '(.*?)'", asked) == ["Session"]


@pytest.mark.parametrize("act", ["pay", "release"])
def test_a_session_that_is_paid_waits_for_nothing(shop: Shop, guest: Visitor, act: str) -> None:
    own = shop.paid(guest)
    answer = guest.post(f"{own}/{act}")
    assert (answer.status_code, answer.location) == (303, own)
    assert shop.stands() == ("confirmed", "paid")
