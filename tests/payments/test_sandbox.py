import time
from typing import Any

import pytest
import requests
import stripe

from coachhub.ops.sandbox.webhooks import signed
from tests.payments.sandboxes import KEY, SECRET, StripeHere


def _params(**more: Any) -> Any:
    price = {
        "currency": "eur",
        "unit_amount": 6000,
        "product_data": {"name": "Session"},
    }
    return {
        "mode": "payment",
        "success_url": "https://coachhub.test/back",
        "line_items": [{"quantity": 1, "price_data": price}],
        "expires_at": int(time.time()) + 31 * 60,
        **more,
    }


def _open(here: StripeHere) -> stripe.checkout.Session:
    return here.client().v1.checkout.sessions.create(params=_params())


def test_it_opens_and_shows_a_session(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    found = stripe_here.client().v1.checkout.sessions.retrieve(opened.id)
    assert (found.status, found.payment_status, found.amount_total) == ("open", "unpaid", 6000)


def test_it_takes_and_returns_money(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    stripe_here.happen(opened.id, "pay")
    v1 = stripe_here.client().v1
    paid = v1.checkout.sessions.retrieve(opened.id, params={"expand": ["payment_intent"]})
    assert paid.payment_status == "paid"
    intent: Any = paid.payment_intent
    refund = v1.refunds.create({"payment_intent": intent.id, "amount": 1000})
    assert v1.refunds.retrieve(refund.id).status == "succeeded"
    assert [one.id for one in v1.refunds.list({"payment_intent": intent.id}).data] == [refund.id]
    assert v1.charges.retrieve(intent.latest_charge).amount_refunded == 1000


def test_it_refuses_to_return_more_than_was_taken(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    stripe_here.happen(opened.id, "pay")
    v1 = stripe_here.client().v1
    intent: Any = v1.checkout.sessions.retrieve(opened.id).payment_intent
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        v1.refunds.create({"payment_intent": intent, "amount": 6001})


def test_the_same_key_gets_the_same_answer(stripe_here: StripeHere) -> None:
    sessions, params = stripe_here.client().v1.checkout.sessions, _params()
    first, second = (sessions.create(params, {"idempotency_key": "one"}) for _ in range(2))
    assert first.id == second.id


def test_the_same_key_takes_no_other_request(stripe_here: StripeHere) -> None:
    sessions = stripe_here.client().v1.checkout.sessions
    sessions.create(_params(), {"idempotency_key": "one"})
    with pytest.raises(stripe.IdempotencyError):
        sessions.create(_params(client_reference_id="other"), {"idempotency_key": "one"})


def test_a_failure_is_told_again_to_the_same_key(stripe_here: StripeHere) -> None:
    sessions, params = stripe_here.client(retries=2).v1.checkout.sessions, _params()
    stripe_here.fault("/v1/checkout", "error")
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            sessions.create(params, {"idempotency_key": "one"})
    assert sessions.create(params, {"idempotency_key": "two"}).status == "open"


def test_a_lost_answer_is_had_by_asking_again(stripe_here: StripeHere) -> None:
    stripe_here.fault("/v1/checkout", "lose")
    sessions = stripe_here.client(retries=2).v1.checkout.sessions
    opened = sessions.create(_params(), {"idempotency_key": "one"})
    assert [one.id for one in sessions.list().data] == [opened.id]


def test_accounts_are_apart(stripe_here: StripeHere) -> None:
    sessions = stripe_here.client().v1.checkout.sessions
    opened = sessions.create(_params(), {"stripe_account": "acct_1"})
    with pytest.raises(stripe.InvalidRequestError, match="No such checkout"):
        sessions.retrieve(opened.id)


def test_an_expired_session_cannot_be_paid(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    stripe_here.client().v1.checkout.sessions.expire(opened.id)
    page = requests.post(f"{stripe_here.address}/pay/{opened.id}", {"act": "pay"}, timeout=5)
    assert "This page has expired" in page.text
    with pytest.raises(stripe.InvalidRequestError, match="can be expired"):
        stripe_here.client().v1.checkout.sessions.expire(opened.id)


def test_its_page_pays_and_leads_back(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    url = str(opened.url)
    assert "60.00 EUR" in requests.get(url, timeout=5).text
    assert "declined" in requests.post(url, {"act": "decline"}, timeout=5).text
    paid = requests.post(url, {"act": "pay"}, timeout=5, allow_redirects=False)
    assert (paid.status_code, paid.headers["Location"]) == (303, "https://coachhub.test/back")


def test_a_transfer_arrives_later(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    requests.post(str(opened.url), {"act": "later"}, timeout=5, allow_redirects=False)
    sessions = stripe_here.client().v1.checkout.sessions
    found = sessions.retrieve(opened.id)
    assert (found.status, found.payment_status) == ("complete", "unpaid")
    requests.post(f"{stripe_here.address}/pay/{opened.id}", {"act": "arrive"}, timeout=5)
    assert sessions.retrieve(opened.id).payment_status == "paid"
    kinds = [event["type"] for event in stripe_here.events()]
    assert kinds[0] == "checkout.session.completed"
    assert kinds[-1] == "checkout.session.async_payment_succeeded"


def test_its_events_are_those_of_the_sdk(stripe_here: StripeHere) -> None:
    _open(stripe_here)
    opened = _open(stripe_here)
    stripe_here.happen(opened.id, "pay")
    v1 = stripe_here.client().v1
    newest = v1.events.list({"limit": 1}).data[0]
    assert v1.events.retrieve(newest.id).type == "checkout.session.completed"


def test_it_signs_as_stripe_does() -> None:
    body, headers = signed({"object": "event", "id": "evt_1"}, SECRET)
    stripe.WebhookSignature.verify_header(body, headers["Stripe-Signature"], SECRET, 300)
    for how in ("bad", "old"):
        body, headers = signed({"id": "evt_1"}, SECRET, how=how)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.WebhookSignature.verify_header(body, headers["Stripe-Signature"], SECRET, 300)


def test_strangers_get_nothing(stripe_here: StripeHere) -> None:
    answer = requests.get(f"{stripe_here.address}/v1/refunds", timeout=5)
    assert answer.status_code == 401


def test_the_specification_catches_a_misspelt_parameter(stripe_here: StripeHere) -> None:
    answer = requests.post(
        f"{stripe_here.address}/v1/checkout/sessions",
        {"mode": "payment", "payment_intent_data[application_fee]": "4"},
        headers={"Authorization": f"Bearer {KEY}"},
        timeout=5,
    )
    assert answer.status_code == 400
    (complaint,) = stripe_here.judged.complaints
    assert "application_fee" in complaint
    stripe_here.judged.complaints.clear()


def test_the_specification_catches_a_wrong_state(stripe_here: StripeHere) -> None:
    opened = _open(stripe_here)
    sandbox: Any = stripe_here.judged.app
    account = sandbox.extensions["sandbox"].accounts[""]
    account.things["checkout.session"][opened.id]["payment_status"] = "paidd"
    stripe_here.client().v1.checkout.sessions.retrieve(opened.id)
    assert any("paidd" in complaint for complaint in stripe_here.judged.complaints)
    stripe_here.judged.complaints.clear()
