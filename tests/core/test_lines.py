"""What counts as text."""

import pytest

from coachhub.core.lines import is_unseen
from coachhub.core.web.forms import stripped


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u2060 \u200d", "\ufeff", "\u3164", "\u2800\u00ad", "\ufe0f\x00"]
)
def test_what_nobody_sees_is_empty(text: str) -> None:
    assert is_unseen(text)
    assert stripped(text) == ""


@pytest.mark.parametrize("text", ["a", "\u200b.", "\u0627\u200d", "\U0001f469\u200d\U0001f373"])
def test_what_is_seen_stays_whole(text: str) -> None:
    assert stripped(f" {text} ") == text
