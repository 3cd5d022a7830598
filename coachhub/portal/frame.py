"""What stands around every page of the portal."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from coachhub.accounts.access import visitor
from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, find_visit
from coachhub.core.web import i18n
from coachhub.core.web.frame import Frame, Item, Me
from coachhub.core.web.i18n import zone_city
from coachhub.practices.face import foot, logo, theme_url


def portal_frame() -> dict[str, Any]:
    """The frame of a page of the portal, for templates; nothing elsewhere."""
    visit: PortalVisit | None = g.get("visit")
    return {} if visit is None else {"frame": _frame(visit)}


def portal_face(slug: str) -> dict[str, Any]:
    """What frames an error in the portal of this name; nothing for whoever is no client there."""
    visit = find_visit(slug)
    if visit is None:
        return {}
    return {"layout": "layouts/client.html", "visit": visit, "frame": _frame(visit)}


def write_ways() -> list[tuple[str, str]]:
    """On pages about oneself, which are no practice's: where whoever is signed in goes who wants to
    write to their former partner, and in whose portal that is.
    """
    found = visitor()
    visits = clients.visits_of(found.user.id) if found else []
    return [
        (visit.practice.name, url_for("portal.urge", practice=visit.practice.slug))
        for visit in visits
    ]


_PLAN = {
    "portal.plan",
    "portal.how_it_works",
    "portal.check_in",
    "portal.last_days",
    "portal.tell_contact",
    "portal.ask_plan_change",
    "portal.end_plan",
    "portal.pause_plan",
}
_TASKS = {"portal.tasks", "portal.task", "portal.fit_task"}
_SESSIONS = {
    "portal.sessions",
    "portal.session",
    "portal.book_session",
    "portal.move_session",
    "portal.cancel_session",
    "portal.pay",
    "portal.release",
    "portal.receipt",
}
"""The pages of a room: on each of them the room is where one is. More has all other pages."""
_URGE = "portal.urge"
"""In no room: a line of its own leads there from all of them."""


def _frame(visit: PortalVisit) -> Frame:
    here = visit.practice.slug
    rooms = (
        ("portal.today", _("Today"), "sun", {"portal.today"}),
        ("portal.plan", _("Plan"), "footprints", _PLAN),
        ("portal.tasks", _("Tasks"), "list-checks", _TASKS),
        ("portal.sessions", _("Sessions"), "calendar", _SESSIONS),
    )
    items = [
        Item(label, icon, url_for(name, practice=here), request.endpoint in pages)
        for name, label, icon, pages in rooms
    ]
    is_room = request.endpoint not in (_URGE, None)
    elsewhere = is_room and not any(item.is_current for item in items)
    items.append(Item(_("More"), "menu", url_for("portal.more", practice=here), elsewhere))
    return Frame(
        practice_name=visit.practice.name,
        practice_url=url_for("portal.today", practice=here),
        logo=logo(visit.practice, visit.settings),
        theme_url=theme_url(visit.practice, visit.settings),
        tongue=i18n.tongue_here(visit.settings.locale),
        items=items,
        me=Me(
            visit.client.called,
            visit.client.called[:1].upper(),
            _("%(city)s time", city=zone_city(visit.client.zone)),
            url_for("accounts.account"),
            str(visit.user.id),
        ),
        is_discreet=visit.client.is_discreet,
        signout_url=url_for("accounts.sign_out"),
        switch_url=url_for("dashboard.places"),
        write_url=_write_url(here),
        foot=foot(visit.practice, visit.settings),
        has_more_room=True,
    )


def _write_url(here: str) -> str | None:
    """One tap from every page of the portal but that page itself."""
    return None if request.endpoint == _URGE else url_for(_URGE, practice=here)
