"""Stripe's objects as its API version 2026-10-28 answers them, as far as coachhub reads them."""

from typing import Any

from coachhub.ops.sandbox.state import Thing, new_id, now


def session(params: dict[str, Any], *, total: int, currency: str, base: str) -> Thing:
    """A checkout session that waits to be paid."""
    id = new_id("cs_test")
    return {
        "id": id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "created": now(),
        "currency": currency,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_email": params.get("customer_email"),
        "expires_at": int(params["expires_at"]),
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "payment_intent": None,
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "shipping_options": [],
        "status": "open",
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "url": f"{base}/pay/{id}",
    }


def intent(of: Thing, metadata: dict[str, str]) -> Thing:
    """The payment of a session, as it begins."""
    return {
        "id": new_id("pi"),
        "object": "payment_intent",
        "amount": of["amount_total"],
        "amount_received": 0,
        "created": now(),
        "currency": of["currency"],
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": metadata,
        "status": "requires_payment_method",
    }


def charge(of: Thing) -> Thing:
    """The money of a payment, taken."""
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": of["amount"],
        "amount_captured": of["amount"],
        "amount_refunded": 0,
        "billing_details": {
            "address": None,
            "email": None,
            "name": None,
            "phone": None,
            "tax_id": None,
        },
        "captured": True,
        "created": now(),
        "currency": of["currency"],
        "disputed": False,
        "livemode": False,
        "metadata": dict(of["metadata"]),
        "paid": True,
        "payment_intent": of["id"],
        "refunded": False,
        "status": "succeeded",
    }


def refund(of: Thing, *, amount: int, reason: str | None, metadata: dict[str, str]) -> Thing:
    """Money of a charge on its way back."""
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "charge": of["id"],
        "created": now(),
        "currency": of["currency"],
        "metadata": metadata,
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "status": "succeeded",
    }


def event(kind: str, about: Thing, *, account: str) -> Thing:
    """The news that something happened; it shows the object as it is at this moment."""
    happened = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": now(),
        "data": {"object": {**about}},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
    return {**happened, "account": account} if account else happened


def page_of(things: list[Thing], *, url: str, limit: int) -> Thing:
    """A list as Stripe pages it."""
    return {
        "object": "list",
        "data": things[:limit],
        "has_more": len(things) > limit,
        "url": url,
    }
