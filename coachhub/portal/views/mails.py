from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.mail import services as mail
from coachhub.mail.rules import WISHES, Sort
from coachhub.portal.forms import MailsForm
from coachhub.practices import services as practices


@client_of_practice
def mails(visit: PortalVisit) -> Answer:
    """Which mails the client wants, beside those that belong to their sessions."""
    address = visit.client.email or abort(404)
    unwanted = mail.unwanted_mails(visit.practice.id, address)
    form = MailsForm(sorts=[sort.value for sort in WISHES if sort not in unwanted])
    if form.validate_on_submit():
        wanted = [Sort(sort) for sort in form.sorts.data]
        practices.want_mails(visit.practice.id, address, wanted, by=visit.actor)
        db.session.commit()
        flash(_("Saved."), "ok")
        return redirect(url_for(".mails", practice=visit.practice.slug), SEE_OTHER)
    page = render_template(
        "portal/mails.html",
        visit=visit,
        form=form,
        address=address,
        pause=clients.mail_pause_of(visit.client),
    )
    return page, status_of(form)
