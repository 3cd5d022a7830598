"""What fits on one line."""

from unicodedata import category

_BREAKING = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of controls and of separators of lines and paragraphs."""


def is_one_line(text: str) -> bool:
    """Whether nothing in the text breaks out of its line: a name goes into mail headers."""
    return not any(category(letter) in _BREAKING for letter in text)
