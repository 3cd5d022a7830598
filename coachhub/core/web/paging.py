"""A page of a long list, with the ways to the next and the one before."""

from dataclasses import dataclass
from typing import Any

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


def with_ways(page: Page[Any], name: str = "page") -> PageWithWays:
    """The page with its addresses: the present one with another number. `name` is what the number
    is called there, where a second list of the page has pages too.
    """
    return PageWithWays(
        page.rows,
        page.number,
        page.pages,
        page.total,
        _way(name, page.number - 1) if page.number > 1 else None,
        _way(name, page.number + 1) if page.number < page.pages else None,
        _way(name, 1) if page.number > NEAR else None,
        _way(name, page.pages) if page.number <= page.pages - NEAR else None,
    )


def _way(name: str, number: int) -> str:
    asked = {**request.args.to_dict(), **(request.view_args or {}), name: number}
    return url_for(request.endpoint or "", **asked)
