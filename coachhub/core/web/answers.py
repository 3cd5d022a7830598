"""What a view may answer, and the status of a page with a form on it."""

from typing import Any

from flask import make_response, render_template, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

WAY_OUT = "https://www.wikipedia.org/"
"""Where a page is left to at once: a place that anybody may have open."""

Answer = str | Response | tuple[str, int]

OK, SEE_OTHER, BAD_REQUEST, UNAUTHORIZED = 200, 303, 400, 401
CONFLICT, GONE, UNPROCESSABLE = 409, 410, 422


def status_of(form: FlaskForm) -> int:
    """422 when the form was sent and something in it needs another look, else 200."""
    return UNPROCESSABLE if form.is_submitted() and form.errors else OK


def page_or_part(page: str, part: str, /, *, status: int = OK, **context: Any) -> Response:  # noqa: ANN401
    """The page of these templates or, asked by a script on it, only the part that it includes."""
    asks_for_part = request.headers.get("HX-Request-Type") == "partial"
    answer = make_response(render_template(part if asks_for_part else page, **context), status)
    answer.vary.update(["HX-Request", "HX-Request-Type"])
    return answer
