"""Whether a practice takes money through Stripe."""

from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.payments.gateway import Gateway, Unreachable, gateway
from coachhub.payments.models import PaymentAccount
from coachhub.practices.models import Practice


class NotOurs(Exception):
    """The key of this installation belongs to another practice, or there is none."""


def account_of(practice_id: UUID) -> PaymentAccount | None:
    """The practice's account, open or closed."""
    query = select(PaymentAccount).where(PaymentAccount.practice_id == practice_id)
    return db.session.scalar(query)


def may_open(practice: Practice) -> bool:
    """Whether the installation's key belongs to this practice."""
    found = gateway()
    return found is not None and found.settings.practice == practice.slug


def takes_cards(practice: Practice) -> bool:
    """Whether something new can be paid through Stripe."""
    found = gateway()
    if found is None or not may_open(practice):
        return False
    account = account_of(practice.id)
    if account is None or account.closed_at is not None:
        return False
    return account.is_live == found.settings.is_live


def open_account(practice: Practice, *, by: Actor) -> PaymentAccount:
    """From now on what has a price is paid before it is confirmed. Raises NotOurs."""
    found = gateway()
    if found is None or not may_open(practice):
        raise NotOurs
    account = account_of(practice.id)
    if account is None:
        account = PaymentAccount(practice_id=practice.id, is_live=found.settings.is_live)
        db.session.add(account)
    account.closed_at, account.is_live = None, found.settings.is_live
    db.session.flush()
    audit.record(practice.id, "payment_account.opened", by=by, about=account)
    return account


def close_account(practice: Practice, *, by: Actor) -> None:
    """Nothing new is paid through Stripe; what was begun goes on, and refunds too."""
    account = account_of(practice.id)
    if account is not None and account.closed_at is None:
        account.closed_at = clock.now()
        audit.record(practice.id, "payment_account.closed", by=by, about=account)


def stripe_here() -> Gateway:
    """The way to Stripe. Raises Unreachable where the environment names none any more."""
    found = gateway()
    if found is None:
        raise Unreachable
    return found
