"""The library of tasks, and the practice's own."""

import pytest

from tests.cast import Cast
from tests.visitor import Visitor

LIBRARY = "/app/north/tasks"
OWN = {"words": "Hum a song on the stairs", "why": "It is hard to be tense and hum."}


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("tag=selfish", "local shelter", "Walk twenty minutes"),
        ("tag=harping", "Must-haves", "local shelter"),
        ("q=WALK", "Walk twenty minutes", "local shelter"),
        ("category=movement", "Walk twenty minutes", "Money hour"),
        ("kind=reflection", "Jealousy log", "Money hour"),
        ("tag=nonsense", "Money hour", "Nothing fits"),
        ("q=unheard-of+thing", "Nothing fits", "Money hour"),
    ],
)
def test_it_is_searched(mara: Visitor, query: str, there: str, not_there: str) -> None:
    page = mara.get(f"{LIBRARY}?{query}").text
    assert there in page
    assert not_there not in page


def test_kindness_finds_six(mara: Visitor) -> None:
    page = mara.get(f"{LIBRARY}?category=kindness").text
    assert page.count("timeline__entry") >= 6


def test_own_words_stand_in_it(cast: Cast, mara: Visitor) -> None:
    assert mara.fill(f"{LIBRARY}/new", **OWN, tags=["no_fun"]).status_code == 303
    assert OWN["words"] in mara.get(f"{LIBRARY}?tag=no_fun").text
    assert OWN["words"] in cast.browser("idris").get(LIBRARY).text
    assert OWN["words"] not in cast.browser("cleo").get("/app/harbour/tasks").text


def test_it_is_changed_and_taken_out(mara: Visitor) -> None:
    mara.fill(f"{LIBRARY}/new", **OWN)
    edit = next(word for word in mara.get(LIBRARY).text.split('"') if word.endswith("/edit"))
    before = mara.form(edit)
    assert mara.fill(edit, words="Whistle").status_code == 303
    late = mara.post(edit, {**before, "words": "Drum"})
    assert late.status_code == 409
    assert "Whistle" in late.text
    assert "Drum" in late.text
    assert mara.post(edit.replace("edit", "retirement")).status_code == 303
    assert "Whistle" not in mara.get(LIBRARY).text
    assert mara.get(edit).status_code == 404


def test_nothing_is_no_template(mara: Visitor) -> None:
    answer = mara.fill(f"{LIBRARY}/new", words="", why="Kept words")
    assert answer.status_code == 422
    assert "Kept words" in answer.text
