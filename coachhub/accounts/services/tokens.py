"""One-time links: minted when a mail is sent, opened once, dead at the first doubt."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import Update, func, select, update

from coachhub.accounts.models import OneTimeToken
from coachhub.accounts.rules import LIFETIME, TOKEN_BYTES, Purpose
from coachhub.core.db import db


class LinkDead(Exception):
    """The link is unknown, used, too old, replaced by a newer one, or opens something else."""


def mint_token(
    purpose: Purpose,
    email: str,
    *,
    name: str | None = None,
    for_practice: UUID | None = None,
    for_row: UUID | None = None,
) -> str:
    """Make a link's secret. Earlier links for the same purpose, address and row are dead.

    Only its hash is kept, so the returned text can't be had again.
    """
    _one_at_a_time(purpose, email, for_row)
    same = (
        OneTimeToken.purpose == purpose,
        OneTimeToken.email == email,
        OneTimeToken.for_row.is_not_distinct_from(for_row),
    )
    db.session.execute(_expire().where(*same))
    raw = secrets.token_urlsafe(TOKEN_BYTES)
    token = OneTimeToken(
        token_hash=hash_of(raw),
        purpose=purpose,
        email=email,
        name=name,
        for_practice=for_practice,
        for_row=for_row,
        expires_at=func.now() + LIFETIME[purpose],
    )
    db.session.add(token)
    db.session.flush()
    return raw


def _one_at_a_time(purpose: Purpose, email: str, for_row: UUID | None) -> None:
    """Until this transaction ends, no other mints the same: else two newest links would live."""
    same = f"{purpose}|{email}|{for_row}"
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(same, 0))))


def read_token(raw: str, purpose: Purpose) -> OneTimeToken:
    """The row behind a link; nothing changes. Raises LinkDead."""
    query = select(OneTimeToken).where(
        OneTimeToken.token_hash == hash_of(raw),
        OneTimeToken.purpose == purpose,
        OneTimeToken.used_at.is_(None),
        OneTimeToken.expires_at > func.now(),
    )
    token = db.session.scalar(query)
    if token is None:
        raise LinkDead
    return token


def use_token(token: OneTimeToken) -> None:
    """The link is used up. Raises LinkDead in all but one of parallel tries."""
    used = (
        update(OneTimeToken)
        .where(
            OneTimeToken.id == token.id,
            OneTimeToken.used_at.is_(None),
            OneTimeToken.expires_at > func.now(),
        )
        .values(used_at=func.now())
        .returning(OneTimeToken.id)
    )
    if db.session.scalar(used) is None:
        raise LinkDead


def end_tokens(email: str) -> None:
    """Every link that was mailed to this address and is not used yet is dead."""
    db.session.execute(_expire().where(OneTimeToken.email == email))


def hash_of(raw: str) -> bytes:
    """What is kept of a secret of 256 random bits; nothing slower is needed for those."""
    return hashlib.sha256(raw.encode()).digest()


def _expire() -> Update:
    return (
        update(OneTimeToken)
        .where(OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > func.now())
        .values(expires_at=func.now())
    )
