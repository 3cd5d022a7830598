"""On a phone the bar shows where one is, also where only its menu leads."""

import re

import pytest

from tests.cast import Cast

MORE_IS_LIT = re.compile(r'<summary class="bar__item" aria-current="true">')


@pytest.mark.parametrize(
    ("page", "is_lit"), [("", False), ("clients", False), ("payments", True), ("settings", True)]
)
def test_more_is_lit_for_what_it_holds(cast: Cast, page: str, *, is_lit: bool) -> None:
    found = MORE_IS_LIT.search(cast.browser("mara").get(f"/app/north/{page}").text)
    assert bool(found) is is_lit
