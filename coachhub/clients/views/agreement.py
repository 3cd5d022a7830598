from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.forms import AgreementForm
from coachhub.clients.words import first_agreement
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs


@member(Can.OFFER)
def agreement(desk: Desk) -> Answer:
    """What clients sign before work begins; a new text is a new version to sign."""
    current = clients.current_agreement(desk.practice.id)
    body = current.body if current else first_agreement(desk.practice.name)
    form = AgreementForm(body=body, version=current.number if current else 0)
    is_stale = False
    if form.validate_on_submit():
        try:
            clients.publish_agreement(
                desk.practice.id, form.body.data, number=form.version.data + 1, by=desk.actor
            )
        except Stale:
            is_stale = True
            form.version.raw_data, form.version.data = None, current.number if current else 0
        else:
            db.session.commit()
            flash(_("Published. Clients are asked to read and sign it."), "ok")
            return redirect(url_for(".agreement", practice=desk.practice.slug), SEE_OTHER)
    page = render_template(
        "clients/agreement.html",
        desk=desk,
        form=form,
        current=current,
        is_stale=is_stale,
        is_own=bool(is_stale and current and clients.published_it(current, by=desk.actor)),
        tabs=settings_tabs(desk),
    )
    return page, CONFLICT if is_stale else status_of(form)
