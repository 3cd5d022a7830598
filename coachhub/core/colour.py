"""Colours by lightness, chroma and hue, and whether one can be read on another.

OKLCH to sRGB after B. Ottosson, "A perceptual color space for image processing" (2020); contrast
after WCAG 2.2, "relative luminance" and "contrast ratio".
"""

import math
import re
from dataclasses import dataclass, replace

_STEP = 0.005
_LINEAR_UNTIL = 0.0031308
_WRITTEN_UNTIL = 0.04045
_WRITTEN = re.compile("#[0-9a-f]{6}")
Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Colour:
    """A colour in OKLCH: lightness 0 to 1, chroma, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def __str__(self) -> str:
        return f"oklch({self.lightness:.3f} {self.chroma:.3f} {self.hue:.0f})"


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 (black) to 1 (white), of the colour as a screen shows it."""
    return _luminance(linear_rgb(colour))


def luminance_of_pixel(red: int, green: int, blue: int) -> float:
    """The same of a pixel of a picture in sRGB, each part 0 to 255."""
    return _luminance((_linear(red / 255), _linear(green / 255), _linear(blue / 255)))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    return contrast_of(luminance(one), luminance(other))


def contrast_of(one: float, other: float) -> float:
    """The contrast ratio of two luminances, 1 to 21."""
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, ground: Colour, *, least: float) -> Colour:
    """The colour, made darker or lighter until its contrast on the ground is at least `least`."""
    step = -_STEP if colour.lightness < ground.lightness else _STEP
    while contrast(colour, ground) < least and 0 < colour.lightness + step < 1:
        colour = replace(colour, lightness=colour.lightness + step)
    return colour


def hex_of(colour: Colour) -> str:
    """The colour as `#rrggbb` in sRGB, for what knows no OKLCH."""
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in linear_rgb(colour))


def colour_of(written: str) -> Colour:
    """The colour that is written as `#rrggbb` in sRGB. Raises ValueError for what is none."""
    if not _WRITTEN.fullmatch(written):
        raise ValueError(written)
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(written[1:]))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Colour(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        math.hypot(a, b),
        math.degrees(math.atan2(b, a)) % 360,
    )


def linear_rgb(colour: Colour) -> Rgb:
    """Linear sRGB, each part clipped to what a screen can show."""
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, part)) for part in parts)
    return red, green, blue


def _luminance(linear: Rgb) -> float:
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """From what is written down in sRGB to linear light."""
    return part / 12.92 if part <= _WRITTEN_UNTIL else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    """From linear light to what is written down in sRGB."""
    return 12.92 * part if part <= _LINEAR_UNTIL else 1.055 * part ** (1 / 2.4) - 0.055
