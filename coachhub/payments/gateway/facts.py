"""What is known of payments at Stripe, and how asking can end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class Unreachable(Exception):
    """No answer came: nobody knows what Stripe did."""


class Broken(Unreachable):
    """Stripe failed, and would say so again to the same key."""


class Refused(Exception):
    """Stripe says no, and did nothing."""


class Missing(Refused):
    """Stripe knows nothing by this id."""


class BadSignature(Exception):
    """Whoever tells this news, it isn't Stripe, or not now."""


@dataclass(frozen=True)
class Order:
    """What is to be paid, and where the page leads back to."""

    reference: UUID
    amount: int
    currency: str
    back: str
    expires_at: datetime


@dataclass(frozen=True)
class Checkout:
    """A checkout session as it stands at Stripe; amounts in minor units."""

    id: str
    status: str
    payment_status: str
    amount: int
    currency: str
    reference: str
    is_live: bool
    intent_id: str | None
    intent_status: str | None
    url: str | None


@dataclass(frozen=True)
class MoneyBack:
    """A refund as it stands at Stripe."""

    id: str
    status: str
    amount: int
    currency: str
    intent_id: str
    reference: str
    """The id of our row; empty where the refund was made in Stripe's own pages."""


@dataclass(frozen=True)
class News:
    """That something happened at Stripe, and to which of its objects."""

    event_id: str
    kind: str
    about: str
    """"checkout", "refund", "charge" or, of no interest here, nothing."""
    object_id: str
    account: str
    is_live: bool
