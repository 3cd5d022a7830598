"""What happened with a client, from every package in one shape: asked for at once.

Each package that knows of some offers `happenings(practice_id, client_id)` in its services:
statements made by `happening()`, which the desk puts together and sends as one. They hold ids,
kinds, times and numbers, the titles of the practice's own offers, and private text only sealed:
whoever may read it opens it.
"""

from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    LargeBinary,
    Select,
    Text,
    Uuid,
    cast,
    func,
    literal,
    null,
    select,
)
from sqlalchemy.types import TypeEngine

Happenings = Select[Any]

_MORE: dict[str, TypeEngine[Any]] = {
    "about": Uuid(),
    "meant": DateTime(timezone=True),
    "title": Text(),
    "named": LargeBinary(),
    "said": LargeBinary(),
    "or_said": LargeBinary(),
    "said_in": Uuid(),
    "many": Integer(),
    "lowest": Integer(),
    "highest": Integer(),
}
"""What else may be told: the id of what it is about, and the time that was meant, as of a session
that was booked; its title, or its name, sealed; what the client said of it, sealed, or else
said, and the id of the row in which; how many it is, and the lowest and highest number told.
"""


def happening(kind: Any, at: Any, **more: Any) -> Happenings:  # noqa: ANN401
    """Select something that happened for each row: of which kind (a word, or a column of such), and
    when; and what else of it is told. The arguments are columns; narrow the statement as you like.
    """
    return select(
        cast(literal(kind) if isinstance(kind, str) else kind, Text).label("kind"),
        cast(at, DateTime(timezone=True)).label("at"),
        *(cast(more.get(name, null()), as_).label(name) for name, as_ in _MORE.items()),
    )


def on_the_day(day: Any) -> Any:  # noqa: ANN401
    """A column of civil dates as the time that was meant: the day's midnight in UTC."""
    return func.timezone("UTC", cast(day, DateTime))
