"""The client's own pages."""

from flask import Blueprint

from coachhub.portal.views import (
    agreement,
    details,
    documents,
    drafts,
    hope,
    install,
    mails,
    paying,
    plan,
    plan_days,
    safety,
    sessions,
    tasks,
    today,
    urge,
)

bp = Blueprint("portal", __name__)

_HERE = "/portal/<practice>"
bp.add_url_rule(f"{_HERE}/", "home", view_func=today.home)
bp.add_url_rule(f"{_HERE}/today", view_func=today.today)
bp.add_url_rule(f"{_HERE}/details", view_func=details.details, methods=["GET", "POST"])
bp.add_url_rule(f"{_HERE}/zone", view_func=details.use_zone, methods=["POST"])
bp.add_url_rule(f"{_HERE}/mails", view_func=mails.mails, methods=["GET", "POST"])
bp.add_url_rule(f"{_HERE}/hope", view_func=hope.hope, methods=["GET", "POST"])
bp.add_url_rule(
    f"{_HERE}/hope/<uuid:hope_id>/removal", view_func=hope.take_back_hope, methods=["POST"]
)

bp.add_url_rule(f"{_HERE}/manifest.webmanifest", view_func=install.manifest)
bp.add_url_rule(f"{_HERE}/worker.js", view_func=install.worker)
bp.add_url_rule(f"{_HERE}/offline", view_func=install.offline)

_TASK = f"{_HERE}/tasks/<uuid:task_id>"
bp.add_url_rule(f"{_HERE}/tasks", view_func=tasks.tasks)
bp.add_url_rule(_TASK, view_func=tasks.task, methods=["GET", "POST"])
bp.add_url_rule(f"{_TASK}/fit", view_func=tasks.fit_task, methods=["GET", "POST"])
bp.add_url_rule(f"{_TASK}/agreement", view_func=tasks.agree_task, methods=["POST"])
bp.add_url_rule(f"{_TASK}/decline", view_func=tasks.decline_task, methods=["POST"])
bp.add_url_rule(f"{_TASK}/finish", view_func=tasks.finish_task, methods=["POST"])
bp.add_url_rule(f"{_TASK}/stop", view_func=tasks.stop_task, methods=["POST"])
bp.add_url_rule(f"{_TASK}/reopening", view_func=tasks.reopen_task, methods=["POST"])

_SESSIONS = f"{_HERE}/sessions"
_SESSION = f"{_SESSIONS}/<uuid:booking_id>"
bp.add_url_rule(_SESSIONS, view_func=sessions.sessions)
bp.add_url_rule(
    f"{_SESSIONS}/new/<uuid:type_id>", view_func=sessions.book_session, methods=["GET", "POST"]
)
bp.add_url_rule(_SESSION, view_func=sessions.session)
bp.add_url_rule(f"{_SESSION}/session.ics", view_func=sessions.session_calendar)
bp.add_url_rule(f"{_SESSION}/move", view_func=sessions.move_session, methods=["GET", "POST"])
bp.add_url_rule(
    f"{_SESSION}/cancellation", view_func=sessions.cancel_session, methods=["GET", "POST"]
)
bp.add_url_rule(f"{_SESSION}/pay", view_func=paying.pay, methods=["GET", "POST"])
bp.add_url_rule(f"{_SESSION}/release", view_func=paying.release, methods=["POST"])
bp.add_url_rule(f"{_SESSION}/receipt", view_func=paying.receipt)

_DOCUMENT = f"{_HERE}/documents/<uuid:summary_id>"
bp.add_url_rule(f"{_HERE}/documents", view_func=documents.documents)
bp.add_url_rule(_DOCUMENT, view_func=documents.document, methods=["GET", "POST"])
bp.add_url_rule(f"{_DOCUMENT}.pdf", view_func=documents.document_pdf)

bp.add_url_rule(f"{_HERE}/agreement", view_func=agreement.agreement, methods=["GET", "POST"])

_SAFETY = f"{_HERE}/safety"
bp.add_url_rule(_SAFETY, view_func=safety.safety_questions, methods=["GET", "POST"])
bp.add_url_rule(f"{_SAFETY}/talk", view_func=safety.rather_talk, methods=["POST"])
bp.add_url_rule(f"{_SAFETY}/answered", view_func=safety.safety_answered)
bp.add_url_rule(f"{_HERE}/more", view_func=safety.more)
bp.add_url_rule(f"{_HERE}/help", view_func=safety.help_page)
_PLAN = f"{_HERE}/plan"
_A_PLAN = f"{_PLAN}/<uuid:plan_id>"
_WISH = f"{_A_PLAN}/wishes/<uuid:wish_id>"
_FORM = ["GET", "POST"]
bp.add_url_rule(_PLAN, view_func=plan.plan)
bp.add_url_rule(f"{_PLAN}/how-it-works", view_func=plan.how_it_works)
bp.add_url_rule(f"{_PLAN}/check-in", view_func=plan_days.check_in, methods=_FORM)
bp.add_url_rule(f"{_PLAN}/last-days", view_func=plan_days.last_days, methods=_FORM)
bp.add_url_rule(f"{_PLAN}/contact", view_func=plan_days.tell_contact, methods=_FORM)
bp.add_url_rule(f"{_A_PLAN}/agreement", view_func=plan.agree_plan, methods=["POST"])
bp.add_url_rule(f"{_A_PLAN}/change", view_func=plan.ask_plan_change, methods=_FORM)
bp.add_url_rule(f"{_A_PLAN}/withdrawal", view_func=plan.withdraw_plan, methods=["POST"])
bp.add_url_rule(f"{_A_PLAN}/end", view_func=plan.end_plan, methods=_FORM)
bp.add_url_rule(f"{_A_PLAN}/pause", view_func=plan.pause_plan, methods=_FORM)
bp.add_url_rule(f"{_A_PLAN}/resumption", view_func=plan.resume_plan, methods=["POST"])
bp.add_url_rule(f"{_WISH}/agreement", view_func=plan.agree_wish, methods=["POST"])
bp.add_url_rule(f"{_WISH}/decline", view_func=plan.decline_wish, methods=["POST"])

bp.add_url_rule(f"{_HERE}/urge", view_func=urge.urge)
bp.add_url_rule(f"{_HERE}/urge", view_func=urge.begin_urge, methods=["POST"])

bp.add_url_rule(f"{_HERE}/draft", view_func=drafts.keep_draft, methods=["POST"])
bp.add_url_rule(f"{_HERE}/draft/away", view_func=drafts.throw_draft_away, methods=["POST"])
bp.add_url_rule(f"{_HERE}/draft/back", view_func=drafts.bring_draft_back, methods=["POST"])
