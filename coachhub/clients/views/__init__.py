"""Pages of the clients at a practice's desk."""

from flask import Blueprint

from coachhub.clients.views import (
    agreement,
    guidance,
    importing,
    listing,
    overview,
    portal_access,
    record,
    tags,
    ways_back,
)

bp = Blueprint("clients", __name__)

bp.add_url_rule(
    "/app/<practice>/settings/agreement", view_func=agreement.agreement, methods=["GET", "POST"]
)

_ALL = "/app/<practice>/clients"
_ONE = f"{_ALL}/<uuid:client_id>"
bp.add_url_rule(_ALL, "clients", listing.clients_page)
bp.add_url_rule(f"{_ALL}.csv", view_func=listing.export)
bp.add_url_rule(f"{_ALL}/new", view_func=record.new, methods=["GET", "POST"])
bp.add_url_rule(f"{_ALL}/import", view_func=importing.import_file, methods=["GET", "POST"])
bp.add_url_rule(f"{_ALL}/import/sample.csv", view_func=importing.import_sample)
bp.add_url_rule(f"{_ALL}/import/<uuid:import_id>", view_func=importing.import_preview)
bp.add_url_rule(f"{_ALL}/import/<uuid:import_id>/refused.csv", view_func=importing.import_refused)
bp.add_url_rule(
    f"{_ALL}/import/<uuid:import_id>/confirmation",
    view_func=importing.import_confirm,
    methods=["POST"],
)
bp.add_url_rule(_ONE, view_func=overview.overview)
bp.add_url_rule(f"{_ONE}/mail/pause/end", view_func=overview.resume_mail, methods=["POST"])
bp.add_url_rule(f"{_ONE}/edit", view_func=record.edit, methods=["GET", "POST"])
bp.add_url_rule(f"{_ONE}/remark", view_func=record.remark, methods=["GET", "POST"])
bp.add_url_rule(f"{_ONE}/engagement", view_func=record.engagement, methods=["GET", "POST"])
bp.add_url_rule(f"{_ONE}/remark/return", view_func=ways_back.bring_remark_back, methods=["POST"])
bp.add_url_rule(f"{_ONE}/engagement/return", view_func=ways_back.step_back, methods=["POST"])
bp.add_url_rule(f"{_ONE}/invitation", view_func=portal_access.invite, methods=["POST"])
bp.add_url_rule(
    f"{_ONE}/invitation/withdrawal", view_func=portal_access.take_back, methods=["POST"]
)
bp.add_url_rule(f"{_ONE}/portal/closure", view_func=portal_access.close, methods=["POST"])
bp.add_url_rule(f"{_ONE}/tags", view_func=tags.tag, methods=["POST"])
bp.add_url_rule(f"{_ONE}/tags/<uuid:tag_id>/removal", view_func=tags.untag, methods=["POST"])
bp.add_url_rule(f"{_ONE}/hope", view_func=guidance.hope, methods=["GET", "POST"])
bp.add_url_rule(
    f"{_ONE}/hope/<uuid:hope_id>/removal", view_func=ways_back.take_back_hope, methods=["POST"]
)
bp.add_url_rule(f"{_ONE}/pin", view_func=guidance.pin, methods=["GET", "POST"])
bp.add_url_rule(f"{_ONE}/pin/removal", view_func=guidance.unpin, methods=["POST"])
bp.add_url_rule(f"{_ONE}/pin/<uuid:pin_id>/return", view_func=guidance.pin_again, methods=["POST"])
