from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import load_own_client
from coachhub.clients.forms import HopeForm, PinForm
from coachhub.clients.words import HOPE_WORDS, sureness_words
from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.undo import TOO_LATE, UNDONE, flash_undo, way_back
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.WRITE_PRIVATELY)
def hope(desk: Desk, client_id: UUID) -> Answer:
    """What the client hopes for, and hoped for before; the coach writes down what they say."""
    client, form = load_own_client(desk, client_id).client, HopeForm()
    if form.validate_on_submit():
        said, sureness = form.told()
        told = clients.tell_hope(client, said, sureness, key=form.key.data, by=desk.actor)
        db.session.commit()
        back = way_back(
            ".take_back_hope", practice=desk.practice.slug, client_id=client_id, hope_id=told.id
        )
        flash_undo(_("Noted. What was hoped before stays to be read."), back)
        return _to_record(desk, client_id)
    hopes = clients.list_hopes(desk.practice.id, client_id, request.args.get("page", 1, int))
    page = render_template(
        "clients/hope.html",
        desk=desk,
        client=client,
        form=form,
        page=with_ways(hopes),
        hope_words=HOPE_WORDS,
        sureness=clients.sureness_of(client, desk.user.zone),
        sureness_words=sureness_words,
    )
    return page, status_of(form)


@member(Can.WRITE_PRIVATELY)
def pin(desk: Desk, client_id: UUID) -> Answer:
    """The one sentence that the client finds in their portal."""
    client, form = load_own_client(desk, client_id).client, PinForm()
    if form.validate_on_submit():
        clients.pin(client, form.words.data, key=form.key.data, by=desk.actor)
        db.session.commit()
        flash(_("Pinned. %(name)s finds it in the portal.", name=client.called), "ok")
        return _to_record(desk, client_id)
    pins = clients.list_pins(desk.practice.id, client_id, request.args.get("page", 1, int))
    page = render_template(
        "clients/pin.html",
        desk=desk,
        client=client,
        form=form,
        pinned=clients.pinned(desk.practice.id, client_id),
        page=with_ways(pins),
    )
    return page, status_of(form)


@member(Can.WRITE_PRIVATELY)
def unpin(desk: Desk, client_id: UUID) -> Response:
    """Nothing is pinned any more."""
    taken = clients.take_down(load_own_client(desk, client_id).client, by=desk.actor)
    db.session.commit()
    if taken is not None:
        back = way_back(
            ".pin_again", practice=desk.practice.slug, client_id=client_id, pin_id=taken
        )
        flash_undo(_("Taken down."), back)
    return _to_record(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def pin_again(desk: Desk, client_id: UUID, pin_id: UUID) -> Response:
    """Put the sentence up again that was taken down."""
    client = load_own_client(desk, client_id).client
    with act({clients.Replaced: str(TOO_LATE)}, done=str(UNDONE)):
        clients.put_up_again(client, pin_id, by=desk.actor)
    return _to_record(desk, client_id)


def _to_record(desk: Desk, client_id: UUID) -> Response:
    return redirect(
        url_for(".overview", practice=desk.practice.slug, client_id=client_id), SEE_OTHER
    )
