"""The delivery log, for those who run the practice."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import defer

from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.mail.models import Delivery
from coachhub.mail.rules import KEEP, OPEN

PAGE_SIZE = 50


def list_deliveries(
    practice_id: UUID, page: int, *, without: Collection[str] = ()
) -> Page[Delivery]:
    """A page of what was mailed, but for some kinds, newest first, without the words."""
    query = (
        select(Delivery)
        .options(defer(Delivery.body_sealed, raiseload=True))
        .where(Delivery.practice_id == practice_id, Delivery.kind.not_in(sorted(without)))
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    )
    return page_of(query, page, PAGE_SIZE, lambda row: row)


def forget_old(practice_id: UUID) -> None:
    """Mails asked for more than 30 days ago are gone from the log, if their sending is over."""
    old = (Delivery.created_at < func.now() - KEEP, Delivery.state.not_in(OPEN))
    db.session.execute(delete(Delivery).where(Delivery.practice_id == practice_id, *old))
