from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import load_client
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER
from coachhub.practices.access import Desk, invitation_problem, member
from coachhub.practices.rules import Can


@member(Can.ADD_CLIENTS)
def invite(desk: Desk, client_id: UUID) -> Response:
    """Mail the client a link to their portal; a second mail replaces the first."""
    client = load_client(desk, client_id).client
    problem = invitation_problem(desk, client.email) if client.email else None
    if problem:
        flash(problem, "need")
        return _to_record(desk, client_id)
    try:
        clients.invite(client, by=desk.actor)
    except clients.NoAddress:
        flash(_("Write down an e-mail address first."), "need")
    except clients.NotInvited:
        flash(_("%(name)s has portal access already.", name=client.name), "open")
    except clients.NothingSent:
        words = _(
            "Nothing is sent to %(email)s now, so no invitation went out.", email=client.email
        )
        flash(words, "need")
    else:
        db.session.commit()
        flash(_("The invitation is on its way to %(email)s.", email=client.email), "ok")
    return _to_record(desk, client_id)


@member(Can.ADD_CLIENTS)
def take_back(desk: Desk, client_id: UUID) -> Response:
    """The mailed link no longer opens the portal."""
    client = load_client(desk, client_id).client
    try:
        clients.take_back(client, by=desk.actor)
    except clients.NotInvited:
        flash(
            _("%(name)s has come in already; you can close the portal.", name=client.name), "need"
        )
    else:
        db.session.commit()
        flash(_("The invitation is taken back."), "ok")
    return _to_record(desk, client_id)


@member(Can.ADD_CLIENTS)
def close(desk: Desk, client_id: UUID) -> Response:
    """The client can't open the portal any more; their record stays."""
    client = load_client(desk, client_id).client
    clients.close_portal(client, by=desk.actor)
    db.session.commit()
    flash(_("The portal is closed for %(name)s.", name=client.name), "ok")
    return _to_record(desk, client_id)


def _to_record(desk: Desk, client_id: UUID) -> Response:
    return redirect(
        url_for(".overview", practice=desk.practice.slug, client_id=client_id), SEE_OTHER
    )
