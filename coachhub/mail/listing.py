"""The delivery log, for those who run the practice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import defer

from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.mail.models import Delivery
from coachhub.mail.rules import KEEP, OPEN, SHOWN, Show

PAGE_SIZE = 25


@dataclass(frozen=True)
class WantedMails:
    """Which mails a list shows: to addresses that have this text in them, without some kinds."""

    show: Show = Show.ALL
    text: str = ""
    without: Collection[str] = ()


def list_deliveries(practice_id: UUID, wanted: WantedMails, page: int) -> Page[Delivery]:
    """A page of what was mailed, newest first, without the words."""
    query = (
        select(Delivery)
        .options(defer(Delivery.body_sealed, raiseload=True))
        .where(*_narrowed(practice_id, wanted), Delivery.state.in_(sorted(SHOWN[wanted.show])))
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    )
    return page_of(query, page, PAGE_SIZE, lambda row: row)


def count_deliveries(practice_id: UUID, wanted: WantedMails) -> dict[Show, int]:
    """How many mails each choice would show of what is wanted otherwise."""
    query = select(Delivery.state, func.count()).where(*_narrowed(practice_id, wanted))
    counted = db.session.execute(query.group_by(Delivery.state)).all()
    return {
        show: sum(count for state, count in counted if state in states)
        for show, states in SHOWN.items()
    }


def _narrowed(practice_id: UUID, wanted: WantedMails) -> Iterator[ColumnElement[bool]]:
    yield Delivery.practice_id == practice_id
    yield Delivery.kind.not_in(sorted(wanted.without))
    if wanted.text:
        yield Delivery.recipient.icontains(wanted.text, autoescape=True)


def forget_old(practice_id: UUID) -> None:
    """Mails asked for more than 30 days ago are gone from the log, if their sending is over."""
    old = (Delivery.created_at < func.now() - KEEP, Delivery.state.not_in(OPEN))
    db.session.execute(delete(Delivery).where(Delivery.practice_id == practice_id, *old))
