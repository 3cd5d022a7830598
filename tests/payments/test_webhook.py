"""What Stripe tells is believed when it is signed, written down once, and looked up."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.ops.sandbox.webhooks import signed
from coachhub.payments import services as payments
from coachhub.payments.jobs import catch_up
from tests.payments.sandboxes import SECRET
from tests.payments.shop import HOOK, Shop
from tests.rows import fingerprint
from tests.visitor import BASE_URL, Visitor
from tests.workers import jobs

EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "livemode": False,
    "data": {"object": {"id": "cs_1", "object": "checkout.session"}},
}


def _post(shop: Shop, body: bytes, headers: dict[str, str]) -> int:
    client = shop.app.test_client()
    return client.post(HOOK, data=body, headers=headers, base_url=BASE_URL).status_code


def _taken(shop: Shop) -> list[dict[str, Any]]:
    """The jobs that wait to look something up."""
    return [job for job in jobs(shop.superuser) if job["task_name"] == "payments.take_in"]


def _forged(kind: str) -> tuple[bytes, dict[str, str]]:
    body, headers = signed(EVENT, SECRET, how=kind if kind in ("bad", "old") else "good")
    if kind == "unsigned":
        del headers["Stripe-Signature"]
    if kind == "other bytes":
        body = json.dumps(json.loads(body)).encode()
    if kind == "another scheme":
        headers["Stripe-Signature"] = headers["Stripe-Signature"].replace("v1=", "v0=")
    if kind == "no JSON":
        body, headers = signed(EVENT, SECRET)
        body = body[:-1]
    if kind == "empty":
        body = b""
    if kind in _GARBAGE:
        now = int(time.time())
        headers["Stripe-Signature"] = _GARBAGE[kind].format(now=now)
    return body, headers


_GARBAGE = {
    "no time": "t=now,v1=ab",
    "a time of strange letters": "t=\u00e4,v1=ab",
    "a signature of strange letters": "t={now},v1=\u00e4",
    "one strange signature of two": "t={now},v1=ab,v1=\u00e4",
    "a strange part": "t={now},\u00e4=ab",
    "strange letters alone": "\u00e4",
    "no signature": "t={now}",
    "nothing in it": "t={now},v1=",
    "no parts": ",,=,",
    "a time without end": "t={now}" + "0" * 5000 + ",v1=ab",
}


@pytest.mark.parametrize(
    "kind",
    ["bad", "old", "unsigned", "other bytes", "another scheme", "no JSON", "empty", *_GARBAGE],
)
def test_what_stripe_has_not_signed_is_refused_and_changes_nothing(shop: Shop, kind: str) -> None:
    before = fingerprint(shop.superuser)
    assert _post(shop, *_forged(kind)) == 400
    assert fingerprint(shop.superuser) == before


@pytest.mark.parametrize("secret", [SECRET, "whsec_next"])
def test_both_secrets_are_good_while_they_change(shop: Shop, secret: str) -> None:
    assert _post(shop, *signed(EVENT, secret)) == 200
    assert len(_taken(shop)) == 1


@pytest.mark.parametrize(
    "difference",
    [
        {"livemode": True},
        {"account": "acct_of_somebody"},
        {"type": "customer.created", "data": {"object": {"id": "cus_1", "object": "customer"}}},
    ],
    ids=["real money", "another account", "another subject"],
)
def test_what_is_none_of_ours_is_taken_and_left_alone(
    shop: Shop, difference: dict[str, Any]
) -> None:
    assert _post(shop, *signed({**EVENT, **difference}, SECRET)) == 200
    assert _taken(shop) == []


def test_ten_at_once_are_one(shop: Shop, guest: Visitor) -> None:
    shop.stripe.happen(shop.go(guest, shop.book(guest)), "pay")
    (event,) = [one for one in shop.stripe.events() if one["type"] == "checkout.session.completed"]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _n: shop.send(event).status_code, range(10)))
    assert answers == [200] * 10
    assert len(_taken(shop)) == 1
    shop.work()
    assert shop.stands() == ("confirmed", "paid")
    assert shop.mails() == ["paid"]


@pytest.mark.parametrize("first", range(5))
def test_in_any_order_late_or_twice_it_ends_the_same(
    shop: Shop, guest: Visitor, first: int
) -> None:
    """Five events of one payment: declined, completed, paid, and half of it given back.

    All their orders, in five parts by the one that comes first.
    """
    checkout = shop.go(guest, shop.book(guest))
    for act in ("decline", "pay"):
        shop.stripe.happen(checkout, act)
    v1 = shop.stripe.client().v1
    intent: Any = v1.checkout.sessions.retrieve(checkout).payment_intent
    v1.refunds.create({"payment_intent": intent, "amount": 4000})
    wanted = (
        "payment_intent.payment_failed",
        "checkout.session.completed",
        "payment_intent.succeeded",
        "charge.refunded",
        "refund.created",
    )
    events = [one for one in shop.stripe.events() if one["type"] in wanted]
    assert len(events) == 5
    ends = set()
    for order in permutations(events):
        if order[0] is not events[first]:
            continue
        _begin_again(shop)
        for event in (*order, order[0]):
            _take_in(shop, event)
        ends.add(_end(shop))
    assert ends == {("confirmed", "paid", 4000, 1)}


def _begin_again(shop: Shop) -> None:
    shop.change(
        "DELETE FROM refund; DELETE FROM webhook_event; DELETE FROM procrastinate_jobs;"
        "UPDATE payment SET state = 'open', refunded = 0, intent_id = NULL;"
        "UPDATE booking SET state = 'pending_payment'"
    )


def _take_in(shop: Shop, event: dict[str, Any]) -> None:
    """The event comes, and the job that it puts in the queue is done."""
    assert shop.send(event).status_code == 200
    for job in _taken(shop):
        shop.change("DELETE FROM procrastinate_jobs WHERE id = :id", id=job["id"])
        _run(shop, **{name: job["args"][name] for name in ("about", "object_id")})


def _run(shop: Shop, *, about: str, object_id: str) -> None:
    with shop.app.app_context():
        tenancy.enter_practice(shop.cast.north)
        payments.take_in(shop.cast.north, about, object_id)
        db.session.commit()
    for job in _taken(shop):
        if job["args"]["about"] == "intent":
            shop.change("DELETE FROM procrastinate_jobs WHERE id = :id", id=job["id"])
            _run(shop, about="intent", object_id=job["args"]["object_id"])


def _end(shop: Shop) -> tuple[Any, ...]:
    sql = (
        "SELECT b.state, p.state, p.refunded, (SELECT count(*) FROM refund) "
        "FROM booking b JOIN payment p ON p.booking_id = b.id"
    )
    return tuple(shop.rows(sql)[0])


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("amount_total", 100, "amount"),
        ("currency", "jpy", "amount"),
        ("livemode", True, "mode"),
    ],
)
def test_what_is_not_what_was_asked_for_confirms_nothing(
    shop: Shop, guest: Visitor, field: str, value: object, problem: str
) -> None:
    checkout = shop.go(guest, shop.book(guest))
    shop.stripe.happen(checkout, "pay")
    shop.stripe.things("checkout.session")[checkout][field] = value
    shop.tell()
    assert shop.stands() == ("pending_payment", "mismatched")
    assert shop.rows("SELECT problem FROM payment")[0].problem == problem
    refusals = shop.rows("SELECT 1 FROM audit_event WHERE action = 'payment.refused'")
    assert len(refusals) == 1
    page = shop.cast.browser("mara").get(f"/app/north/bookings/{shop.booking_id()}/payment").text
    assert "please look" in page
    today = shop.cast.browser("mara").get("/app/north/").text
    assert "has a payment to look into" in today
    assert "has a payment to look into" not in shop.cast.browser("idris").get("/app/north/").text
    shop.later()
    assert shop.stands() == ("pending_payment", "mismatched")


def test_somebody_elses_page_that_names_our_payment_pays_nothing(
    shop: Shop, guest: Visitor
) -> None:
    """Whoever may make pages in the account could name any payment in one of a cent."""
    checkout = shop.go(guest, shop.book(guest))
    ours = shop.stripe.things("checkout.session")[checkout]
    v1 = shop.stripe.client().v1
    price: Any = {"currency": "eur", "unit_amount": 9500, "product_data": {"name": "Other"}}
    other = v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://coachhub.test",
            "client_reference_id": ours["client_reference_id"],
            "line_items": [{"quantity": 1, "price_data": price}],
        }
    )
    shop.stripe.happen(other.id, "pay")
    shop.tell()
    assert shop.stands() == ("pending_payment", "open")
    assert shop.rows("SELECT 1 FROM audit_event WHERE action = 'payment.refused'")


def test_news_that_never_came_are_caught_up_with(shop: Shop, guest: Visitor) -> None:
    shop.stripe.happen(shop.go(guest, shop.book(guest)), "pay")
    for _time in range(2):
        with shop.app.app_context():
            tenancy.enter_practice(shop.cast.north)
            catch_up(shop.cast.north)
            db.session.commit()
        shop.work()
    assert shop.stands() == ("confirmed", "paid")
    assert shop.mails() == ["paid"]


def test_a_practice_without_an_account_hears_nothing(shop: Shop) -> None:
    shop.change("DELETE FROM payment_account")
    assert _post(shop, *signed(EVENT, SECRET)) == 200
    assert _taken(shop) == []


def test_old_events_are_forgotten(shop: Shop) -> None:
    assert _post(shop, *signed(EVENT, SECRET)) == 200
    assert _post(shop, *signed({**EVENT, "id": "evt_2"}, SECRET)) == 200
    shop.change(
        "UPDATE webhook_event SET received_at = now() - interval '91 days' WHERE event_id = 'evt_1'"
    )
    with shop.app.app_context():
        payments.forget_old()
        db.session.commit()
    assert [row.event_id for row in shop.rows("SELECT event_id FROM webhook_event")] == ["evt_2"]
