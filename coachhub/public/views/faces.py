from flask import Response, abort, render_template

from coachhub.core import tenancy
from coachhub.core.web import policy
from coachhub.practices import services as practices
from coachhub.practices.face import theme as colours_of
from coachhub.practices.models import Settings

FOR_A_DAY = "public, max-age=86400"


@policy.anybody
def theme(practice: str) -> Response:
    """The practice's own colours, in place of the blue."""
    hue = _settings(practice).hue
    if hue is None:
        abort(404)
    css = render_template("public/theme.css", colours=colours_of(hue))
    return _cached(Response(css, mimetype="text/css"))


@policy.anybody
def logo(practice: str) -> Response:
    """The practice's logo."""
    picture = _settings(practice).logo
    if picture is None:
        abort(404)
    return _cached(Response(picture, mimetype="image/png"))


@policy.anybody
def photo(practice: str) -> Response:
    """The practice's photo."""
    picture = _settings(practice).photo
    if picture is None:
        abort(404)
    return _cached(Response(picture, mimetype="image/jpeg"))


def _settings(slug: str) -> Settings:
    practice = practices.find_practice(slug)
    if practice is None:
        abort(404)
    tenancy.enter_practice(practice.id)
    return practices.settings_of(practice.id)


def _cached(response: Response) -> Response:
    """The address carries what is behind it, so it may be kept."""
    response.headers["Cache-Control"] = FOR_A_DAY
    return response
