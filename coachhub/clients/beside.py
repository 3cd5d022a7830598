"""What stands beside each name in the list of clients, and who comes first there: as the floors
above know it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast
from uuid import UUID

from flask import Flask, current_app

from coachhub.clients.services import Row
from coachhub.core.web.frame import PlanLine
from coachhub.practices.access import Desk

_KEY = "coachhub.clients.list"


@dataclass(frozen=True)
class Why:
    """Why a client waits for the member: a kind of status, a word, and where to see to it."""

    mark: str
    word: str
    url: str


@dataclass(frozen=True)
class Beside:
    """What stands beside a name: why they wait, if they do, and how their plan goes, if the member
    may know of one.
    """

    why: Why | None = None
    plan: PlanLine | None = None


class Around(Protocol):
    """What a floor above knows of the clients of one desk."""

    first: Sequence[UUID]
    """Who waits, the most pressing first."""
    mark_words: Mapping[str, Any]
    """What the marks of a plan mean."""

    def beside(self, rows: Sequence[Row]) -> Mapping[UUID, Beside]:
        """What stands beside each of these; at most one statement for all."""


def register(app: Flask, look_around: Callable[[Desk], Around]) -> None:
    """Name the function, of a floor above, that looks around at a desk."""
    app.extensions[_KEY] = look_around


def around(desk: Desk) -> Around:
    """What is known of this desk's clients."""
    return cast("Around", current_app.extensions[_KEY](desk))
