"""Where words begin, break and end in a line."""

import pytest

from coachhub.core.web.typesetting import breakable, counted, excerpt, sentence, unbroken


def test_a_line_begins_with_a_capital() -> None:
    assert sentence("jeudi 18 mars") == "Jeudi 18 mars"


def test_words_stay_on_their_line() -> None:
    assert unbroken("Thu 18 Mar") == "Thu\xa018\xa0Mar"
    assert counted("3 of your sessions") == "3\xa0of your sessions"


def test_an_address_breaks_after_its_marks() -> None:
    assert breakable("mara.lind@north.example") == ["mara.", "lind@", "north.", "example"]


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
    """They end in one mark, and never within a word."""
    assert excerpt(words, 22) == shown
