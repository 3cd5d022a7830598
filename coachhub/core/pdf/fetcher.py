"""What a PDF may be made of: the sheets and fonts that come with coachhub, and small pictures."""

import base64
import binascii
import mimetypes
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from weasyprint import URLFetcher
from weasyprint.urls import URLFetcherResponse

ASSETS = "https://assets.invalid/"
"""Where packaged files seem to be; nobody can ever be asked there (RFC 2606)."""
STATIC = Path(__file__).parents[2] / "static"
PICTURES = {"data:image/png;base64": "PNG", "data:image/jpeg;base64": "JPEG"}
PICTURE_AT_MOST = 2 * 1024 * 1024
PIXELS_AT_MOST = 4_000_000


class Refused(ValueError):
    """The page asks for something from elsewhere."""


class PackagedOnly(URLFetcher):  # type: ignore[misc]
    """Answers from the package and from the page itself; opens no file besides, and no socket."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  # the base class's way
        """The content at an address. Raises Refused, which the renderer takes as "not there"."""
        if url.startswith(ASSETS):
            return _packaged(url)
        if url.startswith("data:"):
            return _picture(url)
        raise Refused


def _packaged(url: str) -> URLFetcherResponse:
    path = (STATIC / url.removeprefix(ASSETS)).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise Refused
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _picture(url: str) -> URLFetcherResponse:
    """A picture that says what it is and is no larger than a logo; never a drawing that links."""
    head, _comma, body = url.partition(",")
    kind = PICTURES.get(head)
    if kind is None or len(body) > PICTURE_AT_MOST:
        raise Refused
    try:
        content = base64.b64decode(body, validate=True)
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise Refused
            picture.verify()
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError):
        raise Refused from None
    return URLFetcherResponse(url, content, {"Content-Type": f"image/{kind.lower()}"})
