"""A practice chooses its colour among samples that are the colours themselves."""

import re
from pathlib import Path

from coachhub.practices.face import theme
from coachhub.practices.rules import HUES
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
    assert len(radios) == 1 + len(HUES)
    assert [radio for radio in radios if " checked" in radio] == radios[:1]
    shown = re.findall(r'<span class="swatch swatch--(\w+)" aria-hidden="true">', page)
    assert shown == list(samples())


def test_the_chosen_one_is_chosen_when_one_comes_back(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(FACE, hue="320")
    assert re.search(r'value="320" checked', mara.get(FACE).text)
