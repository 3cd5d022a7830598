"""The practice's agreement, in versions, and who signed which."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from coachhub.audit import services as audit
from coachhub.clients.models import Agreement, Client, Signature
from coachhub.clients.rules import is_their_name
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.core.stale import Stale


class NotTheirName(Exception):
    """The signature isn't the name that the client's record has."""


@dataclass(frozen=True)
class Standing:
    """Where a client stands with the agreement: what holds now, and what they last signed."""

    current: Agreement | None
    signed_number: int | None = None
    signed_at: datetime | None = None

    @property
    def has_signed_current(self) -> bool:
        """Whether what holds now is what they signed."""
        return self.current is not None and self.signed_number == self.current.number

    @property
    def waits(self) -> bool:
        """Whether there is something for them to read and sign."""
        return self.current is not None and not self.has_signed_current


def current_agreement(practice_id: UUID) -> Agreement | None:
    """The version that holds now, if the practice has published one."""
    query = select(Agreement).where(Agreement.practice_id == practice_id)
    return db.session.scalar(query.order_by(Agreement.number.desc()).limit(1))


def publish_agreement(practice_id: UUID, body: str, *, number: int, by: Actor) -> Agreement:
    """The agreement reads so from now on, as version `number`; clients are asked to sign it.
    Earlier versions, and who signed them, stay. Raises Stale if there is such a version already.
    """
    row = Agreement(practice_id=practice_id, number=number, body=body)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_agreement_practice_id_number"):
            raise Stale from None
        raise
    audit.record(practice_id, "agreement.published", by=by, about=row, number=number)
    return row


def published_it(current: Agreement, *, by: Actor) -> bool:
    """Whether it was they who published this version."""
    return audit.was_last(current.practice_id, "agreement.published", by=by, about=current)


def standing_of(practice_id: UUID, client_id: UUID) -> Standing:
    """Where a client stands with the agreement."""
    own = aliased(Agreement)
    signed = (
        select(own.number, Signature.signed_at)
        .join(
            Signature,
            (Signature.practice_id == own.practice_id) & (Signature.agreement_id == own.id),
        )
        .where(Signature.practice_id == practice_id, Signature.client_id == client_id)
        .order_by(own.number.desc())
        .limit(1)
        .subquery()
    )
    query = (
        select(Agreement, signed.c.number, signed.c.signed_at)
        .outerjoin(signed, true())
        .where(Agreement.practice_id == practice_id)
        .order_by(Agreement.number.desc())
        .limit(1)
    )
    found = db.session.execute(query).one_or_none()
    return Standing(*found) if found else Standing(None)


def sign(client: Client, *, number: int, name: str, ip: str, by: Actor) -> None:
    """The client has signed version `number` by their name. Signing it again changes nothing.

    Raises Stale if another version holds by now, NotTheirName if it isn't the name in their record.
    """
    standing = standing_of(client.practice_id, client.id)
    if standing.current is None or standing.current.number != number:
        raise Stale
    if not is_their_name(name, client.name):
        raise NotTheirName
    if standing.has_signed_current:
        return
    row = Signature(
        practice_id=client.practice_id,
        client_id=client.id,
        agreement_id=standing.current.id,
        ip_hash=hashlib.sha256(f"{client.practice_id}|{ip}".encode()).digest(),
    )
    row.name = name
    db.session.add(row)
    db.session.flush()
    audit.record(client.practice_id, "agreement.signed", by=by, about=row, number=number)
