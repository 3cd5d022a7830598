"""How a page that saves itself is answered: only what changes on it."""

from flask import render_template, request

from coachhub.core import clock
from coachhub.core.web.answers import Answer
from coachhub.core.web.forms import Form


def is_autosave() -> bool:
    """Whether a script saves what is being written."""
    return request.headers.get("HX-Request-Type") == "partial"


def parts(form: Form, status: int, version: int = 0) -> Answer:
    """What changes on the page when a script saved, or tried to."""
    page = render_template(
        "sessions/_saved.html", form=form, status=status, version=version, saved_at=clock.now()
    )
    return page, status
