"""Reasons why a client waits for somebody, from every package in one shape: asked for at once.

Each package that knows of some offers `signals(practice_id, coach_id)` in its services: a statement
made by `signal()`, which the coach's first page puts together with the others' and sends as one.
"""

from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    Select,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal,
    null,
    select,
)

Signals = Select[Any]


def signal(
    kind: str,
    client_id: Any,  # noqa: ANN401
    since: Any,  # noqa: ANN401
    *,
    many: Any = 1,  # noqa: ANN401
    about: Any = None,  # noqa: ANN401
    within: Any = None,  # noqa: ANN401
    begins: Any = None,  # noqa: ANN401
) -> Signals:
    """Select a reason of this kind for each row: whose it is, since when, how many there are of it,
    the id of what it is about, and of what that is a part of; when the session begins that it is
    about. The arguments are columns; narrow the statement as you like.
    """
    return select(
        literal(kind).label("kind"),
        client_id.label("client_id"),
        since.label("since"),
        cast(many, Integer).label("many"),
        cast(null() if about is None else about, Uuid).label("about_id"),
        cast(null() if within is None else within, Uuid).label("within_id"),
        cast(null() if begins is None else begins, DateTime(timezone=True)).label("begins_at"),
    )


def the_one(id_: Any) -> Any:  # noqa: ANN401
    """Of a group: the id that all of its rows have; null where there are several."""
    return case((func.count(id_.distinct()) == 1, cast(func.min(cast(id_, Text)), Uuid)))
