"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from coachhub.core.db import db

T = TypeVar("T")

FARTHEST = 10_000
"""No list has so many pages."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page, and how many there are in all. Pages count from 1."""

    rows: Sequence[T]
    number: int
    total: int
    size: int

    @classmethod
    def number_within(cls, asked: int, total: int, size: int) -> int:
        """The asked page, or the nearest there is."""
        return min(max(asked, 1), max(1, -(-total // size)))

    @classmethod
    def of(cls, everything: Sequence[T], asked: int, size: int) -> "Page[T]":
        """A page of what lies in memory anyway."""
        number = cls.number_within(asked, len(everything), size)
        return cls(everything[(number - 1) * size : number * size], number, len(everything), size)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


def page_of(
    query: Select[*tuple[Any, ...]], asked: int, size: int, make: Callable[..., T]
) -> Page[T]:
    """A page of what the statement selects, in its order: the asked one, or the nearest there is.
    `make` makes one of the list of the columns of a row. The page counts its list in the same
    statement.
    """
    number = min(max(asked, 1), FARTHEST)
    counted = query.add_columns(func.count().over()).limit(size).offset((number - 1) * size)
    found = db.session.execute(counted).all()
    if not found and number > 1:
        total = db.session.scalars(select(func.count()).select_from(query.subquery())).one()
        return page_of(query, Page.number_within(number, total, size), size, make)
    return Page([make(*row[:-1]) for row in found], number, found[0][-1] if found else 0, size)
