"""What happened with a client, from every package in one shape: asked for at once.

Each package that knows of some offers `happenings(practice_id, client_id)` in its services:
statements made by `happening()`, which the desk puts together and sends as one. They hold ids,
kinds and times, and no text.
"""

from typing import Any

from sqlalchemy import DateTime, Select, Text, Uuid, cast, literal, null, select

Happenings = Select[Any]


def happening(kind: Any, at: Any, *, about: Any = None, meant: Any = None) -> Happenings:  # noqa: ANN401
    """Select something that happened for each row: of which kind (a word, or a column of such), and
    when; the id of what it is about, and the time that was meant, as of a session that was booked.
    The arguments are columns; narrow the statement as you like.
    """
    return select(
        cast(literal(kind) if isinstance(kind, str) else kind, Text).label("kind"),
        cast(at, DateTime(timezone=True)).label("at"),
        cast(null() if about is None else about, Uuid).label("about_id"),
        cast(null() if meant is None else meant, DateTime(timezone=True)).label("meant"),
    )
