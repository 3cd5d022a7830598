"""Pages are small on the way, unless their size could tell a secret."""

import gzip

import pytest

from tests.cast import Cast
from tests.visitor import Visitor

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_comes_compressed_to_browsers_that_take_it(stranger: Visitor) -> None:
    answer = stranger.get("/login", headers=TAKES_GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1>Sign in</h1>" in gzip.decompress(answer.data)
    assert len(answer.data) == int(answer.headers["Content-Length"])
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_it_comes_plain_to_those_that_do_not(stranger: Visitor) -> None:
    answer = stranger.get("/login")
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/app/north/clients?q=ben", "/nowhere/csrf_token", "/account/places"]
)
def test_what_may_repeat_the_address_is_not_compressed(cast: Cast, path: str) -> None:
    answer = cast.browser("mara").get(path, headers=TAKES_GZIP)
    assert "Content-Encoding" not in answer.headers


def test_what_was_typed_comes_back_uncompressed(stranger: Visitor) -> None:
    answer = stranger.post("/login", {"email": "csrf_token"}, headers=TAKES_GZIP)
    assert answer.status_code == 422
    assert "Content-Encoding" not in answer.headers
