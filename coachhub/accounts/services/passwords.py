"""Passwords: hashed slowly, compared in the same time whoever asks."""

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from coachhub.accounts.rules import LONGEST_PASSWORD

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
    try:
        hasher.verify(kept or _nobody(), password)
    except VerifyMismatchError:
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the password was hashed with other parameters than today's."""
    return hasher.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return hasher.hash("the password of nobody")
