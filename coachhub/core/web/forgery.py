"""Against forged requests: an unsafe one needs the session's token and our own origin.

A session's token says for whom its pages are made. A form that comes with another session's, since
one signed in anew meanwhile, is refused like a forged one; but as the token is ours and tells whose
words these are, they can be kept for that person, who presses again (`accounts.access`).
"""

from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, abort, current_app, g, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData, URLSafeTimedSerializer

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

protect = CSRFProtect()
_FIELD = "csrf_token"
_SALT = "wtf-csrf-token"  # Flask-WTF's


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


def make_tokens_for(person_id: UUID) -> None:
    """Say in the tokens of this session for whom its pages are made."""
    if _FIELD not in session:
        session[_FIELD] = f"{token_hex(20)}.{person_id.hex}"
        g.pop(_FIELD, None)  # made for the session before


@dataclass(frozen=True)
class MadeFor:
    """For whom a page was made: a person, or None for somebody who was not signed in."""

    person_id: UUID | None


def made_for() -> MadeFor | None:
    """Whose form this is that came with another session's token; None for what may be forged.

    Besides a token that we gave it takes a browser that says the form stood on a page of ours: one
    that says nothing is not believed here.
    """
    says_so = request.headers.get("Sec-Fetch-Site") == "same-origin" or "Origin" in request.headers
    tokens = URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT)
    try:
        token = tokens.loads(request.form.get(_FIELD, ""))
    except BadData:
        return None
    if not says_so:  # and not a word against it, or it would have been refused before
        return None
    person = str(token).partition(".")[2]
    return MadeFor(UUID(person) if person else None)


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


__all__ = ["CSRFError", "MadeFor", "init_app", "made_for", "make_tokens_for", "protect"]
