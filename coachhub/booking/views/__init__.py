"""Sessions at the desk: what is offered, when one works, and what is booked."""

from flask import Blueprint

from coachhub.booking.views import calendar, client, hours, session, types
from coachhub.booking.words import holds, holds_for_client

bp = Blueprint("booking", __name__)
bp.add_app_template_filter(holds)
bp.add_app_template_filter(holds_for_client)

_HERE = "/app/<practice>"
_TYPES = f"{_HERE}/session-types"
_HOURS = f"{_HERE}/availability"
_COACH = f"{_HOURS}/<uuid:coach_id>"
_BOOKING = f"{_HERE}/bookings/<uuid:booking_id>"
_CLIENT = f"{_HERE}/clients/<uuid:client_id>/sessions"
_FORM = ["GET", "POST"]
bp.add_url_rule(_TYPES, view_func=types.session_types)
bp.add_url_rule(f"{_TYPES}/new", view_func=types.new_type, methods=_FORM)
bp.add_url_rule(f"{_TYPES}/<uuid:type_id>/edit", view_func=types.edit_type, methods=_FORM)
bp.add_url_rule(f"{_TYPES}/<uuid:type_id>/retirement", view_func=types.retire, methods=["POST"])
bp.add_url_rule(f"{_TYPES}/<uuid:type_id>/return", view_func=types.offer_again, methods=["POST"])
bp.add_url_rule(_HOURS, view_func=hours.availability)
bp.add_url_rule(_COACH, view_func=hours.coach_hours, methods=_FORM)
bp.add_url_rule(f"{_COACH}/blocks", view_func=hours.blocks, methods=_FORM)
bp.add_url_rule(
    f"{_COACH}/blocks/<uuid:block_id>/removal", view_func=hours.unblock, methods=["POST"]
)
bp.add_url_rule(
    f"{_COACH}/blocks/<uuid:block_id>/return", view_func=hours.block_again, methods=["POST"]
)
bp.add_url_rule(f"{_HERE}/calendar", "calendar", calendar.calendar_page)
bp.add_url_rule(_BOOKING, "session", session.session_page)
bp.add_url_rule(f"{_BOOKING}/move", view_func=session.move, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/cancellation", view_func=session.cancel, methods=_FORM)
bp.add_url_rule(f"{_BOOKING}/completion", view_func=session.complete, methods=["POST"])
bp.add_url_rule(f"{_BOOKING}/no-show", view_func=session.no_show, methods=["POST"])
bp.add_url_rule(f"{_BOOKING}/unsaid", view_func=session.unsay, methods=["POST"])
bp.add_url_rule(_CLIENT, view_func=client.sessions)
bp.add_url_rule(f"{_CLIENT}/new", view_func=client.book, methods=_FORM)
