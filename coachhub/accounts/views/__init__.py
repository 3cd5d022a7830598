"""The pages of the front door and of one's own account."""

from flask import Blueprint

from coachhub.accounts.views import account, devices, look, reset, sign_in, sign_up

bp = Blueprint("accounts", __name__)

_FORM = ["GET", "POST"]

bp.add_url_rule("/login", view_func=sign_in.sign_in, methods=_FORM)
bp.add_url_rule("/logout", view_func=sign_in.sign_out, methods=["POST"])
bp.add_url_rule("/forgot", view_func=reset.forgot, methods=_FORM)
bp.add_url_rule("/forgot/sent", view_func=reset.forgot_sent)
bp.add_url_rule("/reset/<token>", view_func=reset.reset, methods=_FORM)
bp.add_url_rule("/signup", view_func=sign_up.sign_up, methods=_FORM)
bp.add_url_rule("/signup/sent", view_func=sign_up.sign_up_sent)
bp.add_url_rule("/confirm/<token>", view_func=sign_up.confirm, methods=_FORM)

bp.add_url_rule("/look", view_func=look.see_to_look, methods=_FORM)
bp.add_url_rule("/account", view_func=account.account, methods=_FORM)
bp.add_url_rule("/account/password", view_func=account.password, methods=_FORM)
bp.add_url_rule("/account/devices", view_func=devices.devices)
bp.add_url_rule(
    "/account/devices/<uuid:device_id>/end", view_func=devices.end_device, methods=["POST"]
)
bp.add_url_rule(
    "/account/devices/others/end", view_func=devices.end_other_devices, methods=["POST"]
)
