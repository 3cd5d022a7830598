"""What stands around every page of the portal."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from coachhub.clients.access import PortalVisit
from coachhub.core.web.frame import Frame, Item, Me
from coachhub.core.web.i18n import zone_city
from coachhub.practices.face import logo_url, theme_url


def portal_frame() -> dict[str, Any]:
    """The frame of a page of the portal, for templates; nothing elsewhere."""
    visit: PortalVisit | None = g.get("visit")
    return {} if visit is None else {"frame": _frame(visit)}


def _frame(visit: PortalVisit) -> Frame:
    here = visit.practice.slug
    rooms = (
        ("portal.today", _("Today"), "sun"),
        ("portal.sessions", _("Sessions"), "calendar"),
        ("portal.tasks", _("Tasks"), "list-checks"),
        ("portal.documents", _("Documents"), "book-open"),
        ("portal.details", _("Your details"), "user"),
    )
    return Frame(
        practice_name=visit.practice.name,
        practice_url=url_for("portal.today", practice=here),
        logo_url=logo_url(visit.practice, visit.settings),
        theme_url=theme_url(visit.practice, visit.settings),
        items=[
            Item(label, icon, url_for(name, practice=here), request.endpoint == name)
            for name, label, icon in rooms
        ],
        me=Me(
            visit.client.called,
            visit.client.called[:1].upper(),
            _("%(city)s time", city=zone_city(visit.client.zone)),
            url_for("accounts.account"),
        ),
        signout_url=url_for("accounts.sign_out"),
        switch_url=url_for("dashboard.places"),
    )
