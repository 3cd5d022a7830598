"""Error pages: what happened, what to do, and the id to name when asking for help."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, make_response, request, session
from flask_babel import get_locale
from jinja2 import Template
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from coachhub.core import request_id
from coachhub.core.db import db
from coachhub.core.limits import TooMany
from coachhub.core.private import Unreadable

log = structlog.get_logger(__name__)

RETRY_AFTER_OUTAGE = 5
SIGN_IN = "_user_id"
"""Where a session keeps its sign-in; whether that still holds, only the database could tell."""

PLAIN = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
)
"""What is said without a practice's frame, for which the database would be asked."""

Face = Callable[[str], Mapping[str, Any]]
"""What frames a page of the practice with this name in its address: the layout and what that needs;
nothing for a reader who may not know of it.
"""
_FACES = "coachhub.errors.faces"


def init_app(app: Flask, *, faces: Mapping[str, Face]) -> None:
    """Turn every error into a page that tells nothing of the inside.

    `faces` are by what an address begins with before it names a practice.
    """
    app.extensions[_FACES] = faces
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(PoolTimeout, _no_database)
    app.register_error_handler(Exception, _unknown)


def page(status: int, **context: Any) -> Response:  # noqa: ANN401
    """The error page of a status.

    It stands in the frame of the practice that its address names, where this reader may see that.
    What frames other pages is not asked, nor the database where that may be gone.
    """
    db.session.rollback()
    template = current_app.jinja_env.get_template("errors/error.html")
    known = {
        "status": status,
        "request_id": request_id.current(),
        "has_pages": SIGN_IN in session,
        **context,
    }
    framed = None if status in PLAIN else _in_frame(template, known)
    return make_response(framed or template.render(**known, locale=get_locale()), status)


def _in_frame(template: Template, known: Mapping[str, Any]) -> str | None:
    """None where no practice is named, and where what broke the page breaks its frame too."""
    _root, first, slug, *_rest = [*request.path.split("/"), "", ""]
    faces: Mapping[str, Face] = current_app.extensions[_FACES]
    if first not in faces:
        return None
    try:
        face = faces[first](slug)
        return template.render(**known, **face, locale=get_locale()) if face else None
    except Exception as error:  # whatever it was: the plain page tells of the first one
        log.exception("error_without_frame", error=type(error).__name__)
        return None
    finally:
        db.session.rollback()


def _known(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    if isinstance(error, InternalServerError) and error.original_exception:
        return _unknown(error.original_exception)
    answer = page(error.code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after", "www-authenticate"):
            answer.headers[name] = value
    return answer


def _too_many(error: TooMany) -> Response:
    log.warning("limit_reached", limit=error.limit.name)
    answer = page(HTTPStatus.TOO_MANY_REQUESTS, retry_after=error.retry_after)
    answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def unreadable(error: Unreadable) -> Response:
    """Say that a private text was altered or its key is gone; show no part of it."""
    log.error("private_text_unreadable", table=error.row.__tablename__, column=error.column)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR, unreadable=True)


def _no_database(error: Exception) -> Response:
    log.error("database_unavailable", error=type(error).__name__)
    answer = page(HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = str(RETRY_AFTER_OUTAGE)
    return answer


def _unknown(error: BaseException) -> Response:
    # The traceback names places in the code; messages of exceptions may hold what was typed.
    log.error("unexpected_error", error=type(error).__name__, path=request.endpoint, exc_info=error)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR)
