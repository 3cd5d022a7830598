"""A client's no-contact plans at the desk."""

from flask import Blueprint

from coachhub.nocontact.views import changes, days, drafts, plan

bp = Blueprint("nocontact", __name__)

_HERE = "/app/<practice>/clients/<uuid:client_id>/plan"
_PLAN = f"{_HERE}/<uuid:plan_id>"
_EVENT = f"{_PLAN}/contact/<uuid:event_id>"
_CHECK_IN = f"{_PLAN}/check-ins/<uuid:check_in_id>"
_FORM = ["GET", "POST"]
bp.add_url_rule(_HERE, "plan", plan.plan_page)
bp.add_url_rule(f"{_HERE}/new", view_func=drafts.new_plan, methods=_FORM)
bp.add_url_rule(_PLAN, view_func=plan.one_plan)
bp.add_url_rule(f"{_PLAN}/edit", view_func=drafts.edit_plan, methods=_FORM)
bp.add_url_rule(f"{_PLAN}/rules", view_func=drafts.edit_rules, methods=_FORM)
bp.add_url_rule(f"{_PLAN}/taking-back", view_func=drafts.take_back, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/withdrawal", view_func=drafts.withdraw, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/change", view_func=changes.change)
bp.add_url_rule(f"{_PLAN}/pause", view_func=changes.pause, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/resumption", view_func=changes.resume, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/extension", view_func=changes.extend, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/start", view_func=changes.begin_on, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/end", view_func=changes.end, methods=["POST"])
bp.add_url_rule(f"{_PLAN}/review", view_func=changes.review, methods=_FORM)
bp.add_url_rule(f"{_EVENT}/answer", view_func=days.answer, methods=_FORM)
bp.add_url_rule(f"{_EVENT}/overruling", view_func=days.overrule, methods=["POST"])
bp.add_url_rule(f"{_CHECK_IN}/reply", view_func=days.reply, methods=_FORM)
