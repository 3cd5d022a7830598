"""Words as they stand in a line: where it begins, where it may break, and where it is cut."""

import re

from flask import Flask

_PIECE = re.compile(r"[^@.]*[@.]|[^@.]+")


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.add_template_filter(sentence)
    app.add_template_filter(unbroken)
    app.add_template_filter(counted)
    app.add_template_filter(breakable)
    app.add_template_filter(excerpt)


def sentence(words: str) -> str:
    """Words at the beginning of a line: "jeudi" is Jeudi there."""
    return words[:1].upper() + words[1:]


def unbroken(words: str) -> str:
    """Words that stay on one line where they fit it: a day is not parted from its month."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def counted(words: str) -> str:
    """Words that begin with a number, which is not parted from what it counts."""
    return words.replace(" ", "\N{NO-BREAK SPACE}", 1)


def breakable(address: str) -> list[str]:
    """The pieces of an e-mail address, after each of which it may go on in a second line."""
    return _PIECE.findall(address)


def excerpt(words: str, length: int) -> str:
    """The beginning of longer words, up to the end of a word, without the mark that stood there."""
    if len(words) <= length:
        return words
    whole = words[:length].rsplit(None, 1)[0] if not words[length].isspace() else words[:length]
    return whole.rstrip(" \t\n.,;:!?…-\N{EN DASH}") + "…"
