"""The client's record: made and kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from coachhub.audit import services as audit
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import UNDO_WITHIN, EngagementState, may_take_back
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.core.folding import fold
from coachhub.core.stale import Stale
from coachhub.practices.models import Member


class AddressKnown(Exception):
    """Another client of this practice has this address."""


def add_client(
    practice_id: UUID,
    coach: Member,
    *,
    by: Actor,
    values: dict[str, str | None],
    state: EngagementState = EngagementState.ONBOARDING,
) -> Client:
    """The practice has a new client whom `coach` works with. Raises AddressKnown.

    `values` are the record's own fields: name, email, zone, locale and so on.
    """
    client = Client(practice_id=practice_id)
    with _one_client_an_address():
        _fill(client, values)
        db.session.add(client)
    db.session.add(
        Engagement(practice_id=practice_id, client_id=client.id, coach_id=coach.id, state=state)
    )
    audit.record(practice_id, "client.added", by=by, about=client)
    return client


def change_client(
    client: Client, *, version: int, by: Actor, values: dict[str, str | None]
) -> None:
    """The record holds these values. Raises Stale after somebody else's save, or AddressKnown."""
    with _one_client_an_address():
        _claim(client, version)
        _fill(client, values)
    audit.record(client.practice_id, "client.changed", by=by, about=client, fields=sorted(values))


def write_remark(client: Client, text: str, *, version: int, by: Actor) -> None:
    """The coach's private remark reads so; what it replaces can be brought back for a while.

    Raises Stale after another save of the record.
    """
    _claim(client, version)
    replaced = None if client.remark == text else client.remark
    client.remark, client.remark_before = text, replaced
    client.remark_replaced_at = clock.now() if replaced else None
    audit.record(client.practice_id, "client.remark_written", by=by, about=client)


def bring_remark_back(client: Client, *, version: int, by: Actor) -> None:
    """The remark reads as before its last save. Raises Stale after another save of the record, or
    where nothing is kept any more.
    """
    _claim(client, version)
    replaced_at = client.remark_replaced_at
    if replaced_at is None or not may_take_back(replaced_at, clock.now()):
        raise Stale
    client.remark = client.remark_before
    client.remark_before = client.remark_replaced_at = None
    audit.record(client.practice_id, "client.remark_brought_back", by=by, about=client)


def forget_remarks_before(practice_id: UUID) -> None:
    """What a save of a remark replaced is gone once it can't be brought back any more."""
    db.session.execute(
        update(Client)
        .where(Client.practice_id == practice_id)
        .where(Client.remark_replaced_at < clock.now() - UNDO_WITHIN)
        .values(remark_before_sealed=None, remark_replaced_at=None)
    )


def change_own_details(
    client: Client, *, version: int, by: Actor, values: dict[str, str | None]
) -> None:
    """What a client says of themselves in the portal stands in their record. Raises Stale."""
    _claim(client, version)
    for name, value in values.items():
        setattr(client, name, value)
    audit.record(client.practice_id, "client.changed", by=by, about=client, fields=sorted(values))


def saved_it_last(client: Client, *, by: Actor) -> bool:
    """Whether it was they who saved the record last."""
    saves = ("client.changed", "client.remark_written", "client.remark_brought_back")
    return audit.was_last(client.practice_id, *saves, by=by, about=client)


def note_opening(client: Client, *, by: Actor) -> None:
    """Somebody other than their coach has read what is private in this record."""
    audit.record(client.practice_id, "client.opened", by=by, about=client)


@contextmanager
def _one_client_an_address() -> Iterator[None]:
    """What is done inside is undone and AddressKnown raised if two clients came to share one."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        if violates(error, "uq_client_practice_id_email"):
            raise AddressKnown from None
        raise


def _fill(client: Client, values: dict[str, str | None]) -> None:
    for name, value in values.items():
        setattr(client, name, value)
    client.sort_name = fold(client.name)


def _claim(client: Client, version: int) -> None:
    """Take the record for this save, if nobody saved it since the form was opened."""
    claimed = db.session.execute(
        update(Client)
        .where(Client.practice_id == client.practice_id, Client.id == client.id)
        .where(Client.version == version)
        .values(version=version + 1)
        .returning(Client.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    if claimed is None:
        db.session.refresh(client)
        raise Stale
    client.version = claimed
