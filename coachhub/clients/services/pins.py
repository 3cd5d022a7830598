"""The sentence that a coach gives a client to keep in mind."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients.models import Client, Pin
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page, page_of

PAGE_SIZE = 20


@dataclass(frozen=True)
class Pinned:
    """A sentence with the name of the coach who gave it."""

    row: Pin
    author: str

    @property
    def called(self) -> str:
        """The coach's first name."""
        return self.author.split()[0]


def pin(client: Client, words: str, *, key: UUID, by: Actor) -> Pin:
    """The client finds these words in their portal, in place of those before.

    `key` comes from the form: the same words sent twice by it are pinned once.
    """
    if by.user_id is None:
        raise LookupError(by.role)
    sent_before = db.session.get(Pin, (client.practice_id, key))
    if sent_before and (sent_before.client_id, sent_before.words) == (client.id, words):
        return sent_before
    row = Pin(
        practice_id=client.practice_id,
        id=new_id() if sent_before else key,
        client_id=client.id,
        pinned_by=by.user_id,
    )
    row.words = words
    db.session.add(row)
    db.session.flush()
    audit.record(client.practice_id, "pin.pinned", by=by, about=row)
    return row


class Replaced(Exception):
    """Another sentence was pinned meanwhile."""


def put_up_again(client: Client, pin_id: UUID, *, by: Actor) -> None:
    """The client finds this sentence again, that was taken down, if no other came after it.

    Again changes nothing. Raises Replaced.
    """
    latest = db.session.execute(_pins(client.practice_id, client.id).limit(1)).one_or_none()
    if latest is None or latest[0].id != pin_id:
        raise Replaced
    if latest[0].taken_down_at is not None:
        latest[0].taken_down_at = None
        db.session.flush()
        audit.record(client.practice_id, "pin.put_up_again", by=by, about=latest[0])


def take_down(client: Client, *, by: Actor) -> UUID | None:
    """Nothing is pinned for the client; doing it again changes nothing. The id of what was."""
    found = pinned(client.practice_id, client.id)
    if found is None:
        return None
    found.row.taken_down_at = clock.now()
    db.session.flush()
    audit.record(client.practice_id, "pin.taken_down", by=by, about=found.row)
    return found.row.id


def pinned(practice_id: UUID, client_id: UUID) -> Pinned | None:
    """What the client is to keep in mind at present."""
    found = db.session.execute(_pins(practice_id, client_id).limit(1)).one_or_none()
    if found is None or found[0].taken_down_at is not None:
        return None
    return Pinned(*found)


def list_pins(practice_id: UUID, client_id: UUID, page: int) -> Page[Pinned]:
    """A page of what was pinned for the client, the latest first."""
    return page_of(_pins(practice_id, client_id), page, PAGE_SIZE, Pinned)


def _pins(practice_id: UUID, client_id: UUID) -> Select[Pin, str]:
    return (
        select(Pin, User.name)
        .join(User, User.id == Pin.pinned_by)
        .where(Pin.practice_id == practice_id, Pin.client_id == client_id)
        .order_by(Pin.pinned_at.desc(), Pin.id.desc())
    )
