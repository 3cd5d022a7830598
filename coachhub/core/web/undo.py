"""What was just done can be taken back: the next page says so, and offers it in the same place.

An offer is the address of the act that takes it back, one of our own, and the hidden values it is
sent with. It lies in the session's cookie, which is signed but can be read by whoever has the
browser: ids and words of the practice belong in it, never what somebody confided. It is no key: the
act behind it asks for rights and guards like any other, and refuses what can't be taken back now.

Only what sends nothing is offered so. A mail that left, money that moved and a device that was
signed out can't be called back; such acts have a question before them, or a way of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask, session, url_for
from flask_babel import lazy_gettext as _l

_KEY = "undo"

UNDONE = _l("Taken back. It is as it was.")
TOO_LATE = _l("It can’t be taken back any more; it stands somewhere else by now.")
"""What is said of an act that took something back, or could not."""


@dataclass(frozen=True)
class WayBack:
    """Where what was done is taken back: an address and the form's values."""

    url: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer(WayBack):
    """A way back with the words that say what was done."""

    said: str = ""


def way_back(endpoint: str, values: Mapping[str, str] | None = None, **where: object) -> WayBack:
    """The way to one of our own endpoints, never to another host."""
    url = url_for(endpoint, _external=False, **where)  # type: ignore[arg-type]
    return WayBack(url, values or {})


def flash_undo(said: str, back: WayBack) -> None:
    """The next page says this and offers the way back; the last offer stands for those before."""
    session[_KEY] = {"said": str(said), "url": back.url, "values": dict(back.values)}


def undo_offered() -> Offer | None:
    """What the page is to offer, once."""
    found = session.pop(_KEY, None)
    return Offer(**found) if found else None


def init_app(app: Flask) -> None:
    """Let the layouts ask what is offered."""
    app.add_template_global(undo_offered)


__all__ = ["TOO_LATE", "UNDONE", "Offer", "WayBack", "flash_undo", "init_app", "way_back"]
