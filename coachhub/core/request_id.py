"""The id that ties a page, its log lines and its audit rows together."""

import secrets
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def renew(prefix: str = "") -> str:
    """Begin a new unit of work (a request, a job) and return its id."""
    value = prefix + secrets.token_hex(8)
    _current.set(value)
    return value


def current() -> str | None:
    """The id of the unit of work in hand, if any."""
    return _current.get()
