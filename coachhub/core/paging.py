"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


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
