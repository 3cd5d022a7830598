from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.clients.forms import HopeForm
from coachhub.clients.words import HOPE_WORDS, sureness_words
from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.undo import TOO_LATE, UNDONE, flash_undo, way_back


@client_of_practice
def hope(visit: PortalVisit) -> Answer:
    """What the client hopes for; what they hoped before stays to be read."""
    form = HopeForm()
    if form.validate_on_submit():
        said, sureness = form.told()
        told = clients.tell_hope(visit.client, said, sureness, key=form.key.data, by=visit.actor)
        db.session.commit()
        back = way_back(".take_back_hope", practice=visit.practice.slug, hope_id=told.id)
        flash_undo(_("Saved. Your coach sees it too."), back)
        return _to_hopes(visit)
    number = request.args.get("page", 1, int)
    hopes = clients.list_hopes(visit.practice.id, visit.client.id, number)
    page = render_template(
        "portal/hope.html",
        visit=visit,
        form=form,
        page=with_ways(hopes),
        hope_words=HOPE_WORDS,
        sureness=clients.sureness_of(visit.client, visit.client.zone),
        sureness_words=sureness_words,
    )
    return page, status_of(form)


@client_of_practice
def take_back_hope(visit: PortalVisit, hope_id: UUID) -> Response:
    """The hope that they have just told was not said."""
    with act({clients.HopeStays: str(TOO_LATE)}, done=str(UNDONE)):
        clients.take_back_hope(visit.client, hope_id, by=visit.actor)
    return _to_hopes(visit)


def _to_hopes(visit: PortalVisit) -> Response:
    return redirect(url_for(".hope", practice=visit.practice.slug), SEE_OTHER)
