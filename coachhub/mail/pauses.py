"""Addresses to which a practice's mails are not sent: the one place that knows."""

from collections.abc import Collection
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page
from coachhub.mail.models import Delivery, MailPause
from coachhub.mail.rules import COMES_BACK, SORT_OF, Sort, Why

PAGE_SIZE = 20
IS_DISCREET = "coachhub.mail.is_discreet"
"""Who tells, of a floor above, whether it isn't safe to write to an address."""


def why_paused(practice_id: UUID, address: str, kind: str) -> Why | None:
    """Why a mail of this kind doesn't go to the address; None if it does."""
    sort = SORT_OF.get(kind, Sort.NEEDED)
    if sort is Sort.ALWAYS:
        return None
    if not is_safe(practice_id, address):
        return Why.DISCREET
    why = db.session.scalar(
        select(MailPause.why)
        .where(MailPause.practice_id == practice_id, MailPause.address == address.lower())
        .where(or_(MailPause.sort.is_(None), MailPause.sort == sort))
        .order_by(MailPause.sort.nulls_first())
        .limit(1)
    )
    return Why(why) if why else None


def is_safe(practice_id: UUID, address: str) -> bool:
    """Whether nobody said that it isn't safe to write to this address."""
    return not current_app.extensions[IS_DISCREET](practice_id, address)


def pause(delivery: Delivery, why: Why) -> None:
    """Its address takes no mails: nothing more is sent there. The first reason stays."""
    row = insert(MailPause).values(
        practice_id=delivery.practice_id,
        id=new_id(),
        address=delivery.recipient.lower(),
        why=why,
        delivery_id=delivery.id,
    )
    db.session.execute(row.on_conflict_do_nothing())


def try_address_again(delivery: Delivery) -> None:
    """Somebody sends a mail that failed once more, so its address is no longer held to be dead."""
    db.session.execute(
        delete(MailPause).where(
            MailPause.practice_id == delivery.practice_id,
            MailPause.address == delivery.recipient.lower(),
            MailPause.why.in_(COMES_BACK),
        )
    )


def list_pauses(practice_id: UUID, page: int, *, text: str = "") -> Page[MailPause]:
    """A page of the addresses to which nothing is sent, newest first; all, or those with a text in
    them.
    """
    query = _of_addresses(practice_id).order_by(MailPause.since.desc(), MailPause.id)
    if text:
        query = query.where(MailPause.address.contains(text.lower(), autoescape=True))
    if page <= 1:
        first = db.session.scalars(query.limit(PAGE_SIZE)).all()
        if len(first) < PAGE_SIZE:
            return Page(first, 1, len(first), PAGE_SIZE)
    total = db.session.scalars(query.order_by(None).with_only_columns(func.count())).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    found = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(found.all(), number, total, PAGE_SIZE)


def pauses_among(practice_id: UUID, addresses: Collection[str]) -> dict[str, MailPause]:
    """Those of these addresses to which nothing is sent, by address in small letters."""
    among = MailPause.address.in_({address.lower() for address in addresses})
    return {row.address: row for row in db.session.scalars(_of_addresses(practice_id).where(among))}


def find_pause(practice_id: UUID, pause_id: UUID) -> MailPause | None:
    """One of them."""
    return db.session.scalar(_of_addresses(practice_id).where(MailPause.id == pause_id))


def pause_of(practice_id: UUID, address: str) -> MailPause | None:
    """What keeps mails from this address; None where nothing does."""
    return db.session.scalar(_of_addresses(practice_id).where(MailPause.address == address.lower()))


def resume(pause: MailPause) -> None:
    """Mails go to the address again, from the next one on."""
    db.session.delete(pause)
    db.session.flush()


def _of_addresses(practice_id: UUID) -> Select[MailPause]:
    """Those that hold all mails back; what people only wish to do without is their own."""
    return select(MailPause).where(MailPause.practice_id == practice_id, MailPause.sort.is_(None))
