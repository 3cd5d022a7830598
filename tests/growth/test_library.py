"""The library of tasks, and the practice's own."""

import re

import pytest

from tests.cast import Cast
from tests.visitor import AS_SCRIPT, Visitor

LIBRARY = "/app/north/tasks"
OWN = {"words": "Hum a song on the stairs", "why": "It is hard to be tense and hum."}


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("tag=selfish", "local shelter", "Walk twenty minutes"),
        ("tag=harping", "Must-haves", "local shelter"),
        ("q=WALK", "Walk twenty minutes", "local shelter"),
        ("category=movement", "Walk twenty minutes", "Money hour"),
        ("kind=reflection", "Jealousy log", "Money hour"),
        ("tag=nonsense", "local shelter", "Nothing fits"),
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


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, ["A habit · 3 times a week", "Personal goal · Small"]),
        (
            {"words": "", "rhythm": "every_weeks", "amount": "2", "weeks": "6"},
            ["A habit · every 2 weeks · for 6 weeks", "Personal goal · Small"],
        ),
        (
            {"words": "", "kind": "one_off", "rhythm": "once", "days": "7", "tags": ["no_fun"]},
            ["Something to do once · due after 7 days", "alone · stopped playing"],
        ),
        ({"weeks": "99"}, [None, "Personal goal"]),
        ({"category": "fame"}, ["A habit", None]),
    ],
)
def test_its_pace_and_place_are_told_or_open(
    mara: Visitor, typed: dict[str, object], told: list[str | None]
) -> None:
    new = f"{LIBRARY}/new"
    page = (mara.fill(new, **{**OWN, **typed}) if typed else mara.get(new)).text
    found = re.findall(r'<details class="fold"( open)?>.*?data-told>([^<]*)<', page, re.DOTALL)
    assert [bool(is_open) for is_open, _told in found] == [one is None for one in told]
    for words, (_is_open, line) in zip(told, found, strict=True):
        assert words is None or words in line


def test_it_is_changed_and_taken_out(mara: Visitor) -> None:
    mara.fill(f"{LIBRARY}/new", **OWN)
    edit = next(word for word in mara.get(LIBRARY).text.split('"') if word.endswith("/edit"))
    before = mara.form(edit)
    assert mara.fill(edit, words="Whistle").status_code == 303
    late = mara.post(edit, {**before, "words": "Drum"})
    assert late.status_code == 409
    assert "You saved this template in another window" in late.text
    assert "Whistle" in late.text
    assert "Drum" in late.text
    assert mara.post(edit.replace("edit", "retirement")).status_code == 303
    assert "Whistle" not in mara.get(LIBRARY).text
    assert mara.get(edit).status_code == 404


def test_nothing_is_no_template(mara: Visitor) -> None:
    answer = mara.fill(f"{LIBRARY}/new", words="", why="Kept words")
    assert answer.status_code == 422
    assert "Kept words" in answer.text


def test_it_comes_in_pages(mara: Visitor) -> None:
    mara.fill(f"{LIBRARY}/new", **OWN)
    pages = [mara.get(f"{LIBRARY}?page={number}").text for number in (1, 2, 3)]
    found = [re.findall(r'<p class="said">([^<]+)</p>', page) for page in pages]
    assert [len(words) for words in found] == [20, 20, 1]
    assert found[0][0] == OWN["words"]
    assert len({words for page in found for words in page}) == 41
    assert "41 tasks." in pages[0]
    assert "Page 2 of 3" in pages[1]


@pytest.mark.parametrize(("asked", "number"), [("99", 2), ("-1", 1), ("none", 1)])
def test_a_page_that_isnt_there_is_the_nearest_one(mara: Visitor, asked: str, number: int) -> None:
    assert f"Page {number} of 2" in mara.get(f"{LIBRARY}?page={asked}").text


def test_the_next_page_keeps_what_was_looked_for(cast: Cast, mara: Visitor) -> None:
    query = "q=e&tag=&category=&kind=habit"
    page = mara.get(f"{LIBRARY}?{query}").text
    [next_page] = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "q=e" in next_page
    assert "kind=habit" in next_page
    part = mara.get(next_page.replace("&amp;", "&"), headers=AS_SCRIPT).text
    assert "<html" not in part
    assert 'hx-target:inherited="#found"' in part
    choice = f"/app/north/clients/{cast.clients['ben']}/tasks/choice"
    [next_page] = re.findall(r'rel="next" href="([^"]+)"', mara.get(choice).text)
    assert next_page == f"{choice}?page=2#found"


def test_where_nothing_fits_one_can_write_it_oneself(cast: Cast) -> None:
    mara, record = cast.browser("mara"), f"/app/north/clients/{cast.clients['ben']}/tasks"
    page = mara.get("/app/north/tasks?q=unheard-of").text
    assert '<a class="way" href="/app/north/tasks/new">Write your own' in page
    page = mara.get(f"{record}/choice?q=unheard-of").text
    assert f'<a class="way" href="{record}/new">Write a new one' in page
