"""Stripe tells what happened: it is written down once, and a job looks how things stand."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Interval, Select, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.audit import services as audit
from coachhub.core import clock, tenancy
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.payments.gateway import KINDS, Checkout, Missing, News
from coachhub.payments.models import Payment, Refund, WebhookEvent
from coachhub.payments.rules import (
    NEWS_KEPT,
    NEWS_LOOKED_BACK,
    REFUND_UNSETTLED,
    UNSETTLED,
    Problem,
)
from coachhub.payments.services.accounts import account_of, may_open, stripe_here
from coachhub.payments.services.found import find_payment, part_from_database
from coachhub.payments.services.refunds import take_over
from coachhub.payments.services.settling import hold_up, settle
from coachhub.practices import services as practices
from coachhub.practices.models import Practice

_MOST_AT_ONCE = 200
_LEFT_ALONE = "2 minutes"
"""What is so young is somebody else's to bring to its end."""


def hear(news: News) -> None:
    """The event is stored and its job in the queue, in one transaction; a second time changes
    nothing. What is of another account or mode is stored and left alone.
    """
    practice = practices.find_practice(stripe_here().settings.practice)
    if practice is not None:
        tenancy.enter_practice(practice.id)
    is_ours = practice is not None and _is_ours(practice.id, news)
    row = insert(WebhookEvent).values(event_id=news.event_id, kind=news.kind, is_ours=is_ours)
    is_new = db.session.scalar(row.on_conflict_do_nothing().returning(WebhookEvent.event_id))
    if practice is not None and is_ours and is_new and news.about and news.kind in KINDS:
        jobs.enqueue("payments.take_in", practice.id, about=news.about, object_id=news.object_id)


def take_in(practice_id: UUID, about: str, object_id: str) -> None:
    """How things stand at Stripe is how they stand here. Raises Unreachable."""
    try:
        _TAKE[about](practice_id, object_id)
    except Missing:
        # Nothing of ours, or of an account that this installation has no key for any more.
        audit.record(practice_id, "payment.not_found", by=PROGRAM, kind=about)


def catch_up(practice: Practice) -> None:
    """What Stripe told and nobody heard in the last days is heard now. Raises Unreachable."""
    if not may_open(practice) or account_of(practice.id) is None:
        return
    part_from_database()
    told = stripe_here().news_since(clock.now() - NEWS_LOOKED_BACK)
    ids = [news.event_id for news in told]
    heard = set(
        db.session.scalars(select(WebhookEvent.event_id).where(WebhookEvent.event_id.in_(ids)))
    )
    for news in told:
        if news.event_id not in heard:
            hear(news)


def look_after(practice_id: UUID) -> None:
    """Payments and refunds that have been on their way for a while are looked at, one a job."""
    for payment_id in db.session.scalars(_on_their_way(Payment, practice_id, UNSETTLED)):
        jobs.enqueue("payments.look", practice_id, lock=str(payment_id), payment_id=payment_id)
    for refund_id in db.session.scalars(_on_their_way(Refund, practice_id, REFUND_UNSETTLED)):
        jobs.enqueue("payments.send_refund", practice_id, lock=str(refund_id), refund_id=refund_id)


def _on_their_way(
    model: type[Payment | Refund], practice_id: UUID, states: Collection[str]
) -> Select[UUID]:
    old = func.now() - cast(_LEFT_ALONE, Interval)
    query = select(model.id).where(
        model.practice_id == practice_id, model.state.in_(states), model.created_at < old
    )
    return query.order_by(model.created_at).limit(_MOST_AT_ONCE)


def look(practice_id: UUID, payment_id: UUID) -> None:
    """A payment stands here as it does at Stripe. Raises Unreachable."""
    payment = find_payment(practice_id, payment_id)
    if payment is None or payment.state not in UNSETTLED:
        return
    part_from_database()
    stripe = stripe_here()
    try:
        found = (
            stripe.find_checkout(payment.checkout_id)
            if payment.checkout_id
            else stripe.search_checkout(payment.id, since=payment.created_at)
        )
    except Missing:
        hold_up(payment, Problem.NOT_FOUND)
        return
    if found is not None:
        settle(payment, found)


def forget_old() -> None:
    """The ids of events that Stripe has long ceased to tell of are gone."""
    old = WebhookEvent.received_at < func.now() - cast(NEWS_KEPT, Interval)
    db.session.execute(delete(WebhookEvent).where(old))


def _is_ours(practice_id: UUID, news: News) -> bool:
    """Of the practice's own account, and of the mode in which it takes money."""
    account = account_of(practice_id)
    return account is not None and not news.account and account.is_live == news.is_live


def _take_checkout(practice_id: UUID, checkout_id: str) -> None:
    found = stripe_here().find_checkout(checkout_id)
    query = select(Payment).where(
        Payment.practice_id == practice_id, Payment.checkout_id == checkout_id
    )
    payment = db.session.scalar(query) or _by_reference(practice_id, found)
    if payment is not None:
        settle(payment, found)


def _by_reference(practice_id: UUID, found: Checkout) -> Payment | None:
    """The payment whose page this says to be. One that has a page already has no other."""
    try:
        payment = find_payment(practice_id, UUID(found.reference))
    except ValueError:
        return None
    if payment is None or payment.checkout_id in (None, found.id):
        return payment
    audit.record(practice_id, "payment.refused", by=PROGRAM, about=payment, problem="other_page")
    return None


def _take_refund(practice_id: UUID, refund_id: str) -> None:
    take_over(practice_id, stripe_here().find_refund(refund_id))


def _take_charge(practice_id: UUID, charge_id: str) -> None:
    intent_id = stripe_here().intent_of_charge(charge_id)
    if intent_id is not None:
        _take_intent(practice_id, intent_id)


def _take_intent(practice_id: UUID, intent_id: str) -> None:
    for found in stripe_here().refunds_of(intent_id):
        take_over(practice_id, found)


_TAKE = {
    "checkout": _take_checkout,
    "refund": _take_refund,
    "charge": _take_charge,
    "intent": _take_intent,
}
