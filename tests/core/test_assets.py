"""Static files: one hash, the right headers, nothing outside the tree."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coachhub.core import assets


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tree = tmp_path / "static"
    for name, text in {
        "css/app.css": '@layer a, b;\n@import "one.css";\n@import "two.css";\n',
        "css/one.css": "one {}\n",
        "css/two.css": "two {}\n",
        "fonts/a.woff2": "not text",
        "notes.bak": "private",
    }.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "secret.txt").write_text("outside")
    return tree


def make_app(root: Path, *, debug: bool = False) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.debug = debug
    assets.init_app(app, root)
    return app


def address(app: Flask, path: str) -> str:
    with app.test_request_context():
        found = app.jinja_env.globals["asset"](path)  # type: ignore[operator]
    return str(found)


@pytest.fixture
def app(root: Path) -> Flask:
    return make_app(root)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_hashed_address_is_cached_for_ever(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "css/one.css"))
    assert answer.data == b"one {}\n"
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.cache_control.immutable
    assert answer.cache_control.max_age == 31_536_000
    assert answer.cache_control.public


def test_an_old_hash_gives_the_file_uncached(browser: FlaskClient) -> None:
    answer = browser.get("/static/0123456789abcdef/css/one.css")
    assert answer.status_code == 200
    assert answer.cache_control.no_cache
    assert not answer.cache_control.immutable


def test_the_bundle_holds_its_sheets_in_order(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "css/app.css"))
    assert answer.text == "@layer a, b;\none {}\ntwo {}\n"


def test_text_is_compressed_for_those_who_ask(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "css/one.css"), headers={"Accept-Encoding": "gzip, br"})
    assert answer.content_encoding == "gzip"
    assert gzip.decompress(answer.data) == b"one {}\n"
    assert "Accept-Encoding" in answer.vary


def test_gzip_can_be_declined(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "css/one.css"), headers={"Accept-Encoding": "gzip;q=0"})
    assert answer.content_encoding is None


def test_fonts_are_sent_as_they_are(app: Flask, browser: FlaskClient) -> None:
    answer = browser.get(address(app, "fonts/a.woff2"), headers={"Accept-Encoding": "gzip"})
    assert answer.content_type == "font/woff2"
    assert answer.content_encoding is None
    assert not answer.vary


def test_head_has_the_length_and_no_body(app: Flask, browser: FlaskClient) -> None:
    answer = browser.head(address(app, "css/one.css"))
    assert answer.data == b""
    assert answer.content_length == 7


@pytest.mark.parametrize(
    "path",
    [
        "css/missing.css",
        "notes.bak",
        "css",
        "../secret.txt",
        "css/../../secret.txt",
        "%2e%2e/secret.txt",
        "css/..%2f..%2fsecret.txt",
        "/etc/hostname",
    ],
)
def test_nothing_else_is_served(browser: FlaskClient, path: str) -> None:
    answer = browser.get(f"/static/0123456789abcdef/{path}", follow_redirects=True)
    assert answer.status_code == 404


def test_the_hash_follows_every_file(root: Path, app: Flask) -> None:
    before = address(app, "css/one.css")
    (root / "fonts/a.woff2").write_text("another font")
    assert address(make_app(root), "css/one.css") != before


def test_a_template_cannot_name_a_missing_file(app: Flask) -> None:
    with pytest.raises(KeyError):
        address(app, "css/missing.css")


def test_in_debug_a_change_is_seen_at_once(root: Path) -> None:
    app = make_app(root, debug=True)
    (root / "css/two.css").write_text("three {}\n")
    answer = app.test_client().get(address(app, "css/app.css"))
    assert answer.text.endswith("three {}\n")
    assert answer.cache_control.no_cache


def test_outside_debug_nothing_is_read_from_the_disk(root: Path, app: Flask) -> None:
    where = address(app, "css/two.css")
    (root / "css/two.css").unlink()
    assert app.test_client().get(where).data == b"two {}\n"


def test_every_sheet_of_ours_is_in_the_bundle() -> None:
    listed = set(re.findall(r'@import "([^"]+)"', (assets.ROOT / assets.BUNDLE).read_text()))
    sheets = {sheet.name for sheet in (assets.ROOT / "css").glob("*.css")}
    assert sheets - listed == {
        "app.css",
        *("styleguide.css", "styleguide-tokens.css"),
        *("pdf-fonts.css", "pdf.css", "pdf-parts.css", "pdf-path.css"),
    }
    assert "@import" not in assets.Tree(assets.ROOT).files[assets.BUNDLE].body.decode()


def test_no_sheet_of_ours_is_long() -> None:
    sheets = (assets.ROOT / "css").glob("*.css")
    assert {one.name for one in sheets if len(one.read_text().splitlines()) > 200} == set()


def test_no_measure_of_ours_follows_the_letters() -> None:
    """A width in `ch` changes when the real letters come: lines break anew, and all below moves."""
    sheets = (assets.ROOT / "css").glob("*.css")
    assert {one.name for one in sheets if re.search(r"\dch\b", one.read_text())} == set()


def test_our_sheets_load_nothing_from_elsewhere() -> None:
    for name, asset in assets.Tree(assets.ROOT).files.items():
        if name.endswith(".css"):
            for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", asset.body.decode()):
                assert target.startswith("../"), (name, target)
                assert target.removeprefix("../") in assets.Tree(assets.ROOT).files
