from uuid import UUID

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import load_client
from coachhub.clients.forms import TagForm
from coachhub.clients.views.overview import note_reading, overview_page
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, UNPROCESSABLE, Answer
from coachhub.core.web.undo import flash_undo, way_back
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.WORK_HERE)
def tag(desk: Desk, client_id: UUID) -> Answer:
    """Put a tag on the client, a new one or one there is."""
    row, form = load_client(desk, client_id), TagForm()
    if form.validate():
        try:
            clients.put_on(row.client, form.name.data, by=desk.actor)
        except clients.TooManyTags:
            db.session.rollback()
            form.name.errors = [_("There are as many tags as there may be. Take one off first.")]
        else:
            db.session.commit()
            return _to_record(desk, client_id)
    row = load_client(desk, client_id)
    note_reading(desk, row)
    return overview_page(desk, row, form), UNPROCESSABLE


@member(Can.WORK_HERE)
def untag(desk: Desk, client_id: UUID, tag_id: UUID) -> Response:
    """Take a tag off the client."""
    name = clients.take_off(load_client(desk, client_id).client, tag_id, by=desk.actor)
    db.session.commit()
    if name is not None:
        back = way_back(".tag", {"name": name}, practice=desk.practice.slug, client_id=client_id)
        flash_undo(_("The tag is off."), back)
    return _to_record(desk, client_id)


def _to_record(desk: Desk, client_id: UUID) -> Response:
    """Where the tags are changed, for there may be more to change."""
    url = url_for(
        ".overview", practice=desk.practice.slug, client_id=client_id, tags="1", _anchor="tags"
    )
    return redirect(url, SEE_OTHER)
