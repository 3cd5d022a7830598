"""A practice's photo: what is sent in, and what is shown of it."""

import io

import pytest
from PIL import ExifTags, Image

from coachhub.practices.pictures import NoPicture, photo_from
from tests.cast import Cast
from tests.pictures import picture, png
from tests.practices.test_logo import BAD, HIDING

FACE = "/app/north/settings/face"
PHOTO = "/p/north/photo.jpg"
LARGE_ENOUGH = {"large bomb", "too large a file"}


@pytest.mark.parametrize("name", sorted(set(BAD) - LARGE_ENOUGH))
def test_it_takes_no_bad_picture(name: str) -> None:
    with pytest.raises(NoPicture):
        photo_from(BAD[name])


@pytest.mark.parametrize("name", HIDING)
def test_it_does_not_tell_where_it_was_taken(name: str) -> None:
    made = photo_from(HIDING[name])
    assert b"canary" not in made
    assert not Image.open(io.BytesIO(made)).getexif()


def test_a_phone_that_was_held_upright_is_shown_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    made = Image.open(io.BytesIO(photo_from(picture("JPEG", (60, 40), exif=exif))))
    assert made.size == (40, 60)


def test_a_large_photo_becomes_light() -> None:
    made = photo_from(picture("JPEG", (4000, 3000)))
    assert Image.open(io.BytesIO(made)).size == (1200, 900)


def test_it_stands_on_the_public_page_until_it_is_taken_down(cast: Cast) -> None:
    mara, stranger = cast.browser("mara"), cast.browser(None)
    assert stranger.get(PHOTO).status_code == 404
    assert "A room: two chairs by a window" in stranger.get("/p/north").text
    mara.fill(FACE, photo=(io.BytesIO(png()), "photo.png"))
    answer = stranger.get(PHOTO)
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    assert PHOTO in stranger.get("/p/north").text
    mara.fill(FACE, remove_photo="y")
    assert stranger.get(PHOTO).status_code == 404


def test_the_page_refuses_a_bad_photo_at_its_field(cast: Cast) -> None:
    answer = cast.browser("mara").fill(FACE, photo=(io.BytesIO(BAD["svg"]), "photo.jpg"))
    assert answer.status_code == 422
    assert "A PNG, JPEG or WebP of at most 10 MB, please." in answer.text
