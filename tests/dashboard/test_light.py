"""The switch of light says what it does, beside its pictures."""

import re

from tests.cast import Cast


def test_each_light_has_its_word(cast: Cast) -> None:
    page = cast.browser("mara").get("/app/north/clients").text
    form = page[page.index('class="look"') :].partition("</form>")[0]
    buttons = re.findall(r'aria-label="([^"]+)"[^>]*>.*?<span>([^<]+)</span></button>', form)
    assert [words for _, words in buttons] == ["Device", "By day", "Evening"]
    assert all(words.lower() in called.lower() for called, words in buttons), "said as it is seen"
