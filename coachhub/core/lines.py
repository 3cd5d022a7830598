"""What fits on one line, and what is no text at all."""

from unicodedata import bidirectional, category

_BREAKING = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of controls and of separators of lines and paragraphs."""
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Its classes of what makes the letters after it run the other way (UAX 9): they stay in effect
beyond the name, in whatever line it stands. Names in Arabic or Hebrew run right without them.
"""

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Those of controls, of what only shapes other letters, and of blanks."""
_FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {
    chr(number) for number in range(0xFE00, 0xFE10)
}
"""Letters by their category that draw nothing: fillers, and choices between shapes."""


def is_one_line(text: str) -> bool:
    """Whether nothing in the text breaks out of its line: a name goes into mail headers."""
    return not any(
        category(letter) in _BREAKING or bidirectional(letter) in _TURNING for letter in text
    )


def is_unseen(text: str) -> bool:
    """Whether nobody could see anything of it: blanks and invisible letters, or none at all."""
    return all(category(letter) in _UNSEEN or letter in _FILLERS for letter in text)
