"""The client's own pages."""

from flask import Blueprint

from coachhub.portal.views import details, today

bp = Blueprint("portal", __name__)

_HERE = "/portal/<practice>"
bp.add_url_rule(f"{_HERE}/today", view_func=today.today)
bp.add_url_rule(f"{_HERE}/details", view_func=details.details, methods=["GET", "POST"])
