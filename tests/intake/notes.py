"""Intake notes for tests: where they are, and how a script saves them."""

from typing import Any

from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.visitor import AS_SCRIPT, Visitor


def path(cast: Cast, name: str = "ben") -> str:
    """Where the intake note on somebody is."""
    return f"/app/north/clients/{cast.clients[name]}/notes/intake"


def autosave(visitor: Visitor, where: str, form: dict[str, Any], **typed: Any) -> TestResponse:
    """Send what stands in an opened form as the script on its page does."""
    return visitor.post(where, {**form, **typed}, headers=AS_SCRIPT)


def make_final(visitor: Visitor, where: str, **words: Any) -> None:
    """Write a note and make it final."""
    assert visitor.fill(where, **words).status_code == 303
    assert visitor.fill(f"{where}/finalisation").status_code == 303
