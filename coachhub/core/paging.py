"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Select, func, select

from coachhub.core.db import db

T = TypeVar("T")
U = TypeVar("U")


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

    def map(self, make: Callable[[T], U]) -> "Page[U]":
        """The same page of what is made of its rows."""
        return Page([make(row) for row in self.rows], self.number, self.total, self.size)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


def page_of(query: Select[*tuple[Any, ...]], asked: int, size: int) -> Page[Row[*tuple[Any, ...]]]:
    """A page of what the statement selects, in the statement's order: the asked one, or the nearest
    there is. What fits on one page is not counted first.
    """
    if asked <= 1:
        first = db.session.execute(query.limit(size)).all()
        if len(first) < size:
            return Page(first, 1, len(first), size)
    every = query.order_by(None).subquery()
    total = db.session.scalars(select(func.count()).select_from(every)).one()
    number = Page.number_within(asked, total, size)
    rows = db.session.execute(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, total, size)
