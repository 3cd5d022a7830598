"""Stripe's objects and errors, read."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from coachhub.payments.gateway.facts import (
    Broken,
    Checkout,
    Missing,
    MoneyBack,
    News,
    Refused,
    Unreachable,
)

REFERENCE = "payment"
REFUND = "refund"
_SERVER_ERROR = 500
_NOT_FOUND = 404
_NOTHING_DONE_YET = (409, 429)
"""Another request with the same key is under way, or there are too many."""
_ABOUT = {"checkout.session": "checkout", "refund": "refund", "charge": "charge"}


@contextmanager
def in_our_words() -> Iterator[None]:
    """Stripe's errors, as ours."""
    try:
        yield
    except stripe.APIConnectionError as error:
        raise Unreachable from error
    except stripe.StripeError as error:
        status = error.http_status or _SERVER_ERROR
        if status == _NOT_FOUND:
            raise Missing from error
        if status >= _SERVER_ERROR:
            raise Broken from error
        if status in _NOTHING_DONE_YET:
            raise Unreachable from error
        raise Refused(error.code or type(error).__name__) from error


def checkout(found: stripe.checkout.Session) -> Checkout:
    """The facts of a page to pay at."""
    intent = found.payment_intent
    return Checkout(
        id=found.id,
        status=found.status or "",
        payment_status=found.payment_status,
        amount=found.amount_total or 0,
        currency=(found.currency or "").upper(),
        reference=found.client_reference_id or "",
        is_live=found.livemode,
        intent_id=id_of(intent),
        intent_status=intent.status if isinstance(intent, stripe.PaymentIntent) else None,
        url=found.url,
    )


def money_back(found: stripe.Refund) -> MoneyBack:
    """The facts of a refund."""
    return MoneyBack(
        id=found.id,
        status=found.status or "",
        amount=found.amount,
        currency=found.currency.upper(),
        intent_id=id_of(found.payment_intent) or "",
        reference=str(found.metadata.to_dict().get(REFUND, "")) if found.metadata else "",
    )


def news(event: stripe.Event) -> News:
    """The facts of an event."""
    about = event.data.object
    return News(
        event_id=event.id,
        kind=event.type,
        about=_ABOUT.get(str(about["object"]), ""),
        object_id=str(about["id"]),
        account=getattr(event, "account", None) or "",
        is_live=event.livemode,
    )


def id_of(thing: object) -> str | None:
    """The id of what Stripe names by it or shows in full."""
    if thing is None or isinstance(thing, str):
        return thing
    return str(thing["id"])  # type: ignore[index]
