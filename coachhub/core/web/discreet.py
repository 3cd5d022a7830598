"""Whether whoever is signed in here must be able to leave every page at once.

A client who can't be written to safely is one on every page of this browser, their account, an
error and the sign-in among them: what their portal found lies in the session until it ends.
"""

from flask import Flask, session

_KEY = "discreet"


def init_app(app: Flask) -> None:
    """Let the pages know."""
    app.add_template_global(is_discreet)


def note(*, is_on: bool) -> None:
    """From now on this session is a discreet one, or no more."""
    if is_on != is_discreet():
        session[_KEY] = is_on


def is_discreet() -> bool:
    """Whether this session is a discreet one."""
    return bool(session.get(_KEY))
