"""Small pictures, good and bad."""

import io

from PIL import Image


def png(size: tuple[int, int] = (8, 8), **options: object) -> bytes:
    """A picture of one colour."""
    return picture("PNG", size, **options)


def picture(kind: str, size: tuple[int, int] = (8, 8), **options: object) -> bytes:
    """A picture of one colour in some format."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **options)
    return made.getvalue()
