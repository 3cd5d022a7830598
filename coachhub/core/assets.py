"""Static files under one hash: cached for ever, compressed once, bundled without a build."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, request

from coachhub.core.web.policy import anybody

ROOT = Path(__file__).parent.parent / "static"
BUNDLE = "css/app.css"
_ADDRESSES = "coachhub.assets"

# Only what is listed here is served: a stray backup in the tree stays private.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
_COMPRESSED = {".css", ".js", ".svg", ".txt"}
_IMPORT = re.compile(r'^@import "([\w.-]+)";\n', re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    content_type: str
    body: bytes
    gzipped: bytes | None


class Tree:
    """Every static file by its path, under a version that changes with any of them."""

    def __init__(self, root: Path) -> None:
        self.files = {name: _asset(name, body) for name, body in _read(root).items()}
        self.version = _hash(self.files)


def init_app(app: Flask, root: Path = ROOT) -> None:
    """Serve the tree at `/static/<version>/<path>` and give templates `asset(path)`.

    Files are read at start; in debug they are read again on each request.
    """
    tree = Tree(root)

    @anybody
    def static_asset(version: str, path: str) -> Response:
        files = Tree(root).files if app.debug else tree.files
        asset = files.get(path)
        if asset is None:
            abort(404)
        return _respond(asset, for_ever=version == tree.version and not app.debug)

    # Written once, for a page names the sprite for every picture in it; and not by url_for, for
    # the page that refuses a foreign host has no addresses to build from.
    addresses = {path: f"/static/{tree.version}/{quote(path)}" for path in tree.files}

    app.extensions[_ADDRESSES] = addresses
    app.add_url_rule("/static/<version>/<path:path>", "static_asset", static_asset)
    app.add_template_global(addresses.__getitem__, "asset")


def address(path: str) -> str:
    """Where a static file of this application is; `KeyError` when there is no such file."""
    addresses: dict[str, str] = current_app.extensions[_ADDRESSES]
    return addresses[path]


def _respond(asset: Asset, *, for_ever: bool) -> Response:
    response = Response(asset.body, content_type=asset.content_type)
    if asset.gzipped is not None:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] > 0:
            response.data = asset.gzipped
            response.content_encoding = "gzip"
    response.cache_control.public = True
    if for_ever:
        response.cache_control.max_age = 31_536_000
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    return response


def _read(root: Path) -> dict[str, bytes]:
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix in _TYPES
    }
    if BUNDLE in files:
        files[BUNDLE] = _bundle(files)
    return files


def _bundle(files: dict[str, bytes]) -> bytes:
    """Put each imported sheet in place of its `@import`, in order.

    Sheets lie in one folder, so that the `url()`s inside them stay right.
    """
    folder = BUNDLE.rpartition("/")[0]
    return _IMPORT.sub(
        lambda line: files[f"{folder}/{line[1]}"].decode(), files[BUNDLE].decode()
    ).encode()


def _asset(name: str, body: bytes) -> Asset:
    suffix = Path(name).suffix
    gzipped = gzip.compress(body, mtime=0) if suffix in _COMPRESSED else None
    return Asset(_TYPES[suffix], body, gzipped)


def _hash(files: dict[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name, asset in files.items():
        digest.update(f"{name}\0{len(asset.body)}\0".encode())
        digest.update(asset.body)
    return digest.hexdigest()[:16]
