"""Reasons why a client waits for somebody, from every package in one shape: asked for at once.

Each package that knows of some offers `signals(practice_id, coach_id)` in its services: a statement
made by `signal()`, which the coach's first page puts together with the others' and sends as one.
"""

from typing import Any

from sqlalchemy import Integer, Select, Uuid, cast, literal, null, select

Signals = Select[Any]


def signal(kind: str, client_id: Any, since: Any, *, many: Any = 1, about: Any = None) -> Signals:  # noqa: ANN401
    """Select a reason of this kind for each row: whose it is, since when, how many there are of it,
    and the id of what it is about. The arguments are columns; narrow the statement as you like.
    """
    return select(
        literal(kind).label("kind"),
        client_id.label("client_id"),
        since.label("since"),
        cast(many, Integer).label("many"),
        cast(null() if about is None else about, Uuid).label("about_id"),
    )
