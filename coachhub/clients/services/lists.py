"""Clients found: one of them, a page of a list, how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Select, Text, Uuid, exists, func, null, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import aliased

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients.models import Client, ClientTag, Engagement, Tag
from coachhub.clients.rules import CURRENT, EngagementState
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.paging import Page, page_of
from coachhub.practices.models import Member, Settings

PAGE_SIZE = 25
SEARCH_SIZE = 8
"""Words to search for keep a page from being sent compressed."""
States = dict[EngagementState, int]
_BESIDE = "coachhub.clients.beside"

_newer = aliased(Engagement)
_IS_LATEST = ~exists().where(
    _newer.practice_id == Engagement.practice_id,
    _newer.client_id == Engagement.client_id,
    _newer.id > Engagement.id,
)
"""An anti-join: a subquery that picks the latest would run for each client there is, before the
first page of them is cut off."""

_ROWS = (
    select(Client, Engagement, User.name)
    .join(
        Engagement,
        (Engagement.practice_id == Client.practice_id) & (Engagement.client_id == Client.id),
    )
    .join(
        Member,
        (Member.practice_id == Engagement.practice_id) & (Member.id == Engagement.coach_id),
    )
    .join(User, User.id == Member.user_id)
    .where(_IS_LATEST)
)
"""Clients, each with the latest of their engagements and its coach. Made once: it takes longer to
put together than to run."""

_BY_NAME = (Client.sort_name, Client.id)
_TAG_NAMES = func.array(
    select(Tag.name)
    .join(ClientTag, (ClientTag.practice_id == Tag.practice_id) & (ClientTag.tag_id == Tag.id))
    .where(ClientTag.practice_id == Client.practice_id, ClientTag.client_id == Client.id)
    .order_by(Tag.folded)
    .correlate(Client)
    .scalar_subquery(),
    type_=ARRAY(Text),
)


@dataclass(frozen=True)
class Row:
    """A client as lists show them."""

    client: Client
    engagement: Engagement
    coach_name: str
    mark: str | None = None
    """What is to be known of them before anything else, as a package above says it."""
    next_at: datetime | None = None
    """When they come next, likewise."""
    tags: Sequence[str] = ()
    """The words they carry, by name; in lists alone."""


class Order(StrEnum):
    """Who comes first in a list of clients."""

    WAITING = "waiting"
    """Those who wait, the most pressing first; then all others by name."""
    NAME = "name"
    NEWEST = "newest"


@dataclass(frozen=True)
class Wanted:
    """Which clients a list shows, and in which order; `coach_id` None means of every coach."""

    coach_id: UUID | None = None
    text: str = ""
    states: frozenset[EngagementState] = field(default=CURRENT)
    order: Order = Order.NAME
    tag_id: UUID | None = None


def register(
    app: Flask, *, mark: ColumnElement[str | None], next_at: ColumnElement[datetime | None]
) -> None:
    """Name the columns, of floors above, that mark a client whose record is opened, and say when
    they come next: they come with the record, so that no page about them needs to ask once more.
    """
    app.extensions[_BESIDE] = (mark, next_at)


def find_client(practice_id: UUID, client_id: UUID) -> Row | None:
    """One client with their latest engagement, its coach, what marks them and when they come."""
    query = _rows(practice_id).where(Client.id == client_id)
    marked = query.add_columns(*current_app.extensions[_BESIDE])
    found = db.session.execute(marked).one_or_none()
    return Row(*found) if found else None


def look_around(practice_id: UUID, client_id: UUID) -> tuple[Row, Settings]:
    """One client who is here, and the practice's settings, in one statement."""
    query = (
        _rows(practice_id)
        .where(Client.id == client_id)
        .join(Settings, Settings.practice_id == Client.practice_id)
        .add_columns(Settings)
    )
    *row, settings = db.session.execute(query).one()
    return Row(*row), settings


def find_by_email(practice_id: UUID, email: str) -> Client | None:
    """Whoever the practice knows by this address."""
    query = select(Client).where(Client.practice_id == practice_id, Client.email == email)
    return db.session.scalar(query)


def list_clients(
    practice_id: UUID,
    wanted: Wanted,
    page: int,
    *,
    counts: Mapping[EngagementState, int],
    first: Sequence[UUID] = (),
) -> Page[Row]:
    """A page of the clients that are wanted, each with when they come next.

    `counts` is what `count_by_state` says of the same coach: without a search or a tag, the total
    is known. `first` are the ids of those who wait, in their order.
    """
    query: Select[Any] = _narrowed(_rows(practice_id), wanted).add_columns(
        *current_app.extensions[_BESIDE], _TAG_NAMES
    )
    if wanted.text or wanted.tag_id:
        size = SEARCH_SIZE if wanted.text else PAGE_SIZE
        return page_of(_ordered(query, wanted.order, first), page, size, Row)
    total = sum(counts.get(state, 0) for state in wanted.states)
    number = Page.number_within(page, total, PAGE_SIZE)
    # Whoever is on the page waits, or is among so many by name: nobody else needs to be sorted.
    near = query.with_only_columns(Client.id).order_by(*_BY_NAME).limit(number * PAGE_SIZE)
    if wanted.order == Order.WAITING and first:
        query = query.where(Client.id.in_(first) | Client.id.in_(near))
    ordered = _ordered(query, wanted.order, first)
    found = db.session.execute(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page([Row(*one) for one in found], number, total, PAGE_SIZE)


def export_clients(practice_id: UUID, wanted: Wanted, *, by: Actor) -> list[Row]:
    """All the clients that are wanted, for a file; noted in the audit."""
    nothing = (null(), null(), _TAG_NAMES)
    query = _narrowed(_rows(practice_id), wanted).add_columns(*nothing).order_by(*_BY_NAME)
    found = [Row(*one) for one in db.session.execute(query)]
    audit.record(practice_id, "clients.exported", by=by, count=len(found))
    return found


def _ordered(query: Select[Any], order: Order, first: Sequence[UUID]) -> Select[Any]:
    if order == Order.NEWEST:
        return query.order_by(Client.id.desc())
    if order == Order.NAME or not first:
        return query.order_by(*_BY_NAME)
    place = func.array_position(array(first, type_=Uuid), Client.id)
    return query.order_by(place.nulls_last(), *_BY_NAME)


def look_up(practice_id: UUID, wanted: Wanted, *, most: int) -> list[Row]:
    """The first few of the clients that are wanted, by name."""
    query = _narrowed(_rows(practice_id), wanted).order_by(Client.sort_name, Client.id).limit(most)
    return [Row(*found) for found in db.session.execute(query)]


def count_by_state(practice_id: UUID, coach_id: UUID | None) -> dict[EngagementState, int]:
    """How many clients are in each state, of one coach or of all."""
    query = select(Engagement.state, func.count()).where(
        Engagement.practice_id == practice_id, _IS_LATEST
    )
    if coach_id is not None:
        query = query.where(Engagement.coach_id == coach_id)
    counted = db.session.execute(query.group_by(Engagement.state))
    return {EngagementState(state): count for state, count in counted}


def count_found(practice_id: UUID, wanted: Wanted) -> tuple[States, States]:
    """How many clients are in each state, and how many of those are looked for, by text and tag."""
    query = _ROWS.where(Client.practice_id == practice_id).with_only_columns(
        Engagement.state,
        func.count(),
        func.count().filter(*_looked_for(wanted)),
        maintain_column_froms=True,
    )
    if wanted.coach_id is not None:
        query = query.where(Engagement.coach_id == wanted.coach_id)
    rows = db.session.execute(query.group_by(Engagement.state)).all()
    everybody = {EngagementState(state): count for state, count, _found in rows}
    return everybody, {EngagementState(state): found for state, _count, found in rows if found}


def _rows(practice_id: UUID) -> Select[Client, Engagement, str]:
    return _ROWS.where(Client.practice_id == practice_id)


def _narrowed(
    query: Select[Client, Engagement, str], wanted: Wanted
) -> Select[Client, Engagement, str]:
    if wanted.coach_id is not None:
        query = query.where(Engagement.coach_id == wanted.coach_id)
    if wanted.states != frozenset(EngagementState):
        query = query.where(Engagement.state.in_(sorted(wanted.states)))
    return query.where(*_looked_for(wanted))


def _looked_for(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is true of a client whom the text and the tag fit."""
    fits: list[ColumnElement[bool]] = [
        Client.sort_name.contains(word, autoescape=True)
        | Client.email.contains(word, autoescape=True)
        for word in fold(wanted.text).split()
    ]
    if wanted.tag_id is not None:
        fits.append(
            exists().where(
                ClientTag.practice_id == Client.practice_id,
                ClientTag.client_id == Client.id,
                ClientTag.tag_id == wanted.tag_id,
            )
        )
    return fits
