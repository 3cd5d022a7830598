"""Legal holds: set by an answer or by the coach, lifted by the coach alone."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.safety.models import LegalHold


class HoldChanged(Exception):
    """Somebody else set or lifted the hold meanwhile."""


def hold_by_answer(client: Client, *, by: Actor) -> None:
    """An order names the client, as they answered: a hold stands, if none stood before."""
    if standing_hold(client.practice_id, client.id) is None:
        _set(client, "", by=by)


def set_hold(client: Client, reason: str, *, by: Actor) -> None:
    """The coach says, with a reason, that nothing may prepare contact. Raises HoldChanged."""
    _lock(client)
    if standing_hold(client.practice_id, client.id) is not None:
        raise HoldChanged
    _set(client, reason, by=by)


def lift_hold(client: Client, reason: str, *, by: Actor) -> None:
    """The coach says, with a reason, that the hold is over. Raises HoldChanged."""
    _lock(client)
    hold = standing_hold(client.practice_id, client.id)
    if hold is None:
        raise HoldChanged
    hold.lifted_at, hold.lifted_by, hold.lift_reason = clock.now(), by.user_id, reason
    db.session.flush()
    audit.record(client.practice_id, "safety.hold_lifted", by=by, about=hold)


def standing_hold(practice_id: UUID, client_id: UUID) -> LegalHold | None:
    """The hold that stands, if there is one."""
    return next((hold for hold in holds_of(practice_id, client_id) if not hold.lifted_at), None)


def holds_of(practice_id: UUID, client_id: UUID) -> Sequence[LegalHold]:
    """The client's holds, the newest first."""
    query = select(LegalHold).where(
        LegalHold.practice_id == practice_id, LegalHold.client_id == client_id
    )
    newest_first = query.order_by(LegalHold.set_at.desc(), LegalHold.id.desc()).limit(20)
    return db.session.scalars(newest_first.execution_options(populate_existing=True)).all()


def _set(client: Client, reason: str, *, by: Actor) -> None:
    hold = LegalHold(practice_id=client.practice_id, client_id=client.id, set_by=by.user_id)
    hold.set_reason = reason
    db.session.add(hold)
    db.session.flush()
    audit.record(client.practice_id, "safety.hold_set", by=by, about=hold)


def _lock(client: Client) -> None:
    db.session.flush()
    db.session.execute(
        select(Client.id)
        .where(Client.practice_id == client.practice_id, Client.id == client.id)
        .with_for_update()
    )
