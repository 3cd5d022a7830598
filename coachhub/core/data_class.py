"""The four classes of data, and what each may be."""

from enum import StrEnum


class DataClass(StrEnum):
    """How a stored value must be treated.

    Every column that can hold text names its class; a test fails on one that doesn't.
    """

    PUBLIC = "public"
    """Shown to anybody: a practice's name, its sentence, its colour."""

    BUSINESS = "business"
    """Shown to those who may see the record: names, addresses, states, dates."""

    PRIVATE = "private"
    """What people write about a person: encrypted before it reaches the database, and in no log,
    mail or job."""

    SECRET = "secret"  # noqa: S105
    """What opens a door: stored as a hash only, shown to nobody."""
