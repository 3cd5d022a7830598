"""A page of a long list, with the ways to the next and the one before."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from coachhub.core.paging import Page

NEAR = 2
"""The page before, or after, is the first, or last, up to so far."""


@dataclass(frozen=True)
class PageWithWays:
    """What the pager component draws; a way that isn't there is None."""

    rows: Any
    number: int
    pages: int
    total: int
    prev_url: str | None
    next_url: str | None
    first_url: str | None = None
    last_url: str | None = None
    """Only where they are farther than the next."""


def with_ways(page: Page[Any], name: str = "page", at: str | None = None) -> PageWithWays:
    """The page with its addresses: the present one with another number, or the path that it is
    `at`, where it answers a form sent elsewhere. `name` is what the number is called there, where a
    second list of the page has pages too.
    """

    def way(number: int) -> str:
        return f"{at}?{urlencode({name: number})}" if at else _here(name, number)

    return PageWithWays(
        page.rows,
        page.number,
        page.pages,
        page.total,
        way(page.number - 1) if page.number > 1 else None,
        way(page.number + 1) if page.number < page.pages else None,
        way(1) if page.number > NEAR else None,
        way(page.pages) if page.number <= page.pages - NEAR else None,
    )


def _here(name: str, number: int) -> str:
    asked = {**request.args.to_dict(), **(request.view_args or {}), name: number}
    return url_for(request.endpoint or "", **asked)
