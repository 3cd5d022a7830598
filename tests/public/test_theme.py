"""A practice's colours, as a style sheet of its own."""

import re

from tests.cast import Cast
from tests.visitor import Visitor

FACE = "/app/north/settings/face"
THEME = "/p/north/theme.css"


def test_it_replaces_the_blue_and_nothing_else(cast: Cast) -> None:
    cast.browser("mara").fill(FACE, hue="320")
    answer = cast.browser(None).get(THEME)
    assert answer.content_type == "text/css; charset=utf-8"
    assert set(re.findall(r"(--[\w-]+):", answer.text)) == {"--blue", "--blue-deep", "--blue-wash"}


def test_it_may_be_kept_for_a_day(cast: Cast) -> None:
    cast.browser("mara").fill(FACE, hue="320")
    answer = cast.browser(None).get(THEME)
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in answer.headers


def test_there_is_none_without_a_colour_of_ones_own(cast: Cast, stranger: Visitor) -> None:
    assert stranger.get(THEME).status_code == 404
    assert stranger.get("/p/nowhere/theme.css").status_code == 404


def test_pages_of_the_practice_use_it(cast: Cast) -> None:
    cast.browser("mara").fill(FACE, hue="320")
    assert f"{THEME}?v=320" in cast.browser("ben").get("/portal/north/today").text
