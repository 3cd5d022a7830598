from datetime import timedelta

from flask import Response, current_app, render_template

from coachhub.accounts.access import visitor
from coachhub.core import clock
from coachhub.core.web import policy
from coachhub.core.web.answers import Answer


@policy.anybody
def home() -> Answer:
    """What coachhub is, and the ways in."""
    is_open = current_app.extensions["coachhub.config"].signup_open
    return render_template("public/home.html", signup_open=is_open, is_known=visitor() is not None)


@policy.anybody
def security() -> Response:
    """Whom to tell about a hole (RFC 9116)."""
    config = current_app.extensions["coachhub.config"]
    expires = clock.now() + timedelta(days=180)
    lines = (
        f"Contact: mailto:{config.mail_from}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        f"Canonical: {config.base_url}/.well-known/security.txt",
        "Preferred-Languages: en",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
