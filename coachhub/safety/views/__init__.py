"""A client's safety at the desk: for their coach, and how far it is for an owner."""

from flask import Blueprint

from coachhub.safety.views import acts, overview, questions

bp = Blueprint("safety", __name__)

_HERE = "/app/<practice>/clients/<uuid:client_id>/safety"
_FLAG = f"{_HERE}/flags/<uuid:flag_id>"
_FORM = ["GET", "POST"]
bp.add_url_rule(_HERE, "overview", overview.overview)
bp.add_url_rule(f"{_HERE}/questions", view_func=questions.fill_in, methods=_FORM)
bp.add_url_rule(f"{_HERE}/acknowledgement", view_func=acts.acknowledge, methods=["POST"])
bp.add_url_rule(f"{_HERE}/actions/new", view_func=acts.note_action, methods=_FORM)
bp.add_url_rule(f"{_HERE}/hold", view_func=acts.set_hold, methods=_FORM)
bp.add_url_rule(f"{_HERE}/hold/end", view_func=acts.lift_hold, methods=_FORM)
bp.add_url_rule(f"{_FLAG}/discussion", view_func=acts.discuss, methods=["POST"])
bp.add_url_rule(f"{_FLAG}/closing", view_func=acts.close, methods=_FORM)
bp.add_url_rule(f"{_FLAG}/confirmation", view_func=acts.confirm, methods=["POST"])
bp.add_url_rule(f"{_FLAG}/return", view_func=acts.send_back, methods=["POST"])
