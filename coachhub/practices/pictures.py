"""A practice's pictures: what is sent in becomes a small, plain PNG or JPEG."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_PIXELS = 16_000_000
MOST_PIXELS_OF_PHOTO = 40_000_000
SIDE = 256
PHOTO_SIDE = 1200
PAPER = (255, 255, 255)
FORMATS = ("PNG", "JPEG", "WEBP")


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
