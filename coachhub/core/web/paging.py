"""A page of a long list, with the ways to the next and the one before."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from coachhub.core.paging import Page


@dataclass(frozen=True)
class PageWithWays:
    """What the pager component draws; a way that isn't there is None."""

    rows: Any
    number: int
    pages: int
    total: int
    prev_url: str | None
    next_url: str | None


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
    )


def _way(name: str, number: int) -> str:
    asked = {**request.args.to_dict(), **(request.view_args or {}), name: number}
    return url_for(request.endpoint or "", **asked)
