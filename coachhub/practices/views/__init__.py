"""Pages of a practice's own affairs."""

from flask import Blueprint

from coachhub.practices.views import mails, members, opening, settings

bp = Blueprint("practices", __name__)

bp.add_url_rule("/signup/practice", view_func=opening.open_practice, methods=["GET", "POST"])

bp.add_url_rule("/app/<practice>/settings", view_func=settings.settings, methods=["GET", "POST"])
bp.add_url_rule("/app/<practice>/settings/face", view_func=settings.face, methods=["GET", "POST"])

_MAILS = "/app/<practice>/settings/mail"
bp.add_url_rule(
    "/app/<practice>/settings/page", view_func=settings.public_page, methods=["GET", "POST"]
)
bp.add_url_rule(_MAILS, view_func=mails.mail_log)
bp.add_url_rule(f"{_MAILS}/<uuid:delivery_id>/repeat", view_func=mails.send_again, methods=["POST"])
bp.add_url_rule(f"{_MAILS}/failures/note", view_func=mails.note_failures, methods=["POST"])
bp.add_url_rule(
    f"{_MAILS}/pauses/<uuid:pause_id>/end", view_func=mails.resume_mail, methods=["POST"]
)

_MEMBERS = "/app/<practice>/settings/members"
_MEMBER = f"{_MEMBERS}/<uuid:member_id>"
_INVITATION = f"{_MEMBERS}/invitations/<uuid:invitation_id>"
bp.add_url_rule(_MEMBERS, view_func=members.members, methods=["GET", "POST"])
bp.add_url_rule(f"{_MEMBER}/roles", view_func=members.roles, methods=["GET", "POST"])
bp.add_url_rule(f"{_MEMBER}/end", view_func=members.end, methods=["POST"])
bp.add_url_rule(f"{_MEMBER}/sign-out", view_func=members.sign_out, methods=["POST"])
bp.add_url_rule(f"{_INVITATION}/repeat", view_func=members.invite_again, methods=["POST"])
bp.add_url_rule(f"{_INVITATION}/withdrawal", view_func=members.take_back, methods=["POST"])
bp.add_url_rule(f"{_INVITATION}/return", view_func=members.put_back, methods=["POST"])
