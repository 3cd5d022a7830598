from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.portal.forms import OwnDetailsForm


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
    page = render_template("portal/details.html", form=form, visit=visit, is_stale=is_stale)
    return page, CONFLICT if is_stale else status_of(form)
