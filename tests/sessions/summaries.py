"""Notes and summaries for tests."""

import re

from flask import Flask

from tests.visitor import Visitor
from tests.workers import work_off

PRIVATE = "I think she is afraid of the kitchen"
SHARED = "That I correct people who are guests"


def write_note(mara: Visitor, session: str) -> None:
    """Mara notes something for herself, and something that goes into the summary."""
    typed = {"grow_goal": PRIVATE, "grow_reality": SHARED, "grow_reality_shared": "y"}
    assert mara.fill(f"{session}/note", **typed).status_code == 303


def publish(app: Flask, mara: Visitor, session: str, **words: str) -> None:
    """The summary is drafted with these words, published, and its sheet made."""
    assert mara.fill(f"{session}/summary/draft", **words).status_code == 303
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(app)


def document_of(ben: Visitor) -> str:
    """The path of a document of Ben's."""
    page = ben.get("/portal/north/documents").text
    found: list[str] = re.findall(r'"(/portal/north/documents/[0-9a-f-]{36})"', page)
    return found[0]
