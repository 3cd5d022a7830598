"""A lock that the kernel takes back when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachhub.ops.postgres.errors import PostgresError


@contextmanager
def only_one(path: Path, *, refusal: str | None = None) -> Iterator[None]:
    """Nobody else is inside with this file; with a `refusal` nobody waits either.

    Raises PostgresError with the refusal when the file is locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (fcntl.LOCK_NB if refusal else 0))
    except BlockingIOError:
        os.close(descriptor)
        raise PostgresError(refusal or "") from None
    try:
        yield
    finally:
        os.close(descriptor)
