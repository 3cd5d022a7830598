"""Answers for tests."""

from typing import Any

from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.visitor import Visitor

CALM = {
    "harm": "no",
    "afraid": "no",
    "violence": "no",
    "order": "no",
    "asked_to_stop": "no",
    "watched": "no",
    "reachable": "yes",
    "others": "no",
}
QUESTIONS = "/portal/north/safety"


def answer(client: Visitor, **answers: Any) -> TestResponse:
    """A client answers so, and that all else is well."""
    return client.fill(QUESTIONS, **{**CALM, **answers})


def safety_of(cast: Cast, name: str = "ben") -> str:
    """The page about a client's safety at the desk."""
    return f"/app/north/clients/{cast.clients[name]}/safety"
