"""What a practice itself wrote says its language, where the page around it speaks another one."""

import re

from flask import Flask

from coachhub.core.web.i18n import as_written, tongue_here
from tests.cast import Cast

FACE = "/app/north/settings/face"
WORDS = "A calm place to think"


def test_its_words_carry_its_language_on_a_page_in_another(cast: Cast) -> None:
    cast.browser("mara").fill(FACE, sentence=WORDS)
    page = cast.browser(None).get("/p/north", headers={"Accept-Language": "fr"}).text
    assert '<html lang="fr"' in page
    assert re.search(rf'<h1 lang="en[^"]*">{WORDS}', page)


def test_they_carry_none_where_the_page_speaks_it_too(cast: Cast) -> None:
    cast.browser("mara").fill(FACE, sentence=WORDS)
    page = cast.browser(None).get("/p/north", headers={"Accept-Language": "en-US"}).text
    assert f"<h1>{WORDS}" in page


def test_within_a_sentence_they_stand_in_a_span_and_stay_words(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert as_written("<b>Ruhe</b>") == "&lt;b&gt;Ruhe&lt;/b&gt;"
        tongue_here("de")
        assert as_written("<b>Ruhe</b>") == '<span lang="de">&lt;b&gt;Ruhe&lt;/b&gt;</span>'
