"""A session's note and summary at the desk."""

from flask import Blueprint

from coachhub.sessions.views import note, notes, summary
from coachhub.sessions.words import quotes

bp = Blueprint("sessions", __name__)
bp.add_app_template_filter(quotes)

_SESSION = "/app/<practice>/bookings/<uuid:booking_id>"
_SUMMARY = f"{_SESSION}/summary"
_FORM = ["GET", "POST"]
bp.add_url_rule("/app/<practice>/clients/<uuid:client_id>/notes", "notes", notes.notes_page)
bp.add_url_rule(f"{_SESSION}/note", view_func=note.note, methods=_FORM)
bp.add_url_rule(_SUMMARY, view_func=summary.summary)
bp.add_url_rule(f"{_SUMMARY}/draft", view_func=summary.draft, methods=_FORM)
bp.add_url_rule(f"{_SUMMARY}/preview", view_func=summary.preview)
bp.add_url_rule(f"{_SUMMARY}/publication", view_func=summary.publish, methods=["POST"])
bp.add_url_rule(f"{_SUMMARY}/<uuid:summary_id>.pdf", view_func=summary.download)
