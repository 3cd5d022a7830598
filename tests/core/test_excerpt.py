"""The beginning of longer words ends in one mark, and never within a word."""

import pytest

from coachhub.core.web.i18n import excerpt


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("It was the sad part.", "It was the sad part."),
        ("It was the sad part. Then it rained all day.", "It was the sad part…"),
        ("It was the sad, and then quiet part.", "It was the sad, and…"),
        ("It was the sad mornings. All of it.", "It was the sad…"),
        ("Wolfeschlegelsteinhausenbergerdorff", "Wolfeschlegelsteinhaus…"),
    ],
)
def test_longer_words_are_cut_cleanly(words: str, shown: str) -> None:
    assert excerpt(words, 22) == shown
