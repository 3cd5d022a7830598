"""Pages that need no account."""

from flask import Blueprint

from coachhub.public.views import faces, invitation, product

bp = Blueprint("public", __name__)

bp.add_url_rule("/", view_func=product.home)
bp.add_url_rule("/.well-known/security.txt", view_func=product.security)
bp.add_url_rule("/invite/<token>", view_func=invitation.invitation, methods=["GET", "POST"])
bp.add_url_rule("/p/<practice>/theme.css", view_func=faces.theme)
bp.add_url_rule("/p/<practice>/logo.png", view_func=faces.logo)
