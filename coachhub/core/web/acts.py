"""A view's one act: done and committed, or refused and undone; a notice says which."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from flask import flash

from coachhub.core.db import db

Words = str | Callable[[], str]
"""What is said; a function is asked only once it is known how things stand after the act."""


@contextmanager
def act(refusals: Mapping[type[Exception], Words], *, done: Words = "") -> Iterator[None]:
    """Around the call of a service whose refusals these are; after it the view leads on."""
    try:
        yield
    except tuple(refusals) as error:
        db.session.rollback()
        _say(next(why for kind, why in refusals.items() if isinstance(error, kind)), "need")
    else:
        db.session.commit()
        _say(done, "ok")


def _say(words: Words, category: str) -> None:
    said = words() if callable(words) else words
    if said:
        flash(said, category)
