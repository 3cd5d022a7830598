"""A practice's logo: what is sent in becomes a small, plain PNG."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
SIDE = 256
FORMATS = ("PNG", "JPEG", "WEBP")


_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    Warning,
)
"""What the library raises at what is no picture, or a bad one."""


class NoPicture(Exception):
    """What was sent is no picture of a kind we take, or too large."""


def logo_from(sent: bytes) -> bytes:
    """A PNG of at most 256 pixels a side, made anew: nothing hidden in the file comes along.

    Raises NoPicture.
    """
    if len(sent) > LARGEST_FILE:
        raise NoPicture
    try:
        small = _pixels(sent)
    except _BROKEN as error:
        raise NoPicture from error
    small.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    # The colour profile would travel on: it is as long as its maker likes, and may say anything.
    small.save(made, "PNG", optimize=True, icc_profile=None)
    return made.getvalue()


def _pixels(sent: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(sent), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture
        return picture.convert("RGBA")
