"""What a client hopes for, as it was told from time to time."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients.models import Client, StatedHope
from coachhub.clients.rules import Hope, SaidBy, may_take_back
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.charts import Stem, Stems, over_time
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page, page_of

PAGE_SIZE = 20
LATELY = 3
SURE_ENOUGH, SURE_AT_MOST = 3, 50


@dataclass(frozen=True)
class Told:
    """A hope with the name of whoever wrote it down."""

    row: StatedHope
    author: str


@dataclass(frozen=True)
class Sureness:
    """How sure the client was, each time of the hope that was told then; the earliest first."""

    hopes: Sequence[Hope]
    stems: Stems
    """In the same order, on the reader's calendar."""


def tell_hope(
    client: Client, hope: Hope, sureness: int | None, *, key: UUID, by: Actor
) -> StatedHope:
    """This is what the client hopes for now; what they hoped before stays to be read.

    `key` comes from the form: the same said twice by it is told once.
    """
    if by.user_id is None:
        raise LookupError(by.role)
    sureness = None if hope is Hope.NOT_SURE else sureness
    sent_before = db.session.get(StatedHope, (client.practice_id, key))
    if sent_before and _says(sent_before, client, hope, sureness):
        return sent_before
    row = StatedHope(
        practice_id=client.practice_id,
        id=new_id() if sent_before else key,
        client_id=client.id,
        said_by=SaidBy.CLIENT if by.role == SaidBy.CLIENT else SaidBy.COACH,
        author_id=by.user_id,
    )
    row.put(hope, sureness)
    db.session.add(row)
    db.session.flush()
    audit.record(client.practice_id, "hope.told", by=by, about=row)
    return row


class HopeStays(Exception):
    """It isn't theirs, not the last one, or was told too long ago to be taken back."""


def take_back_hope(client: Client, hope_id: UUID, *, by: Actor) -> None:
    """What was just told was not said: its author takes it back. Raises HopeStays."""
    found = db.session.execute(_hopes(client.practice_id, client.id).limit(1)).one_or_none()
    row = found[0] if found else None
    if row is None or (row.id, row.author_id) != (hope_id, by.user_id):
        raise HopeStays
    if not may_take_back(row.told_at, clock.now()):
        raise HopeStays
    audit.record(client.practice_id, "hope.taken_back", by=by, about=row)
    db.session.delete(row)
    db.session.flush()


def recent_hopes(practice_id: UUID, client_id: UUID) -> list[Told]:
    """What the client hopes for, and what they hoped for lately, the latest first."""
    query = _hopes(practice_id, client_id).limit(LATELY)
    return [Told(*found) for found in db.session.execute(query)]


def list_hopes(practice_id: UUID, client_id: UUID, page: int) -> Page[Told]:
    """A page of what the client hoped for, the latest first."""
    return page_of(_hopes(practice_id, client_id), page, PAGE_SIZE, Told)


def sureness_of(client: Client, zone: str) -> Sureness | None:
    """How sure the client was lately, by the days of that zone; None while it was told on too few
    of them to be drawn.
    """
    query = (
        select(StatedHope)
        .where(StatedHope.practice_id == client.practice_id, StatedHope.client_id == client.id)
        .order_by(StatedHope.told_at.desc(), StatedHope.id.desc())
        .limit(SURE_AT_MOST)
    )
    there = ZoneInfo(zone)
    told = [
        (row.hope, Stem(row.told_at.astimezone(there).date(), row.sureness))
        for row in reversed(db.session.scalars(query).all())
        if row.sureness is not None
    ]
    if len({stem.on for _hope, stem in told}) < SURE_ENOUGH:
        return None
    return Sureness([hope for hope, _stem in told], over_time(stem for _hope, stem in told))


def _hopes(practice_id: UUID, client_id: UUID) -> Select[StatedHope, str]:
    return (
        select(StatedHope, User.name)
        .join(User, User.id == StatedHope.author_id)
        .where(StatedHope.practice_id == practice_id, StatedHope.client_id == client_id)
        .order_by(StatedHope.told_at.desc(), StatedHope.id.desc())
    )


def _says(row: StatedHope, client: Client, hope: Hope, sureness: int | None) -> bool:
    return (row.client_id, row.hope, row.sureness) == (client.id, hope, sureness)
