"""What a view may answer, and the status of a page with a form on it."""

from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

Answer = str | Response | tuple[str, int]

OK, SEE_OTHER, CONFLICT, GONE, UNPROCESSABLE = 200, 303, 409, 410, 422


def status_of(form: FlaskForm) -> int:
    """422 when the form was sent and something in it needs another look, else 200."""
    return UNPROCESSABLE if form.is_submitted() and form.errors else OK
