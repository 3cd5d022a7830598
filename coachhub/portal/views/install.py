"""What lets a phone keep the portal: a manifest, a worker, and the one page it shows offline."""

from flask import Response, abort, jsonify, make_response, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core import clock
from coachhub.core.assets import address
from coachhub.core.web.answers import Answer
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.rules import PlanState
from coachhub.practices.face import theme_url
from coachhub.safety import services as safety

WALL = "#dfdbd5"
"""The colour around the page while it opens: the wall by day."""


@client_of_practice
def manifest(visit: PortalVisit) -> Response:
    """The portal as an application of its own, under the practice's name."""
    if visit.client.is_discreet:
        abort(404)
    here = visit.practice.slug
    answer = jsonify(
        name=visit.practice.name,
        short_name=visit.practice.name[:12].strip(),
        lang=str(get_locale()).replace("_", "-"),
        id=url_for(".today", practice=here),
        start_url=url_for(".today", practice=here),
        scope=f"/portal/{here}/",
        display="standalone",
        background_color=WALL,
        theme_color=WALL,
        icons=_icons(),
        shortcuts=[
            {"name": _("Plan"), "url": url_for(".plan", practice=here)},
            {"name": _("Help"), "url": url_for(".help_page", practice=here)},
        ],
    )
    answer.mimetype = "application/manifest+json"
    return answer


def _icons() -> list[dict[str, str]]:
    return [
        {
            "src": address(f"icons/{name}.png"),
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for name, sizes, purpose in (
            ("app-192", "192x192", "any"),
            ("app-512", "512x512", "any"),
            ("app-mask-512", "512x512", "maskable"),
        )
    ]


@client_of_practice
def worker(visit: PortalVisit) -> Response:
    """The script that shows the offline page when there is no way to us. It keeps nothing else."""
    if visit.client.is_discreet:
        abort(404)
    theme = theme_url(visit.practice, visit.settings)
    page = render_template("portal/worker.js", here=visit.practice.slug, theme_url=theme)
    answer = make_response(page)
    answer.mimetype = "text/javascript"
    return answer


@client_of_practice
def offline(visit: PortalVisit) -> Answer:
    """Kept on the device, so it says nothing private: which day it is, and whom one can call."""
    if visit.client.is_discreet:
        abort(404)
    live = current_courses(visit.practice.id, visit.client.id).live
    counts = live is not None and live.plan.state == PlanState.ACTIVE
    return render_template(
        "portal/offline.html",
        visit=visit,
        theme_url=theme_url(visit.practice, visit.settings),
        course=live if counts else None,
        today=clock.today(visit.client.zone),
        lines=safety.help_lines(visit.client.zone),
    )
