"""What is alive in a page: elements and attributes that no text of anybody's may bring in."""

import re
from collections import Counter
from html.parser import HTMLParser

_HANDLER = re.compile(r"on[a-z]+$|(data-)?hx-|x-|srcdoc$|style$")
_FOREIGN = re.compile(r"\s*(javascript|data|vbscript):|(https?:)?//", re.IGNORECASE)
_ADDRESSES = {"href", "src", "action", "formaction", "srcset", "data", "content"}


def active(page: str) -> Counter[str]:
    """Every element by its name, every attribute that could act, every address that leads away."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag] += 1
        for name, value in attrs:
            if _HANDLER.match(name):
                self.found[f"{tag} {name}"] += 1
            if name in _ADDRESSES and _FOREIGN.match(value or ""):
                self.found[f"{tag} {name}={value}"] += 1
