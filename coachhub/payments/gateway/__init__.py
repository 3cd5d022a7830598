"""The only way to Stripe. What leaves here names ids and sums, never a person or a topic."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

import stripe
from flask import current_app

from coachhub.core import clock
from coachhub.payments.breaker import Breaker
from coachhub.payments.gateway.deadline import PunctualClient, within
from coachhub.payments.gateway.facts import (
    BadSignature,
    Broken,
    Checkout,
    Missing,
    MoneyBack,
    News,
    Order,
    Refused,
    Unreachable,
)
from coachhub.payments.gateway.reading import (
    REFERENCE,
    REFUND,
    checkout,
    id_of,
    in_our_words,
    money_back,
    news,
)
from config import Stripe

__all__ = [
    "KINDS",
    "LABEL",
    "BadSignature",
    "Broken",
    "Checkout",
    "Gateway",
    "Missing",
    "MoneyBack",
    "News",
    "Order",
    "Refused",
    "Unreachable",
    "gateway",
]

CONNECT_SECONDS, ANSWER_SECONDS = 3, 7
PATIENCE_SECONDS = 10
"""For all that is asked of Stripe while somebody waits for it at a screen, and for each call."""
_RETRIES = 2
TOLERANCE_SECONDS = 300
LABEL = "Session"
"""All that Stripe's pages and a bank statement ever say of what was bought."""
_PAGE = 100
_MOST_LOOKED_AT = 1000
_CLOCKS_DIFFER = timedelta(minutes=5)
KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
)
"""The events that change anything here."""

Returned = TypeVar("Returned")


class Gateway:
    """Stripe as one practice's account sees it. Never called with a transaction open."""

    def __init__(self, settings: Stripe, *, patience: float = PATIENCE_SECONDS) -> None:
        self.settings = settings
        self._patience = patience
        self._breaker = Breaker()
        self._client = stripe.StripeClient(
            settings.secret_key,
            base_addresses={"api": settings.api_base} if settings.api_base else {},
            max_network_retries=_RETRIES,  # with the same key, so that Stripe acts once
            http_client=PunctualClient(patience, timeout=(CONNECT_SECONDS, ANSWER_SECONDS)),
        )

    def in_time(self) -> AbstractContextManager[None]:
        """All that is asked in here takes no longer together than one call may."""
        return within(self._patience)

    def open_checkout(self, order: Order, *, key: str) -> Checkout:
        """A page to pay at. Raises Unreachable, Broken, and Refused."""
        return self._ask(
            lambda: checkout(
                self._client.v1.checkout.sessions.create(
                    {
                        "mode": "payment",
                        "success_url": order.back,
                        "cancel_url": f"{order.back}?left=1",
                        "client_reference_id": str(order.reference),
                        "expires_at": int(order.expires_at.timestamp()),
                        "adaptive_pricing": {"enabled": False},
                        "line_items": [
                            {
                                "quantity": 1,
                                "price_data": {
                                    "currency": order.currency.lower(),
                                    "unit_amount": order.amount,
                                    "product_data": {"name": LABEL},
                                },
                            }
                        ],
                        "payment_intent_data": {"metadata": {REFERENCE: str(order.reference)}},
                    },
                    {"idempotency_key": key},
                )
            )
        )

    def find_checkout(self, checkout_id: str) -> Checkout:
        """The page as it stands now. Raises Unreachable, Missing."""
        return self._ask(
            lambda: checkout(
                self._client.v1.checkout.sessions.retrieve(
                    checkout_id, {"expand": ["payment_intent"]}
                )
            )
        )

    def search_checkout(self, reference: UUID, *, since: datetime) -> Checkout | None:
        """The page that was made for a payment whose answer was lost. Raises Unreachable."""
        begin = int((since - _CLOCKS_DIFFER).timestamp())

        def search() -> str | None:
            found = self._client.v1.checkout.sessions.list(
                {"created": {"gte": begin}, "limit": _PAGE}
            )
            for number, one in enumerate(found.auto_paging_iter()):
                if one.client_reference_id == str(reference):
                    return one.id
                if number >= _MOST_LOOKED_AT:
                    raise Unreachable
            return None

        checkout_id = self._ask(search)
        return self.find_checkout(checkout_id) if checkout_id else None

    def expire_checkout(self, checkout_id: str) -> Checkout:
        """Nobody can pay at the page any more. Raises Unreachable, Refused if it is not open."""
        return self._ask(lambda: checkout(self._client.v1.checkout.sessions.expire(checkout_id)))

    def pay_back(self, intent_id: str, amount: int, *, reference: UUID, key: str) -> MoneyBack:
        """Some of a payment goes back. Raises Unreachable, Broken, Refused."""
        return self._ask(
            lambda: money_back(
                self._client.v1.refunds.create(
                    {
                        "payment_intent": intent_id,
                        "amount": amount,
                        "reason": "requested_by_customer",
                        "metadata": {REFUND: str(reference)},
                    },
                    {"idempotency_key": key},
                )
            )
        )

    def find_refund(self, refund_id: str) -> MoneyBack:
        """A refund as it stands now. Raises Unreachable, Missing."""
        return self._ask(lambda: money_back(self._client.v1.refunds.retrieve(refund_id)))

    def refunds_of(self, intent_id: str) -> list[MoneyBack]:
        """All that went back of a payment. Raises Unreachable."""

        def search() -> list[MoneyBack]:
            found = self._client.v1.refunds.list({"payment_intent": intent_id, "limit": _PAGE})
            return [money_back(one) for one in found.auto_paging_iter()]

        return self._ask(search)

    def intent_of_charge(self, charge_id: str) -> str | None:
        """The payment that a charge belongs to. Raises Unreachable, Missing."""
        return self._ask(lambda: id_of(self._client.v1.charges.retrieve(charge_id).payment_intent))

    def news_since(self, since: datetime) -> list[News]:
        """What happened since then, the oldest first. Raises Unreachable."""

        def search() -> list[News]:
            begin = int(since.timestamp())
            found = self._client.v1.events.list({"created": {"gte": begin}, "limit": _PAGE})
            return [news(one) for one in found.auto_paging_iter() if one.type in KINDS]

        return list(reversed(self._ask(search)))

    def read_news(self, body: bytes, signature: str) -> News:
        """What a signed request tells. Raises BadSignature."""
        if not signature.isascii():  # the SDK compares text, and can't with other letters
            raise BadSignature
        for secret in self.settings.webhook_secrets:
            try:
                event = self._client.construct_event(
                    body, signature, secret, tolerance=TOLERANCE_SECONDS
                )
            except stripe.SignatureVerificationError:
                continue
            except (ValueError, KeyError, AttributeError):
                raise BadSignature from None
            return news(event)
        raise BadSignature

    def _ask(self, call: Callable[[], Returned]) -> Returned:
        if self._breaker.is_open(clock.now()):
            raise Unreachable
        try:
            with in_our_words():
                answer = call()
        except Unreachable:
            self._breaker.note_failure(clock.now())
            raise
        except Refused:
            self._breaker.note_success()
            raise
        self._breaker.note_success()
        return answer


def gateway() -> Gateway | None:
    """The running application's way to Stripe, if the environment names one."""
    found: Gateway | None = current_app.extensions["coachhub.stripe"]
    return found
