"""Which sorts of mail people want: said in their portal, or by the link at the foot of a mail.

The link's secret is practice, sort and address, encrypted and sealed with a key that is for this
alone: it can't be guessed, opens nothing else, and no log of addresses tells whose it is.
"""

import base64
import binascii
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.mail.models import MailPause
from coachhub.mail.rules import WISHES, Sort, Why

PURPOSE = b"coachhub mail wish 1"
NONCE_BYTES = 12
PRACTICE_BYTES = 16


@dataclass(frozen=True)
class Wish:
    """What a link is about: this sort of mail, from a practice to an address."""

    practice_id: UUID
    sort: Sort
    address: str


def token_of(wish: Wish) -> str:
    """The secret in the link at a mail's foot."""
    words = wish.practice_id.bytes + f"{wish.sort} {wish.address}".encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + _key().encrypt(nonce, words, PURPOSE)).decode()


def wish_in(token: str) -> Wish | None:
    """What the link is about; None if it isn't one of ours."""
    try:
        raw = base64.urlsafe_b64decode(token)
        words = _key().decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], PURPOSE)
    except (binascii.Error, ValueError, InvalidTag):
        return None
    sort, _, address = words[PRACTICE_BYTES:].decode().partition(" ")
    return Wish(UUID(bytes=words[:PRACTICE_BYTES]), Sort(sort), address)


def _key() -> AESGCM:
    secret = current_app.config["SECRET_KEY"].encode()
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret))


def unwanted_mails(practice_id: UUID, address: str) -> frozenset[Sort]:
    """The sorts of mail that this person does without."""
    mine = select(MailPause.sort).where(*_of(practice_id, address))
    return frozenset(Sort(sort) for sort in db.session.scalars(mine) if sort)


def want_mails(practice_id: UUID, address: str, wanted: Collection[Sort]) -> frozenset[Sort] | None:
    """Of what one may do without, the person wants these sorts and no others. What they don't want
    now, or None if that is nothing new.
    """
    before = unwanted_mails(practice_id, address)
    after = frozenset(WISHES) - frozenset(wanted)
    if before == after:
        return None
    for sort in after - before:
        row = insert(MailPause).values(
            practice_id=practice_id,
            id=new_id(),
            address=address.lower(),
            sort=sort,
            why=Why.UNSUBSCRIBED,
        )
        db.session.execute(row.on_conflict_do_nothing())
    back = MailPause.sort.in_(sorted(before - after))
    db.session.execute(delete(MailPause).where(*_of(practice_id, address), back))
    return after


def _of(practice_id: UUID, address: str) -> tuple[ColumnElement[bool], ...]:
    return (
        MailPause.practice_id == practice_id,
        MailPause.address == address.lower(),
        MailPause.sort.is_not(None),
    )
