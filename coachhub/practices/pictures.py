"""A practice's logo: what is sent in becomes a small, plain PNG."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
SIDE = 256
FORMATS = ("PNG", "JPEG", "WEBP")


class NoPicture(Exception):
    """What was sent is no picture of a kind we take, or too large."""


def logo_from(sent: bytes) -> bytes:
    """A PNG of at most 256 pixels a side, made anew: nothing hidden in the file comes along.

    Raises NoPicture.
    """
    if len(sent) > LARGEST_FILE:
        raise NoPicture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(sent), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning) as error:
        raise NoPicture from error
    small.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    small.save(made, "PNG", optimize=True)
    return made.getvalue()
