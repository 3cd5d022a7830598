"""What can happen to a payment; each act tells its events, in Stripe's order."""

from typing import Any

from coachhub.ops.sandbox import objects
from coachhub.ops.sandbox.errors import Refused
from coachhub.ops.sandbox.state import Account, Sandbox, Thing, now, whole

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60


def open_session(account: Account, params: dict[str, Any], *, base: str) -> Thing:
    """A checkout session to pay at."""
    expires_at = whole(params.get("expires_at", now() + LONGEST), "expires_at")
    if not SHORTEST <= expires_at - now() <= LONGEST:
        raise Refused(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.",
            param="expires_at",
        )
    total = sum(
        whole(item["quantity"], "quantity")
        * whole(item["price_data"]["unit_amount"], "unit_amount")
        for item in params["line_items"]
    )
    currency = params["line_items"][0]["price_data"]["currency"]
    session = objects.session(
        {**params, "expires_at": expires_at}, total=total, currency=currency, base=base
    )
    session["_intent_metadata"] = params.get("payment_intent_data", {}).get("metadata", {})
    return account.keep(session)


def expire(sandbox: Sandbox, name: str, session: Thing) -> Thing:
    """The session can't be paid any more."""
    if session["status"] != "open":
        raise Refused(
            f'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    session.update(status="expired", url=None)
    _tell(sandbox, name, "checkout.session.expired", session)
    return session


def expire_late(sandbox: Sandbox, name: str) -> None:
    """The sessions whose time is over have expired."""
    account = sandbox.accounts[name]
    for session in account.newest("checkout.session", _is_late):
        expire(sandbox, name, session)


def pay(sandbox: Sandbox, name: str, session: Thing) -> None:
    """The card was taken."""
    intent = _complete(sandbox, name, session)
    _take(sandbox, name, session, intent)
    _tell(sandbox, name, "checkout.session.completed", session)


def decline(sandbox: Sandbox, name: str, session: Thing) -> None:
    """The card was refused; the session stays open for another."""
    account = sandbox.accounts[name]
    intent = account.keep(objects.intent(session, session["_intent_metadata"]))
    intent["last_payment_error"] = {"type": "card_error", "code": "card_declined"}
    _tell(sandbox, name, "payment_intent.payment_failed", intent)


def pay_later(sandbox: Sandbox, name: str, session: Thing) -> None:
    """A way of paying that takes days was chosen: complete, and not paid yet."""
    intent = _complete(sandbox, name, session)
    intent["status"] = "processing"
    _tell(sandbox, name, "checkout.session.completed", session)


def arrive(sandbox: Sandbox, name: str, session: Thing) -> None:
    """The money that takes days is there."""
    intent = sandbox.accounts[name].get("payment_intent", session["payment_intent"])
    _take(sandbox, name, session, intent)
    _tell(sandbox, name, "checkout.session.async_payment_succeeded", session)


def fail_late(sandbox: Sandbox, name: str, session: Thing) -> None:
    """The money that takes days doesn't come."""
    intent = sandbox.accounts[name].get("payment_intent", session["payment_intent"])
    intent["status"] = "requires_payment_method"
    _tell(sandbox, name, "checkout.session.async_payment_failed", session)


def pay_back(sandbox: Sandbox, name: str, params: dict[str, Any]) -> Thing:
    """Some or all of a payment goes back."""
    account = sandbox.accounts[name]
    intent = account.get("payment_intent", params["payment_intent"])
    if intent["latest_charge"] is None:
        raise Refused("This PaymentIntent does not have a successful charge to refund.")
    charge = account.get("charge", intent["latest_charge"])
    left = charge["amount"] - charge["amount_refunded"]
    amount = whole(params.get("amount", left), "amount")
    if left == 0:
        raise Refused("The charge has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise Refused(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    refund = account.keep(
        objects.refund(
            charge,
            amount=amount,
            reason=params.get("reason"),
            metadata=params.get("metadata", {}),
        )
    )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    _tell(sandbox, name, "refund.created", refund)
    _tell(sandbox, name, "charge.refunded", charge)
    return refund


def fail_refund(sandbox: Sandbox, name: str, refund: Thing) -> None:
    """The bank could not take it; the money is the merchant's again."""
    charge = sandbox.accounts[name].get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    refund.update(status="failed", failure_reason="expired_or_canceled_card")
    _tell(sandbox, name, "refund.failed", refund)


def _complete(sandbox: Sandbox, name: str, session: Thing) -> Thing:
    account = sandbox.accounts[name]
    intent = account.keep(objects.intent(session, session["_intent_metadata"]))
    session.update(status="complete", payment_intent=intent["id"], url=None)
    return intent


def _take(sandbox: Sandbox, name: str, session: Thing, intent: Thing) -> None:
    charge = sandbox.accounts[name].keep(objects.charge(intent))
    intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"])
    session["payment_status"] = "paid"
    _tell(sandbox, name, "payment_intent.succeeded", intent)
    _tell(sandbox, name, "charge.succeeded", charge)


def _tell(sandbox: Sandbox, name: str, kind: str, about: Thing) -> None:
    shown = {field: value for field, value in about.items() if not field.startswith("_")}
    sandbox.tell(sandbox.accounts[name].keep(objects.event(kind, shown, account=name)))


def _is_late(session: Thing) -> bool:
    return bool(session["status"] == "open" and session["expires_at"] <= now())
