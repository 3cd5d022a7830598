"""A form sent by somebody who had been signed out: sealed to them, carried by the sign-in page.

It is kept nowhere else. Nobody but them, signed in, is ever shown it.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from coachhub.accounts.models import Device, User
from coachhub.accounts.services.tokens import hash_of
from coachhub.core import private, tenancy
from coachhub.core.db import db

LONGEST = 500_000
"""In letters: sealed, it still fits into the form of the sign-in."""


@dataclass(frozen=True)
class KeptForm:
    """What was sent, where to, and the page on which it was typed."""

    path: str
    fields: Sequence[tuple[str, str]]
    page: str


@dataclass(frozen=True)
class _Of:
    """The place that a form is sealed to: the person who typed it."""

    __tablename__: ClassVar[str] = "kept_form"
    id: UUID
    practice_id: UUID = tenancy.INSTANCE


def keep_form(form: KeptForm, user_id: UUID) -> str | None:
    """The form, sealed to this person; None where it is too long."""
    words = json.dumps(asdict(form), ensure_ascii=False)
    if len(words) > LONGEST:
        return None
    private.keystore().create(tenancy.INSTANCE)  # no practice's opening has made this one
    return base64.urlsafe_b64encode(private.seal(_Of(user_id), "form", words)).decode()


def open_form(user: User, kept: str) -> KeptForm | None:
    """What this person sent; None where it is somebody else's, or nothing of ours."""
    try:
        words = private.unseal(_Of(user.id), "form", base64.urlsafe_b64decode(kept))
    except (ValueError, private.Unreadable):
        return None
    found = json.loads(words)
    fields = [(name, value) for name, value in found["fields"]]
    return KeptForm(found["path"], fields, found["page"])


def last_person(browser_tokens: Sequence[str]) -> UUID | None:
    """Whoever was signed in last in the browser that has these tokens."""
    query = (
        select(Device.user_id)
        .where(Device.token_hash.in_([hash_of(token) for token in browser_tokens]))
        .order_by(Device.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)
