from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.i18n import zone_city
from coachhub.portal.forms import OwnDetailsForm, OwnZoneForm


@client_of_practice
def details(visit: PortalVisit) -> Answer:
    """What clients say of themselves, how to reach them safely above all."""
    form = OwnDetailsForm(obj=visit.client)
    is_stale = False
    if form.validate_on_submit():
        version, values = form.version.data, form.values("version")
        try:
            clients.change_own_details(visit.client, version=version, by=visit.actor, values=values)
        except Stale:
            is_stale = bool(form.save_over(visit.client))
        else:
            db.session.commit()
            flash(_("Saved. Your coach sees it too."), "ok")
            return redirect(url_for(".today", practice=visit.practice.slug), SEE_OTHER)
    page = render_template(
        "portal/details.html",
        form=form,
        visit=visit,
        is_stale=is_stale,
        is_own=is_stale and clients.saved_it_last(visit.client, by=visit.actor),
    )
    return page, CONFLICT if is_stale else status_of(form)


@client_of_practice
def use_zone(visit: PortalVisit) -> Answer:
    """Count the client's days by the clock where their device is, from today; or don't, and ask
    no more about that place while they are signed in here.
    """
    form, here = OwnZoneForm(), visit.practice.slug
    if not form.validate_on_submit():
        flash(_("Please choose your time zone here."), "need")
        return redirect(url_for(".details", practice=here), SEE_OTHER)
    zone = form.zone.data
    if "stays" in request.form:
        session["declined_zone"] = zone
        return redirect(url_for(".today", practice=here), SEE_OTHER)
    done = _("From today your days are counted by the clock in %(city)s.", city=zone_city(zone))
    late = _("Your details were changed just now; please look once more.")
    with act({Stale: late}, done=done):
        clients.change_own_details(
            visit.client, version=visit.client.version, by=visit.actor, values={"zone": zone}
        )
    return redirect(url_for(".today", practice=here), SEE_OTHER)
