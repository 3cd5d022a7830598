"""A practice's pictures: what is sent in becomes a small, plain PNG or JPEG."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from coachhub.core.colour import Colour, contrast_of, luminance, luminance_of_pixel

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_PIXELS = 16_000_000
MOST_PIXELS_OF_PHOTO = 40_000_000
SIDE = 256
PHOTO_SIDE = 1200
PAPER = (255, 255, 255)
FORMATS = ("PNG", "JPEG", "WEBP")
WALL_BY_DAY, WALL_BY_EVENING = Colour(0.893, 0.0095, 82), Colour(0.226, 0.03, 262)
"""What a logo is seen on: `--wall` of `css/tokens.css`."""
LEAST_CONTRAST = 3.0
"""Of what is drawn and no text, after WCAG 2.2, 1.4.11."""
LEAST_SEEN = 0.2
"""Of a logo's pixels: a dark name with a small clear sign is as good as lost in the evening."""
JUDGED_BY = 64
"""So many pixels a side."""
HALF = 128
"""Of what is fully drawn, 255."""


_BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Warning,
)
"""What the library raises at what is no picture, or a bad one."""


class NoPicture(Exception):
    """What was sent is no picture of a kind we take, or too large."""


class TooManyPixels(NoPicture):
    """It would be one, however few bytes it has, and is too wide and high to be opened here."""


def logo_from(sent: bytes) -> bytes:
    """A PNG of at most 256 pixels a side, made anew: nothing hidden in the file comes along.

    Raises NoPicture, or TooManyPixels.
    """
    small = _opened(sent, LARGEST_FILE, MOST_PIXELS)
    small.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    # The colour profile would travel on: it is as long as its maker likes, and may say anything.
    small.save(made, "PNG", optimize=True, icc_profile=None)
    return made.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """How many pixels wide and high a picture made here is."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def lost_by(logo: bytes) -> str | None:
    """By which light a logo made here can't be seen on the wall, "day" or "evening"; None where it
    can by both.
    """
    with Image.open(io.BytesIO(logo)) as opened:
        small = opened.convert("RGBA")
    small.thumbnail((JUDGED_BY, JUDGED_BY))
    pixels = zip(*(small.getchannel(part).tobytes() for part in "RGBA"), strict=True)
    drawn = [luminance_of_pixel(*rgb) for *rgb, alpha in pixels if alpha >= HALF]
    walls = {"day": luminance(WALL_BY_DAY), "evening": luminance(WALL_BY_EVENING)}
    return next((light for light, wall in walls.items() if not _is_seen(drawn, wall)), None)


def photo_from(sent: bytes) -> bytes:
    """A JPEG of at most 1200 pixels a side, upright and made anew: it doesn't tell where or with
    what it was taken.

    Raises NoPicture, or TooManyPixels.
    """
    picture = _opened(sent, LARGEST_PHOTO, MOST_PIXELS_OF_PHOTO)
    picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    flat = Image.new("RGB", picture.size, PAPER)
    flat.paste(picture, mask=picture.getchannel("A"))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=82, optimize=True, progressive=True)
    return made.getvalue()


def _is_seen(drawn: list[float], wall: float) -> bool:
    """Whether enough of these luminances stand out from the wall's."""
    seen = sum(contrast_of(one, wall) >= LEAST_CONTRAST for one in drawn)
    return seen >= LEAST_SEEN * len(drawn)


def _opened(sent: bytes, largest: int, most_pixels: int) -> Image.Image:
    if len(sent) > largest:
        raise NoPicture
    try:
        return _pixels(sent, most_pixels)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except _BROKEN as error:
        raise NoPicture from error


def _pixels(sent: bytes, most: int) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(sent), formats=FORMATS)
        if picture.width * picture.height > most:
            raise TooManyPixels
        return ImageOps.exif_transpose(picture).convert("RGBA")
