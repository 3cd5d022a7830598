"""Clients found: one of them, a page of a list, how many there are."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from coachhub.accounts.models import User
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import CURRENT, EngagementState
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.paging import Page
from coachhub.practices.models import Member

PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    """A client as lists show them."""

    client: Client
    engagement: Engagement
    coach_name: str


@dataclass(frozen=True)
class Wanted:
    """Which clients a list shows; `coach_id` None means of every coach."""

    coach_id: UUID | None = None
    text: str = ""
    states: frozenset[EngagementState] = field(default=CURRENT)
    newest_first: bool = False


def find_client(practice_id: UUID, client_id: UUID) -> Row | None:
    """One client with their latest engagement and its coach."""
    found = db.session.execute(_rows(practice_id).where(Client.id == client_id)).one_or_none()
    return Row(*found) if found else None


def list_clients(practice_id: UUID, wanted: Wanted, page: int) -> Page[Row]:
    """A page of the clients that are wanted, by name or newest first."""
    query = _narrowed(_rows(practice_id), wanted)
    total = db.session.scalars(query.with_only_columns(func.count())).one()
    order = Client.id.desc() if wanted.newest_first else Client.sort_name
    number = Page.number_within(page, total, PAGE_SIZE)
    query = query.order_by(order, Client.id).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return Page([Row(*found) for found in db.session.execute(query)], number, total, PAGE_SIZE)


def count_by_state(practice_id: UUID, coach_id: UUID | None) -> dict[EngagementState, int]:
    """How many clients are in each state, of one coach or of all."""
    rows = _narrowed(_rows(practice_id), Wanted(coach_id, states=frozenset(EngagementState)))
    states = rows.with_only_columns(Engagement.state, func.count()).group_by(Engagement.state)
    return {EngagementState(state): count for state, count in db.session.execute(states)}


def _rows(practice_id: UUID) -> Select[Client, Engagement, str]:
    """Clients, each with the latest of their engagements."""
    other = aliased(Engagement)
    latest = (
        select(other.id)
        .where(other.practice_id == Client.practice_id, other.client_id == Client.id)
        .order_by(other.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Client, Engagement, User.name)
        .select_from(Client)
        .join(
            Engagement, (Engagement.practice_id == Client.practice_id) & (Engagement.id == latest)
        )
        .join(
            Member,
            (Member.practice_id == Engagement.practice_id) & (Member.id == Engagement.coach_id),
        )
        .join(User, User.id == Member.user_id)
        .where(Client.practice_id == practice_id)
    )


def _narrowed(
    query: Select[Client, Engagement, str], wanted: Wanted
) -> Select[Client, Engagement, str]:
    if wanted.coach_id is not None:
        query = query.where(Engagement.coach_id == wanted.coach_id)
    if wanted.states != frozenset(EngagementState):
        query = query.where(Engagement.state.in_(sorted(wanted.states)))
    if wanted.text:
        looked_for = fold(wanted.text)
        query = query.where(
            Client.sort_name.contains(looked_for, autoescape=True)
            | Client.email.contains(looked_for, autoescape=True)
        )
    return query
