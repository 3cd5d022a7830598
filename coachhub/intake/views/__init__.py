"""The reflective intake note at the desk."""

from flask import Blueprint

from coachhub.intake.views import draft, final, versions

bp = Blueprint("intake", __name__)

_NOTE = "/app/<practice>/clients/<uuid:client_id>/notes/intake"
_FORM = ["GET", "POST"]
bp.add_url_rule(_NOTE, view_func=draft.note, methods=_FORM)
bp.add_url_rule(f"{_NOTE}/finalisation", view_func=draft.finalise, methods=_FORM)
bp.add_url_rule(f"{_NOTE}/addenda", view_func=final.add, methods=["POST"])
bp.add_url_rule(f"{_NOTE}/marks", view_func=final.mark, methods=["POST"])
bp.add_url_rule(f"{_NOTE}/versions", "versions", versions.versions_page)
bp.add_url_rule(f"{_NOTE}/versions/<uuid:version_id>", "version", versions.version_page)
