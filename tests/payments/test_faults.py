"""Stripe fails, is slow, or its answer is lost: nothing is paid twice, and nobody waits for it."""

import threading
import time
from datetime import datetime
from http import HTTPStatus

import pytest

from coachhub.core import clock
from coachhub.core.ids import new_id
from coachhub.payments.breaker import MOST_FAILURES, REST, Breaker
from coachhub.payments.gateway import (
    ANSWER_SECONDS,
    CONNECT_SECONDS,
    PATIENCE_SECONDS,
    Gateway,
    Unreachable,
)
from tests.payments.shop import Shop
from tests.visitor import Visitor
from tests.workers import eventually

SESSIONS = "/v1/checkout/sessions"


def _keys(shop: Shop, path: str) -> list[str]:
    return [one["key"] for one in shop.stripe.asked(path) if one["path"] == path]


@pytest.mark.parametrize(("fault", "keys"), [("lose", 1), ("error", 2)])
def test_who_wants_to_pay_does_not_hear_of_one_fault(
    shop: Shop, guest: Visitor, fault: str, keys: int
) -> None:
    """A lost answer is asked for again; after a failure Stripe is searched, and gets a new key."""
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, fault)
    checkout = shop.go(guest, own)
    assert len(set(_keys(shop, SESSIONS))) == keys
    assert list(shop.stripe.things("checkout.session")) == [checkout]
    searches = shop.stripe.asked(SESSIONS, "GET")
    assert len(searches) == keys - 1
    assert shop.stands() == ("pending_payment", "open")


@pytest.mark.parametrize(("fault", "keys"), [("lose", 1), ("error", 2)])
def test_who_could_not_pay_tries_again_and_pays_once(
    shop: Shop, guest: Visitor, fault: str, keys: int
) -> None:
    """A lost answer is found at Stripe; after a failure it has nothing, and gets a new key."""
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, fault, times=9)
    first = guest.post(f"{own}/pay")
    assert first.location == f"{own}/pay"
    assert "reached at the moment" in guest.get(first.location).text
    assert shop.stands() == ("pending_payment", "unknown")
    shop.stripe.be_well()
    checkout = shop.go(guest, own)
    assert len(set(_keys(shop, SESSIONS))) == keys
    assert list(shop.stripe.things("checkout.session")) == [checkout]
    shop.stripe.happen(checkout, "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")


def test_the_key_is_stored_before_stripe_is_asked(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, "lose")
    guest.post(f"{own}/pay")
    (payment,) = shop.rows("SELECT id, idempotency_key FROM payment")
    assert payment.idempotency_key == f"pay:{payment.id}:1" == _keys(shop, SESSIONS)[0]


def test_a_page_whose_answer_was_lost_is_closed_before_the_time_is_free(
    shop: Shop, guest: Visitor
) -> None:
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, "lose", times=9)
    guest.post(f"{own}/pay")
    shop.stripe.be_well()
    shop.later()
    assert shop.stands() == ("expired", "expired")
    (checkout,) = shop.stripe.things("checkout.session").values()
    assert checkout["status"] == "expired"


def test_what_stripe_never_made_is_over_with_the_time(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, "error", times=9)
    guest.post(f"{own}/pay")
    shop.stripe.be_well()
    shop.later()
    assert shop.stands() == ("expired", "expired")


def test_the_time_stays_taken_while_stripe_cannot_close_its_page(
    shop: Shop, guest: Visitor
) -> None:
    checkout = shop.go(guest, shop.book(guest))
    shop.stripe.fault(f"{SESSIONS}/{checkout}/expire", "error", times=9)
    shop.later()
    assert shop.stands() == ("pending_payment", "open")
    shop.stripe.be_well()
    shop.stripe.happen(checkout, "pay")
    shop.later()
    assert shop.stands() == ("confirmed", "paid")


@pytest.mark.parametrize(("fault", "keys"), [("lose", 1), ("error", 2)])
def test_a_refund_is_made_once(shop: Shop, guest: Visitor, fault: str, keys: int) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation")
    shop.stripe.fault("/v1/refunds", "slow")  # the search before
    shop.stripe.fault("/v1/refunds", fault)
    shop.work()
    for _time in range(3):
        shop.later()
    assert [row.state for row in shop.rows("SELECT state FROM refund")] == ["done"]
    assert [one["amount"] for one in shop.stripe.things("refund").values()] == [9500]
    assert len(set(_keys(shop, "/v1/refunds"))) == keys
    assert shop.mails() == ["paid", "refunded"]


def test_nothing_is_locked_or_open_while_stripe_is_slow(shop: Shop, guest: Visitor) -> None:
    """Another page of the same session answers meanwhile."""
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, "slow", seconds=2)
    asking = threading.Thread(target=guest.post, args=(f"{own}/pay",))
    asking.start()
    eventually(lambda: bool(shop.stripe.asked(SESSIONS)))
    idle = shop.rows(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() "
        "AND state LIKE 'idle in transaction%'"
    )
    assert idle[0].n == 0
    other = Visitor(shop.app).get(own)
    assert other.status_code == HTTPStatus.OK
    assert asking.is_alive()
    asking.join()
    assert shop.stands() == ("pending_payment", "open")


def test_the_way_to_stripe_has_an_end(shop: Shop) -> None:
    client = shop.app.extensions["coachhub.stripe"]._client
    assert client._requestor._client._timeout == (CONNECT_SECONDS, ANSWER_SECONDS)
    assert max(CONNECT_SECONDS + ANSWER_SECONDS, PATIENCE_SECONDS) <= 10


def _impatient(shop: Shop, seconds: float) -> Gateway:
    """North's way to Stripe, with less time."""
    settings = shop.app.extensions["coachhub.config"].stripe
    shop.app.extensions["coachhub.stripe"] = gateway = Gateway(settings, patience=seconds)
    return gateway


@pytest.mark.parametrize("kind", ["slow", "trickle"])
def test_a_call_ends_in_time_however_its_answer_comes(shop: Shop, kind: str) -> None:
    """No byte is far from the next where it trickles."""
    gateway = _impatient(shop, 0.6)
    shop.stripe.fault(SESSIONS, kind, seconds=2)
    begun = time.monotonic()
    with pytest.raises(Unreachable):
        gateway.search_checkout(new_id(), since=clock.now())
    assert 0.5 < time.monotonic() - begun < 1.2


def test_one_press_of_pay_ends_in_time_however_often_stripe_is_asked(
    shop: Shop, guest: Visitor
) -> None:
    """A failure, a search, a second page: each in its time, and not all of them together."""
    own = shop.book(guest)
    _impatient(shop, 1.5)
    shop.stripe.fault(SESSIONS, "error")
    shop.stripe.fault(SESSIONS, "slow", times=9, seconds=1.4)
    begun = time.monotonic()
    assert guest.post(f"{own}/pay").location == f"{own}/pay"
    assert time.monotonic() - begun < 2.6
    assert shop.stands() == ("pending_payment", "unknown")


def test_who_does_not_answer_is_left_alone_for_a_while() -> None:
    breaker, now = Breaker(), clock.now()
    for _time in range(MOST_FAILURES):
        assert not breaker.is_open(now)
        breaker.note_failure(now)
    assert breaker.is_open(now)
    after: datetime = now + REST
    assert not breaker.is_open(after)
    breaker.note_failure(after)
    assert breaker.is_open(after)
    breaker.note_success()
    assert not breaker.is_open(after)


def test_without_stripe_the_rest_goes_on(shop: Shop, guest: Visitor) -> None:
    own = shop.book(guest)
    shop.stripe.fault(SESSIONS, "error", times=99)
    for _time in range(MOST_FAILURES):
        assert guest.post(f"{own}/pay").location == f"{own}/pay"
    asked = len(shop.stripe.asked(SESSIONS))
    guest.post(f"{own}/pay")
    assert len(shop.stripe.asked(SESSIONS)) == asked
    assert guest.get("/p/north").status_code == HTTPStatus.OK


def test_what_stripe_does_not_know_any_more_is_shown(shop: Shop, guest: Visitor) -> None:
    shop.go(guest, shop.book(guest))
    shop.stripe.things("checkout.session").clear()
    shop.later()
    assert shop.stands() == ("pending_payment", "mismatched")
    page = shop.cast.browser("mara").get(f"/app/north/bookings/{shop.booking_id()}/payment").text
    assert "know this payment" in page
