"""The client's own pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.portal.forms import OwnDetailsForm

bp = Blueprint("portal", __name__)


@bp.get("/portal/<practice>/today")
@client_of_practice
def today(visit: PortalVisit) -> Answer:
    """The client's first page: who works with them, and how they can be reached."""
    row = clients.find_client(visit.practice.id, visit.client.id)
    return render_template("portal/today.html", visit=visit, row=row)


@bp.route("/portal/<practice>/details", methods=["GET", "POST"])
@client_of_practice
def details(visit: PortalVisit) -> Answer:
    """What clients say of themselves, how to reach them safely above all."""
    form = OwnDetailsForm(obj=visit.client)
    if form.validate_on_submit():
        clients.change_own_details(visit.client, by=visit.actor, values=form.values())
        db.session.commit()
        flash(_("Saved. Your coach sees it too."), "ok")
        return redirect(url_for(".today", practice=visit.practice.slug), SEE_OTHER)
    return render_template("portal/details.html", form=form, visit=visit), status_of(form)
