"""Error pages: what happened, what to do, and the id to name when asking for help."""

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, make_response, request, session
from flask_babel import get_locale
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


def init_app(app: Flask) -> None:
    """Turn every error into a page that tells nothing of the inside."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(PoolTimeout, _no_database)
    app.register_error_handler(Exception, _unknown)


def page(status: int, **context: Any) -> Response:  # noqa: ANN401
    """The error page of a status.

    Rendered without what frames other pages: that would ask the database, which may be gone.
    """
    db.session.rollback()
    template = current_app.jinja_env.get_template("errors/error.html")
    html = template.render(
        status=status,
        request_id=request_id.current(),
        locale=get_locale(),
        has_pages=SIGN_IN in session,
        **context,
    )
    return make_response(html, status)


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
