"""Contrast (WCAG AA) of the palette, by day and in the evening, for any hue of a practice."""

import math
import re

import pytest

from coachhub.core import assets

TOKEN = re.compile(r"--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);")
TEXT = 4.5
SHAPE = 3.0

Colour = tuple[float, float, float]


def tokens() -> dict[str, tuple[Colour, Colour]]:
    source = (assets.ROOT / "css/tokens.css").read_text()
    return {name: (parse(day), parse(evening)) for name, day, evening in TOKEN.findall(source)}


def parse(text: str) -> Colour:
    lightness, chroma, hue = (float(part) for part in text.split())
    return lightness, chroma, hue


def luminance(colour: Colour) -> float:
    """Relative luminance; what the screen cannot show is cut off, as a browser may do."""
    lightness, chroma, hue = colour
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-2")
        for ground in ("wall", "sheet", "inset", "light")
    ),
    *(("ink-3", ground, TEXT) for ground in ("wall", "sheet", "inset", "light")),
    *(("blue", ground, TEXT) for ground in ("wall", "sheet", "inset", "light")),
    *(("blue-deep", ground, TEXT) for ground in ("wall", "sheet")),
    *(("copper", ground, TEXT) for ground in ("wall", "sheet", "inset", "light")),
    *(
        (word, ground, TEXT)
        for word in ("ochre", "moss", "red")
        for ground in ("sheet", "inset", "raised")
    ),
    ("on-blue", "blue", TEXT),
    ("on-blue", "blue-deep", TEXT),
    ("on-red", "red", TEXT),
    *(("line-strong", ground, SHAPE) for ground in ("wall", "sheet")),
    *(("focus", ground, SHAPE) for ground in ("wall", "sheet", "inset", "light")),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "evening"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_it_can_be_read(ink: str, ground: str, least: float, theme: int) -> None:
    palette = tokens()
    assert contrast(palette[ink][theme], palette[ground][theme]) >= least


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "evening"])
def test_any_hue_of_a_practice_can_be_read(theme: int) -> None:
    palette = {name: themes[theme] for name, themes in tokens().items()}
    for hue in range(360):
        lightness, chroma, _ = palette["blue"]
        own = (lightness, chroma, float(hue))
        for ground in ("wall", "sheet", "inset", "light"):
            assert contrast(own, palette[ground]) >= TEXT, (hue, ground)
        assert contrast(own, palette["on-blue"]) >= TEXT, hue
