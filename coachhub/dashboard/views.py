"""The coach's desk: where a member arrives."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.accounts.access import person, signed_in
from coachhub.clients import services as clients
from coachhub.clients.access import load_client
from coachhub.core.web import compression
from coachhub.core.web.answers import SEE_OTHER, Answer, page_or_part
from coachhub.core.web.paging import with_ways
from coachhub.core.web.searching import searched
from coachhub.dashboard import finder, happenings, today
from coachhub.drafts import access as drafts
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.models import Member
from coachhub.practices.rules import Can, Role
from coachhub.practices.words import ROLE_WORDS

bp = Blueprint("dashboard", __name__)


@bp.get("/app/<practice>/")
@member(Can.WORK_HERE)
def desk(desk: Desk) -> Answer:
    """The first page at the desk: people who wait, and the day."""
    return render_template("dashboard/today.html", desk=desk, today=today.look(desk))


@bp.get("/app/<practice>/find")
@member(Can.WORK_HERE)
def find(desk: Desk) -> Answer:
    """People, pages and things to do, by a few letters of them."""
    text = searched()
    return page_or_part(
        "dashboard/find.html",
        "dashboard/_found.html",
        desk=desk,
        text=text,
        found=finder.find(desk, text),
    )


@bp.get("/app/<practice>/clients/<uuid:client_id>/happenings")
@member(Can.WORK_HERE)
def happened(desk: Desk, client_id: UUID) -> Answer:
    """All that happened with a client, as far as the member may know of it."""
    row = load_client(desk, client_id)
    offered = happenings.abouts(desk, row)
    asked = request.args.get("about", "")
    about = happenings.About(asked) if asked in offered else None
    if about:
        compression.known("about")
    found = happenings.page_of(desk, row, request.args.get("page", 1, int), about)
    here = partial(url_for, ".happened", practice=desk.practice.slug, client_id=client_id)
    words = _about_words()
    filters = [
        Filter(words[one], here(about=one), is_current=one == about) for one in (None, *offered)
    ]
    return render_template(
        "dashboard/happenings.html",
        desk=desk,
        client=row.client,
        happenings=with_ways(found),
        filters=filters,
        about=about,
        nothing_words=_NOTHING_WORDS,
    )


@dataclass(frozen=True)
class Filter:
    """A way to some of what happened."""

    label: str
    url: str
    is_current: bool
    count: None = None


def _about_words() -> dict[happenings.About | None, str]:
    """What one may want to see no more than, in words."""
    about = happenings.About
    return {
        None: _("Everything"),
        about.PLAN: _("Plan"),
        about.SESSIONS: _("Sessions"),
        about.TASKS: _("Tasks"),
        about.PAYMENTS: _("Payments"),
        about.RECORD: _("The work together"),
    }


_NOTHING_WORDS = {
    happenings.About.PLAN: _l("A plan that is proposed, agreed on, kept or changed appears here."),
    happenings.About.SESSIONS: _l("Sessions that are booked, held or cancelled appear here."),
    happenings.About.TASKS: _l("Tasks that are agreed on, done or written about appear here."),
    happenings.About.PAYMENTS: _l("What is paid for sessions appears here."),
    happenings.About.RECORD: _l("How the work together begins, goes on and ends appears here."),
}
"""What there would be to see of each, while there is nothing."""


@bp.post("/app/<practice>/draft")
@member(Can.WORK_HERE)
def keep_draft(desk: Desk) -> Answer:
    """Keep what is typed on a page of the desk."""
    return drafts.keep(desk.practice.id, desk.user.id)


@bp.post("/app/<practice>/draft/away")
@member(Can.WORK_HERE)
def throw_draft_away(desk: Desk) -> Answer:
    """Begin a page of the desk anew."""
    return drafts.throw_away(desk.practice.id, desk.user.id)


@bp.post("/app/<practice>/draft/back")
@member(Can.WORK_HERE)
def bring_draft_back(desk: Desk) -> Answer:
    """Take back that a draft was thrown away."""
    return drafts.bring_back(desk.practice.id, desk.user.id)


@bp.get("/account/places")
@signed_in
def places() -> Answer:
    """Where the person belongs: their practices and portals. With one only, straight there."""
    user_id = person().user.id
    memberships, visits = practices.memberships_of(user_id), clients.visits_of(user_id)
    desks = [
        (place.practice.name, url_for(".desk", practice=place.practice.slug), _roles(place.member))
        for place in memberships
    ]
    own = _("your portal as a client")
    portals = [
        (visit.practice.name, url_for("portal.today", practice=visit.practice.slug), own)
        for visit in visits
    ]
    if len(desks) + len(portals) == 1:
        return redirect((desks + portals)[0][1], SEE_OTHER)
    return render_template("dashboard/places.html", places=desks + portals)


def _roles(member: Member) -> str:
    """What somebody is at a practice, said in a line."""
    return ", ".join(str(ROLE_WORDS[Role(role)]).lower() for role in member.roles)
