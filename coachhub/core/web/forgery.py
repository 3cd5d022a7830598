"""Against forged requests: an unsafe one needs the session's token and our own origin."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

protect = CSRFProtect()


def init_app(app: Flask, base_url: str) -> None:
    """Check origin and token of every request that may change something."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False  # the origin check below is the stricter one
    app.config["WTF_CSRF_METHODS"] = ["POST", "PUT", "PATCH", "DELETE"]
    origins = _origins(base_url)

    @app.before_request
    def refuse_foreign_origin() -> None:
        if request.method not in SAFE_METHODS and not _is_ours(origins):
            abort(403)

    protect.init_app(app)


def _origins(base_url: str) -> frozenset[str]:
    parts = urlsplit(base_url)
    port = f":{parts.port}" if parts.port else ""
    loopback = {"127.0.0.1", "localhost"}
    hosts = loopback if parts.hostname in loopback else {parts.hostname or ""}
    return frozenset(f"{parts.scheme}://{host}{port}" for host in hosts)


def _is_ours(origins: frozenset[str]) -> bool:
    """By what the browser says and a page can't fake; where it says nothing the token decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin in origins


__all__ = ["CSRFError", "init_app", "protect"]
