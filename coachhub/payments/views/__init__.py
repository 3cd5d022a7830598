"""Money at the desk, and the address at which Stripe tells what happened."""

from flask import Blueprint

from coachhub.payments.views import account, lists, session, webhook

bp = Blueprint("payments", __name__)

_HERE = "/app/<practice>"
_PAYMENT = f"{_HERE}/bookings/<uuid:booking_id>/payment"
_ACCOUNT = f"{_HERE}/settings/payments"
bp.add_url_rule(f"{_HERE}/payments", "payments", lists.payments_page)
bp.add_url_rule(f"{_HERE}/payments.csv", view_func=lists.export)
bp.add_url_rule(f"{_HERE}/clients/<uuid:client_id>/payments", "client", lists.client_payments)
bp.add_url_rule(_PAYMENT, view_func=session.payment)
bp.add_url_rule(f"{_PAYMENT}/mark", view_func=session.mark_paid, methods=["POST"])
bp.add_url_rule(f"{_PAYMENT}/unmark", view_func=session.unmark, methods=["POST"])
bp.add_url_rule(f"{_PAYMENT}/refund", view_func=session.refund, methods=["GET", "POST"])
bp.add_url_rule(_ACCOUNT, view_func=account.account)
bp.add_url_rule(f"{_ACCOUNT}/opening", view_func=account.open_account, methods=["POST"])
bp.add_url_rule(f"{_ACCOUNT}/closing", view_func=account.close_account, methods=["POST"])
bp.add_url_rule("/webhooks/stripe", view_func=webhook.hear, methods=["POST"])
