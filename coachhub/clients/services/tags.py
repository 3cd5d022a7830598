"""Tags: words of the practice's own, put on clients and taken off."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.audit import services as audit
from coachhub.clients.models import Client, ClientTag, Tag
from coachhub.clients.rules import MOST_TAGS_OF_A_CLIENT, MOST_TAGS_OF_A_PRACTICE
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.ids import new_id


class TooManyTags(Exception):
    """The client, or the practice, has as many tags as there may be."""


def put_on(client: Client, name: str, *, by: Actor) -> None:
    """The client carries the tag, a new one or the practice's own of that name. Again changes
    nothing. Raises TooManyTags.
    """
    tag = _tag_named(client.practice_id, name)
    put = db.session.scalar(
        insert(ClientTag)
        .values(practice_id=client.practice_id, id=new_id(), client_id=client.id, tag_id=tag.id)
        .on_conflict_do_nothing(index_elements=["practice_id", "client_id", "tag_id"])
        .returning(ClientTag.id)
    )
    if put is None:
        return
    of_client = _count(ClientTag, client.practice_id, ClientTag.client_id == client.id)
    if of_client > MOST_TAGS_OF_A_CLIENT or _count(Tag, client.practice_id) > (
        MOST_TAGS_OF_A_PRACTICE
    ):
        raise TooManyTags
    audit.record(client.practice_id, "client.tagged", by=by, about=client)


def take_off(client: Client, tag_id: UUID, *, by: Actor) -> str | None:
    """The client doesn't carry the tag; one that nobody carries any more is gone.

    What it said, if they had carried it: put on by that name, it is as it was.
    """
    mine = Tag.practice_id == client.practice_id
    held = db.session.scalar(select(Tag).where(mine, Tag.id == tag_id).with_for_update())
    if held is None:
        return None
    name = held.name
    of_tag = (ClientTag.practice_id == client.practice_id, ClientTag.tag_id == tag_id)
    taken = db.session.scalar(
        delete(ClientTag).where(*of_tag, ClientTag.client_id == client.id).returning(ClientTag.id)
    )
    if not db.session.scalar(select(ClientTag.id).where(*of_tag).limit(1)):
        db.session.delete(held)
        db.session.flush()
    if taken is None:
        return None
    audit.record(client.practice_id, "client.untagged", by=by, about=client)
    return name


def list_tags(practice_id: UUID) -> Sequence[Tag]:
    """The practice's tags, by name."""
    query = select(Tag).where(Tag.practice_id == practice_id).order_by(Tag.folded)
    return db.session.scalars(query.limit(MOST_TAGS_OF_A_PRACTICE)).all()


def tags_beside(practice_id: UUID, client_id: UUID) -> list[tuple[Tag, bool]]:
    """The practice's tags, by name, and whether the client carries each."""
    carried = exists().where(
        ClientTag.practice_id == Tag.practice_id,
        ClientTag.tag_id == Tag.id,
        ClientTag.client_id == client_id,
    )
    query = select(Tag, carried).where(Tag.practice_id == practice_id).order_by(Tag.folded)
    found = db.session.execute(query.limit(MOST_TAGS_OF_A_PRACTICE))
    return [(tag, is_carried) for tag, is_carried in found]


def _tag_named(practice_id: UUID, name: str) -> Tag:
    """The practice's tag of this name, held so that nobody takes it away meanwhile."""
    wanted = insert(Tag).values(practice_id=practice_id, id=new_id(), name=name, folded=fold(name))
    held = wanted.on_conflict_do_update(
        index_elements=["practice_id", "folded"], set_={"folded": wanted.excluded.folded}
    ).returning(Tag)
    return db.session.scalars(held).one()


def _count(table: type[Tag | ClientTag], practice_id: UUID, *where: ColumnElement[bool]) -> int:
    query = select(func.count(table.id)).where(table.practice_id == practice_id, *where)
    return db.session.scalars(query).one()
