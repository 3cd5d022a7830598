"""What stands around every page at the desk."""

from functools import partial
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.booking import services as booking
from coachhub.clients.access import coaches
from coachhub.clients.forms import STATE_WORDS
from coachhub.clients.rules import EngagementState
from coachhub.clients.services import Row
from coachhub.core.web import i18n
from coachhub.core.web.frame import (
    ClientHead,
    Flag,
    ForYou,
    Frame,
    Item,
    Me,
    Notice,
    PlanLine,
)
from coachhub.core.web.i18n import clock_beside, moment, said_day, zone_city
from coachhub.core.web.typesetting import unbroken
from coachhub.dashboard.around import plan_line
from coachhub.dashboard.beginning import first_steps
from coachhub.dashboard.happenings import lately
from coachhub.dashboard.reasons import waiting
from coachhub.nocontact.access import current_courses
from coachhub.practices.access import Desk, find_desk
from coachhub.practices.face import logo, theme_url
from coachhub.practices.rules import Can, Role
from coachhub.practices.tabs import settings_tabs
from coachhub.safety import services as safety
from coachhub.safety.access import is_told_to_wait, may_oversee

_TABS = {
    "clients.overview": _l("Overview"),
    "sessions.notes": _l("Notes"),
    "nocontact.plan": _l("Plan"),
    "booking.sessions": _l("Sessions"),
    "growth.tasks": _l("Tasks"),
    "payments.client": _l("Payments"),
    "safety.overview": _l("Safety"),
}
"""The pages about a client, by their endpoints."""


_FLAGS = {
    "urgent": ("bad", _l("urgent")),
    "open": ("need", _l("to talk about")),
    "discussed": ("wait", _l("talked about")),
}
"""How pressing it is with a client's safety: a kind of status, and a word."""


def desk_frame() -> dict[str, Any]:
    """The frame of a page at a desk, for templates; nothing elsewhere."""
    desk: Desk | None = g.get("desk")
    row: Row | None = g.get("client_row")
    if desk is None:
        return {}
    if row is None:
        return {"frame": _frame(desk), "lacks": partial(booking.missing, desk.practice.id, None)}
    return {
        "frame": _frame(desk),
        "head": _client_head(desk, row),
        "first_steps": partial(first_steps, desk, row),
        "happened_lately": partial(lately, desk, row),
        "lacks": partial(booking.missing, desk.practice.id, row.engagement.coach_id),
    }


def desk_face(slug: str) -> dict[str, Any]:
    """What frames an error at the desk of this name; nothing for whoever is no member there."""
    desk = find_desk(slug)
    if desk is None:
        return {}
    is_owner = Role.OWNER in desk.member.roles
    return {"layout": "layouts/coach.html", "frame": _frame(desk), "is_owner": is_owner}


def _frame(desk: Desk) -> Frame:
    return Frame(
        practice_name=desk.practice.name,
        practice_url=url_for("dashboard.desk", practice=desk.practice.slug),
        logo=logo(desk.practice, desk.settings),
        theme_url=theme_url(desk.practice, desk.settings),
        tongue=i18n.tongue_here(desk.settings.locale),
        items=rooms(desk),
        me=Me(
            desk.user.name,
            desk.user.name[:1].upper(),
            _("%(city)s time", city=zone_city(desk.user.zone)),
            url_for("accounts.account"),
            str(desk.user.id),
        ),
        signout_url=url_for("accounts.sign_out"),
        switch_url=url_for("dashboard.places"),
        finder_url=url_for("dashboard.find", practice=desk.practice.slug),
    )


def rooms(desk: Desk) -> list[Item]:
    """The rooms this member may enter, and no others."""
    offered = [("dashboard.desk", _("Today"), "sun", True, 0)]
    offered += [("clients.clients", _("Clients"), "users", True, 0)]
    offered += [("booking.calendar", _("Calendar"), "calendar", desk.can(Can.SCHEDULE), 0)]
    offered += [("growth.library", _("Tasks"), "list-checks", desk.can(Can.GUIDE), 0)]
    offered += [("payments.payments", _("Payments"), "receipt", desk.can(Can.TAKE_MONEY), 0)]
    offered += [(*_last_room(desk), desk.can(Can.SEE_MAIL_LOG), desk.failed_mails)]
    room = _room(desk)
    return [
        Item(
            label,
            icon,
            url_for(name, practice=desk.practice.slug),
            name.startswith(f"{room}."),
            count,
        )
        for name, label, icon, is_open, count in offered
        if is_open
    ]


def _client_head(desk: Desk, row: Row) -> ClientHead:
    client = row.client
    first_day = unbroken(said_day(client.created_at, year=True))
    since = _("here since %(date)s", date=first_day)
    line = [client.pronouns, zone_city(client.zone), since]
    comes_next = row.next_at if desk.can(Can.SCHEDULE) else None
    notice, flag = _safety_notice(desk, row), _safety_flag(desk, row)
    pressing = notice or (flag if flag and flag.mark != "wait" else None)
    return ClientHead(
        name=client.name,
        called=client.called,
        line=" · ".join(filter(None, line)),
        state=str(STATE_WORDS[EngagementState(row.engagement.state)]),
        tabs=client_tabs(desk, row),
        next_session=f"{moment(comes_next)} {zone_city(desk.user.zone)}" if comes_next else None,
        next_there=clock_beside(comes_next, client.zone) if comes_next else "",
        notice=notice,
        flag=flag,
        find_plan=partial(_plan_line, desk, row),
        find_reasons=partial(_for_you, desk, row),
        said=pressing.url if pressing else "",
    )


def _for_you(desk: Desk, row: Row) -> list[ForYou]:
    """Why they wait, as in the list."""
    return [ForYou(one.mark, one.word, one.url, one.act) for one in waiting(desk, row.client.id)]


def _plan_line(desk: Desk, row: Row) -> PlanLine | None:
    """For the client's coach: how the plan goes that holds, or else the one that is prepared."""
    if not coaches(desk, row) or not desk.can(Can.GUIDE):
        return None
    courses = current_courses(desk.practice.id, row.client.id)
    return plan_line(desk, courses.live or courses.prepared)


def _safety_notice(desk: Desk, row: Row) -> Notice | None:
    """For those who may know: that something about the client's safety can't wait."""
    if row.mark not in safety.PRESSING:
        return None
    if may_oversee(desk, row):
        words = _("There is something about their safety to look at.")
        return (
            Notice(words, _("Open safety"), _safety_url(desk, row))
            if row.mark == "unseen"
            else None
        )
    return Notice(_("Contact the coach first.")) if is_told_to_wait(desk) else None


def _safety_flag(desk: Desk, row: Row) -> Flag | None:
    """For those who may know: how far it is with the client's safety, where nothing is unseen."""
    if row.mark not in _FLAGS or not may_oversee(desk, row):
        return None
    mark, word = _FLAGS[row.mark]
    return Flag(mark, str(word), _safety_url(desk, row))


def _safety_url(desk: Desk, row: Row) -> str:
    return url_for("safety.overview", practice=desk.practice.slug, client_id=row.client.id)


def client_tabs(desk: Desk, row: Row) -> list[Item]:
    """The pages about this client that the member may open; none of them if there is but one."""
    is_coach = coaches(desk, row)
    is_open = {
        "clients.overview": True,
        "sessions.notes": is_coach,
        "nocontact.plan": is_coach and desk.can(Can.GUIDE),
        "booking.sessions": desk.can(Can.SCHEDULE),
        "growth.tasks": is_coach and desk.can(Can.GUIDE),
        "payments.client": desk.can(Can.TAKE_MONEY),
        "safety.overview": may_oversee(desk, row),
    }
    urls = {
        name: url_for(name, practice=desk.practice.slug, client_id=row.client.id)
        for name in _TABS
        if is_open[name]
    }
    if "booking_id" in (request.view_args or {}):
        about = "payments.client" if request.blueprint == "payments" else "booking.sessions"
        here = urls.get(about, "")
    else:
        # The longest address that leads here: the overview's is the beginning of all others.
        leading = (url for url in urls.values() if request.path.startswith(url))
        here = max(leading, key=len, default="")
    return [Item(str(_TABS[name]), "", url, url == here) for name, url in urls.items()]


def tab_labels() -> dict[str, str]:
    """What the pages about a client are called, in the reader's language, by their endpoints."""
    return {name: str(label) for name, label in _TABS.items()}


def _last_room(desk: Desk) -> tuple[str, str, str]:
    """The settings, where failed mails wait as well; for whoever opens nothing else of them, the
    mails.
    """
    if desk.can(Can.CHANGE_SETTINGS):
        return "practices.settings", _("Settings"), "settings"
    return "practices.mail_log", _("E-mail"), "mail"


def _room(desk: Desk) -> str | None:
    """The room the page is in. All about one client is in the clients', what the practice sets,
    whichever package shows it, in the settings; the finder, and settings that are refused, in none.
    """
    if request.endpoint == "dashboard.find":
        return None
    if "client_row" in g:
        return "clients"
    if any(request.path.startswith(tab.url) for tab in settings_tabs(desk)):
        return "practices"
    return None if request.blueprint == "practices" else request.blueprint
