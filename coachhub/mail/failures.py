"""Mails that could not be sent: counted until somebody has seen it, and sent again when asked."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.mail.models import Delivery
from coachhub.mail.pauses import try_address_again
from coachhub.mail.rules import DeliveryState


class NotFailed(Exception):
    """The mail is on its way, arrived, or isn't needed any more: nothing to send again."""


def unseen_failures(practice_id: UUID, *, without: Collection[str] = ()) -> ScalarSelect[int]:
    """How many mails failed that nobody has seen to, to be selected beside other things; those of
    some kinds may be left out.
    """
    counted = select(func.count()).select_from(Delivery)
    return counted.where(*_unseen(practice_id, without)).scalar_subquery()


def _unseen(practice_id: UUID, without: Collection[str]) -> Iterator[ColumnElement[bool]]:
    yield Delivery.practice_id == practice_id
    yield Delivery.state == DeliveryState.FAILED
    yield Delivery.failure_seen_at.is_(None)
    yield Delivery.kind.not_in(sorted(without))


def find_delivery(practice_id: UUID, delivery_id: UUID) -> Delivery | None:
    """One mail of the delivery log."""
    return db.session.get(Delivery, (practice_id, delivery_id))


def failures_seen(practice_id: UUID, *, without: Collection[str] = ()) -> int:
    """Somebody knows of the mails that failed so far, but for kinds they aren't shown; how many
    they didn't know of.
    """
    mine = update(Delivery).where(*_unseen(practice_id, without))
    seen = mine.values(failure_seen_at=func.now()).returning(Delivery.id)
    return len(db.session.scalars(seen).all())


def send_again(delivery: Delivery) -> None:
    """A mail that failed will go out, with as many tries as a new one, also to an address that
    refused it. Raises NotFailed.
    """
    anew = {"state": DeliveryState.WAITING, "tries": 0, "last_error": None}
    claimed = db.session.scalar(
        update(Delivery)
        .where(Delivery.practice_id == delivery.practice_id, Delivery.id == delivery.id)
        .where(Delivery.state == DeliveryState.FAILED)
        .values(failure_seen_at=None, **anew)
        .returning(Delivery.id)
    )
    if claimed is None:
        raise NotFailed
    try_address_again(delivery)
    jobs.enqueue("mail.deliver", delivery.practice_id, delivery_id=delivery.id)
