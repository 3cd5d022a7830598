"""Passwords: hashed slowly, compared in the same time whoever asks, changed with a clean sweep."""

import gzip
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import func

from coachhub.accounts.models import User
from coachhub.accounts.rules import LONGEST_PASSWORD
from coachhub.accounts.services.devices import acting, end_devices
from coachhub.accounts.services.tokens import end_tokens
from coachhub.audit.services import record_for_instance
from coachhub.core import tenancy
from coachhub.mail import services as mail

COMMON_PASSWORDS = Path(__file__).parents[1] / "data" / "common-passwords.txt.gz"

hasher = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
)


def hash_password(password: str) -> str:
    """The text to keep of a password."""
    return hasher.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password that was kept; with none kept, as much work and no.

    An over-long text is refused before any work, for whomever it is tried.
    """
    if len(password) > LONGEST_PASSWORD:
        return False
    nobodys = _nobody()
    try:
        hasher.verify(kept or nobodys, password)
    except VerifyMismatchError:
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the password was hashed with other parameters than today's."""
    return hasher.check_needs_rehash(kept)


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that are tried first everywhere, in small letters."""
    with gzip.open(COMMON_PASSWORDS, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


def set_password(user: User, password: str, *, action: str) -> None:
    """The person has a new password; every device is signed out, every link to them dead.

    They are told by mail. `action` names the change in the audit.
    """
    user.password_hash = hash_password(password)
    user.password_changed_at = func.now()
    end_devices(user, by=acting(user))
    end_tokens(user.email)
    record_for_instance(action, by=acting(user), about=user)
    mail.post("accounts/password_changed", tenancy.INSTANCE, user.email, about_id=user.id)


@cache
def _nobody() -> str:
    return hasher.hash("the password of nobody")
