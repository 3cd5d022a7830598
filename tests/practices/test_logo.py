"""A practice's logo: what is sent in, and what is shown of it."""

import io
import struct
import zlib

import pytest
from PIL import ExifTags, Image, PngImagePlugin
from sqlalchemy import Engine

from coachhub.practices.pictures import LARGEST_FILE, NoPicture, logo_from, lost_by
from tests.cast import Cast
from tests.pictures import picture, png
from tests.rows import stored

FACE = "/app/north/settings/face"
LOGO = "/p/north/logo.png"


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 9))


def _chunk(kind: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def _chatty() -> PngImagePlugin.PngInfo:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "canary")
    return said


def _described(words: str) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = words
    return exif


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
BAD = {
    "nothing": b"",
    "text": b"not a picture at all",
    "html": b"<html><script>alert(1)</script>",
    "svg": SVG,
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "ico": picture("ICO"),
    "pdf": b"%PDF-1.7\n1 0 obj",
    "half a png": png((64, 64))[:-40],
    "head of a jpeg": picture("JPEG")[:30],
    "head of a webp": picture("WEBP")[:20],
    "noise after the sign": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "bad checksum": png().replace(b"IDAT", b"IDAU"),
    "large bomb": bomb(5_000, 5_000),
    "warned of bomb": bomb(10_000, 10_000),
    "huge bomb": bomb(30_000, 30_000),
    "largest bomb": bomb(2**31 - 1, 2**31 - 1),
    "no size": bomb(0, 0),
    "too large a file": png() + b"\0" * LARGEST_FILE,
}
HIDING = {
    "png text": png(pnginfo=_chatty()),
    "png profile": png(icc_profile=b"canary" * 100),
    "jpeg profile": picture("JPEG", icc_profile=b"canary" * 100),
    "jpeg comment": picture("JPEG", comment=b"canary"),
    "exif": picture("JPEG", exif=_described("canary")),
    "xmp": picture("WEBP", xmp=b"<x:xmpmeta>canary</x:xmpmeta>"),
    "tail": png() + b"canary<script>",
}


@pytest.mark.parametrize("name", BAD)
def test_it_takes_no_bad_picture(name: str) -> None:
    with pytest.raises(NoPicture):
        logo_from(BAD[name])


@pytest.mark.parametrize("name", HIDING)
def test_nothing_hidden_comes_along(name: str) -> None:
    made = logo_from(HIDING[name])
    shown = Image.open(io.BytesIO(made))
    shown.load()
    assert shown.info == {}
    assert b"canary" not in made


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_makes_a_small_png(kind: str) -> None:
    made = Image.open(io.BytesIO(logo_from(picture(kind, (900, 300)))))
    assert (made.format, made.size, made.info) == ("PNG", (256, 85), {})


@pytest.mark.parametrize("name", ["large bomb", "warned of bomb", "huge bomb"])
def test_the_page_says_that_it_is_too_wide_and_high(cast: Cast, name: str) -> None:
    mara = cast.browser("mara")
    answer = mara.fill(FACE, logo=(io.BytesIO(BAD[name]), "logo.png"))
    assert answer.status_code == 422
    assert "too many pixels. Please make it smaller: 4000 by 4000 are" in answer.text
    assert "at most 2 MB, please" not in answer.text
    answer = mara.fill(FACE, photo=(io.BytesIO(bomb(7_000, 6_000)), "photo.png"))
    assert "too many pixels. Please make it smaller: 6300 by 6300 are" in answer.text


def test_it_is_shown_on_the_grounds_of_day_and_evening(cast: Cast) -> None:
    mara = cast.browser("mara")
    assert "logo-now" not in mara.get(FACE).text
    mara.fill(FACE, logo=(io.BytesIO(png()), "logo.png"))
    page = mara.get(FACE).text
    assert page.count(f'src="{LOGO}?v=') >= 2
    assert page.count("logo-now__pane--evening") == 1


@pytest.mark.parametrize("name", ["svg", "gif", "half a png"])
def test_the_page_refuses_a_bad_picture(cast: Cast, superuser: Engine, name: str) -> None:
    answer = cast.browser("mara").fill(
        FACE, sentence="Kept words", logo=(io.BytesIO(BAD[name]), "logo.png")
    )
    assert answer.status_code == 422
    assert "A PNG, JPEG or WebP of at most 2 MB, please." in answer.text
    assert "Kept words" in answer.text
    assert stored(superuser, "SELECT count(logo) AS n FROM settings").n == 0


def test_a_picture_with_a_bad_name_is_a_picture(cast: Cast) -> None:
    name = '../../x"><script>.svg'
    assert cast.browser("mara").fill(FACE, logo=(io.BytesIO(png()), name)).status_code == 303
    answer = cast.browser(None).get(LOGO)
    assert answer.content_type == "image/png"


def test_it_is_shown_to_anybody_until_it_is_taken_down(cast: Cast) -> None:
    mara, stranger = cast.browser("mara"), cast.browser(None)
    assert stranger.get(LOGO).status_code == 404
    mara.fill(FACE, logo=(io.BytesIO(png()), "logo.png"))
    answer = stranger.get(LOGO)
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert LOGO in mara.get(FACE).text
    mara.fill(FACE, remove_logo="y")
    assert stranger.get(LOGO).status_code == 404


@pytest.mark.parametrize(
    ("size", "drawn"), [((900, 300), 78), ((40, 40), 26), ((900, 90), 104), ((90, 900), 3)]
)
def test_its_room_is_there_before_it_comes(cast: Cast, size: tuple[int, int], drawn: int) -> None:
    mara = cast.browser("mara")
    mara.fill(FACE, logo=(io.BytesIO(picture("PNG", size)), "logo.png"))
    assert f'alt="" width="{drawn}" height="26">' in mara.get("/app/north/").text


DARK, CLEAR, TEAL, NONE = (10, 10, 20, 255), (250, 250, 245, 255), (0, 128, 128, 255), (0, 0, 0, 0)


def _sign(ink: tuple[int, ...], ground: tuple[int, ...] = NONE, *, wide: int = 20) -> bytes:
    """A stroke on a ground."""
    sign, made = Image.new("RGBA", (40, 40), ground), io.BytesIO()
    sign.paste(ink, (10, 0, 10 + wide, 40))
    sign.save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("sign", "lost"),
    [
        (_sign(DARK), "evening"),
        (_sign(CLEAR), "day"),
        (_sign(TEAL), None),
        (_sign(DARK, CLEAR), None),
        (_sign(CLEAR, DARK), None),
        (_sign(CLEAR, DARK, wide=4), "evening"),
        (_sign(NONE), None),
    ],
    ids=["dark", "clear", "teal", "dark on clear", "clear on dark", "nearly dark", "nothing"],
)
def test_it_is_known_by_which_light_it_is_lost(sign: bytes, lost: str | None) -> None:
    assert lost_by(logo_from(sign)) == lost


def test_where_it_would_be_lost_it_has_a_ground(cast: Cast) -> None:
    mara, stranger = cast.browser("mara"), cast.browser(None)
    mara.fill(FACE, logo=(io.BytesIO(_sign(DARK)), "logo.png"))
    for page in (mara.get("/app/north/"), stranger.get("/p/north")):
        assert 'class="logo logo--evening"' in page.text
    assert mara.get(FACE).text.count('class="logo-now__sign logo--evening"') == 2
    mara.fill(FACE, logo=(io.BytesIO(_sign(TEAL)), "logo.png"))
    assert "logo--evening" not in mara.get(FACE).text


def test_words_in_place_of_a_file_are_no_picture(cast: Cast) -> None:
    assert cast.browser("mara").fill(FACE, logo="just words").status_code == 303
    assert cast.browser(None).get(LOGO).status_code == 404
