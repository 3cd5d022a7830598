from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.clients.forms import HopeForm
from coachhub.clients.words import HOPE_WORDS, sureness_words
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways


@client_of_practice
def hope(visit: PortalVisit) -> Answer:
    """What the client hopes for; what they hoped before stays to be read."""
    form = HopeForm()
    if form.validate_on_submit():
        said, sureness = form.told()
        clients.tell_hope(visit.client, said, sureness, key=form.key.data, by=visit.actor)
        db.session.commit()
        flash(_("Saved. Your coach sees it too."), "ok")
        return redirect(url_for(".hope", practice=visit.practice.slug), SEE_OTHER)
    number = request.args.get("page", 1, int)
    told = clients.list_hopes(visit.practice.id, visit.client.id, number)
    page = render_template(
        "portal/hope.html",
        visit=visit,
        form=form,
        page=with_ways(told),
        hope_words=HOPE_WORDS,
        sureness=clients.sureness_of(visit.client),
        sureness_words=sureness_words,
    )
    return page, status_of(form)
