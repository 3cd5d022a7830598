from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.accounts.access import client_ip
from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.portal.forms import SignForm


@client_of_practice
def agreement(visit: PortalVisit) -> Answer:
    """What the client and the practice agree on; here it is signed, by name."""
    standing = clients.standing_of(visit.practice.id, visit.client.id)
    if standing.current is None:
        abort(404)
    form = SignForm(version=standing.current.number)
    is_stale = False
    if form.validate_on_submit():
        try:
            clients.sign(
                visit.client,
                number=form.version.data,
                name=form.name.data,
                ip=client_ip(),
                by=visit.actor,
            )
        except clients.NotTheirName:
            form.name.errors = [
                _(
                    "Please write your full name as it stands in your record: %(name)s.",
                    name=visit.client.name,
                )
            ]
        except Stale:
            is_stale = True
            form.version.raw_data, form.version.data = None, standing.current.number
        else:
            db.session.commit()
            flash(_("Signed. You find it here whenever you like."), "ok")
            return redirect(url_for(".today", practice=visit.practice.slug), SEE_OTHER)
    page = render_template(
        "portal/agreement.html", visit=visit, standing=standing, form=form, is_stale=is_stale
    )
    return page, CONFLICT if is_stale else status_of(form)
