"""A page of a plan's long lists in one statement: the plan's page has many others to send."""

from typing import Any

from sqlalchemy import Select, func

from coachhub.core.db import db
from coachhub.core.paging import Page

FARTHEST = 10_000
"""No list here has so many pages."""


def page_of(query: Select[Any], asked: int, size: int) -> Page[Any]:
    """The asked page of the rows, or the nearest there is; each row brings how many there are."""
    number = min(max(asked, 1), FARTHEST)
    counted = query.add_columns(func.count().over())
    found = db.session.execute(counted.limit(size).offset((number - 1) * size)).all()
    if found or number == 1:
        return Page([row[0] for row in found], number, found[0][1] if found else 0, size)
    total = db.session.scalars(query.order_by(None).with_only_columns(func.count())).one()
    return page_of(query, Page.number_within(number, total, size), size)
