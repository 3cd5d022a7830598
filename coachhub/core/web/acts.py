"""A view's one act: done and committed, or refused and undone; a notice says which."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from flask import flash

from coachhub.core.db import db
from coachhub.core.web.undo import WayBack, flash_undo

Words = str | Callable[[], str]
"""What is said; a function is asked only once it is known how things stand after the act."""


@contextmanager
def act(
    refusals: Mapping[type[Exception], Words], *, done: Words = "", undo: WayBack | None = None
) -> Iterator[None]:
    """Around the call of a service whose refusals these are; after it the view leads on.

    What was done is offered to be taken back, if there is a way.
    """
    try:
        yield
    except tuple(refusals) as error:
        db.session.rollback()
        _say(next(why for kind, why in refusals.items() if isinstance(error, kind)), "need")
    else:
        db.session.commit()
        if undo is not None:
            flash_undo(_said(done), undo)
        else:
            _say(done, "ok")


def _say(words: Words, category: str) -> None:
    said = _said(words)
    if said:
        flash(said, category)


def _said(words: Words) -> str:
    return words() if callable(words) else words
