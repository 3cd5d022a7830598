"""A practice chooses its colour among samples that are the colours themselves."""

import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.colour import Colour, colour_of, hex_of
from coachhub.core.ids import new_id
from coachhub.practices import services as practices
from coachhub.practices.face import theme
from coachhub.practices.rules import HUES, may_take
from tests.cast import Cast

CSS = Path(__file__).parents[2] / "coachhub" / "static" / "css"
FACE = "/app/north/settings/face"


def samples() -> dict[str, str]:
    """The colour of each sample, by its class."""
    sheet = (CSS / "swatches.css").read_text()
    return dict(re.findall(r"\.swatch--(\w+) \{\s*--blue: (.+);", sheet))


def test_each_sample_is_the_colour_that_the_practice_will_have() -> None:
    ours = re.search(r"--blue: (.+);", (CSS / "tokens.css").read_text())
    assert ours
    expected = {"ours": ours[1]}
    for hue in HUES:
        by_day, by_evening = theme(hue)["--blue"]
        expected[str(hue)] = f"light-dark({by_day}, {by_evening})"
    assert samples() == expected


def test_each_colour_is_a_radio_with_its_name_and_its_sample(cast: Cast) -> None:
    page = cast.browser("mara").get(FACE).text
    radios = re.findall(r'<input class="choice__input" type="radio" name="hue"[^>]*>', page)
    assert len(radios) == 1 + len(HUES) + 1
    assert [radio for radio in radios if " checked" in radio] == radios[:1]
    shown = re.findall(r'<span class="swatch swatch--(\w+)" aria-hidden="true">', page)
    assert shown == list(samples())


def test_the_chosen_one_is_chosen_when_one_comes_back(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(FACE, hue="320")
    assert re.search(r'value="320" checked', mara.get(FACE).text)


@pytest.mark.parametrize("hue", HUES)
def test_what_is_offered_may_be_taken(hue: int) -> None:
    assert may_take(hue)


def test_another_colour_gives_its_hue(cast: Cast) -> None:
    mara = cast.browser("mara")
    assert mara.fill(FACE, hue="own", own_colour="#123bff").status_code == 303
    page = mara.get(FACE).text
    assert re.search(r'value="own" checked', page)
    [taken] = set(re.findall(r"theme.css\?v=(\d+)", page))
    shown = re.search(r'name="own_colour" type="color" value="(#\w+)"', page)
    assert shown
    assert abs(colour_of(shown[1]).hue - int(taken)) <= 1
    assert str(theme(int(taken))["--blue"][0]) in mara.get(f"/p/north/theme.css?v={taken}").text


@pytest.mark.parametrize("colour", ["#123bff", "#00aa88", "#00ffff", "#8000ff", "#556b00"])
def test_what_is_saved_again_stays_as_it_is(cast: Cast, colour: str) -> None:
    mara = cast.browser("mara")
    mara.fill(FACE, hue="own", own_colour=colour)
    taken = re.search(r"theme.css\?v=\d+", mara.get(FACE).text)
    assert taken
    mara.fill(FACE, sentence="Other words")
    assert taken[0] in mara.get(FACE).text


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("#777777", "This is nearly grey."),
        ("#ffffff", "This is nearly grey."),
        ("#ff0000", "say something of their own here."),
        ("#ff8800", "say something of their own here."),
        ("#ffcc00", "say something of their own here."),
        ("#008000", "say something of their own here."),
        ("", "Please choose a colour."),
        ("red", "Please choose a colour."),
        ("#12345678", "Please choose a colour."),
    ],
)
def test_a_colour_that_can_t_be_taken_says_why(cast: Cast, colour: str, said: str) -> None:
    mara = cast.browser("mara")
    answer = mara.fill(FACE, hue="own", own_colour=colour, sentence="Kept words")
    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept words" in answer.text
    assert re.search(r'value="own" checked', answer.text)
    assert re.search(r'value="" checked', mara.get(FACE).text)


@pytest.mark.parametrize("hue", [25, 50, 84, 148])
def test_no_other_way_takes_a_hue_that_means_something(cast: Cast, app: Flask, hue: int) -> None:
    with app.app_context(), tenancy.inside(cast.north):
        own = practices.settings_of(cast.north)
        with pytest.raises(ValueError, match=str(hue)):
            practices.show_face(
                own, version=own.version, by=Actor(new_id(), "owner"), hue=hue, sentence=""
            )


def test_of_another_colour_nothing_is_asked_where_one_is_offered(cast: Cast) -> None:
    assert cast.browser("mara").fill(FACE, hue="165", own_colour="#ff0000").status_code == 303


@given(st.integers(0, 359), st.floats(0.5, 0.7), st.floats(0.03, 0.06))
def test_a_colour_is_read_as_it_is_written(hue: int, lightness: float, chroma: float) -> None:
    read = colour_of(hex_of(Colour(lightness, chroma, hue)))
    assert abs(read.lightness - lightness) < 0.01
    assert abs(read.chroma - chroma) < 0.01
    assert min(abs(read.hue - hue), 360 - abs(read.hue - hue)) < 8
