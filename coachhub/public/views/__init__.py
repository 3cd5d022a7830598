"""Pages that need no account."""

from flask import Blueprint

from coachhub.public.views import (
    booking,
    faces,
    guest,
    invitation,
    mails,
    notices,
    paying,
    practice,
    product,
)

bp = Blueprint("public", __name__)

bp.add_url_rule("/", view_func=product.home)
bp.add_url_rule("/.well-known/security.txt", view_func=product.security)
bp.add_url_rule("/invite/<token>", view_func=invitation.invitation, methods=["GET", "POST"])
bp.add_url_rule("/mails/<token>", view_func=mails.mail_wish, methods=["GET", "POST"])
bp.add_url_rule("/p/<practice>/theme.css", view_func=faces.theme)
bp.add_url_rule("/p/<practice>/logo.png", view_func=faces.logo)
bp.add_url_rule("/p/<practice>/photo.jpg", view_func=faces.photo)

_PRACTICE = "/p/<practice>"
_BOOKING = f"{_PRACTICE}/bookings/<token>"
_FORM = ["GET", "POST"]
bp.add_url_rule(_PRACTICE, "practice", practice.practice_page)
bp.add_url_rule(f"{_PRACTICE}/imprint", view_func=notices.imprint)
bp.add_url_rule(f"{_PRACTICE}/privacy", view_func=notices.privacy)
bp.add_url_rule(f"{_PRACTICE}/stored", view_func=notices.stored)
bp.add_url_rule(f"{_PRACTICE}/book/<uuid:type_id>", view_func=booking.book, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/details", view_func=booking.details, methods=_FORM)
bp.add_url_rule(_BOOKING, view_func=guest.guest)
bp.add_url_rule(f"{_BOOKING}/move", view_func=guest.guest_move, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/cancellation", view_func=guest.guest_cancel, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/session.ics", view_func=guest.guest_calendar)
bp.add_url_rule(f"{_BOOKING}/pay", view_func=paying.pay, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/release", view_func=paying.release, methods=["POST"])
bp.add_url_rule(f"{_BOOKING}/receipt", view_func=paying.receipt)
bp.add_url_rule(f"{_PRACTICE}/payments/<uuid:payment_id>", view_func=paying.back)
