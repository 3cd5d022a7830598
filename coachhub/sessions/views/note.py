from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.booking.models import Booking
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, Answer, status_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions
from coachhub.sessions.access import load_own_session
from coachhub.sessions.forms import NoteForm
from coachhub.sessions.rules import Model
from coachhub.sessions.words import HEADING_WORDS


@member(Can.WRITE_PRIVATELY)
def note(desk: Desk, booking_id: UUID) -> Answer:
    """The page for the hour: headings, what one writes under them, what may be shared."""
    session = load_own_session(desk, booking_id)
    stored = sessions.note_of(session)
    model = _asked_model() or stored.model
    form = NoteForm.about(stored, model)
    shown = form.shown(model, stored)
    is_stale = False
    if form.validate_on_submit():
        chosen = Model(form.model.data)
        try:
            version = sessions.write_note(
                session, chosen, form.blocks(shown), version=form.version.data, by=desk.actor
            )
        except Stale:
            db.session.rollback()
            stored, is_stale = sessions.note_of(session), True
            form.version.raw_data, form.version.data = None, stored.version
        else:
            db.session.commit()
            if _is_autosave():
                return _parts(form, OK, version)
            flash(_("Saved. Only you read it, but for what you marked to share."), "ok")
            here = desk.practice.slug
            return redirect(url_for(".note", practice=here, booking_id=booking_id), SEE_OTHER)
    status = CONFLICT if is_stale else status_of(form)
    if _is_autosave():
        return _parts(form, status)
    page = render_template(
        "sessions/note.html",
        desk=desk,
        session=session,
        form=form,
        shown=shown,
        model=model,
        stored=stored,
        is_stale=is_stale,
        heading_words=HEADING_WORDS,
        **_beside(session),
    )
    return page, status


def _beside(session: Booking) -> dict[str, Any]:
    """What stands beside the note: how far the hour is, and what client and coach have agreed."""
    now = clock.now()
    return {
        "is_now": session.starts_at <= now < session.ends_at,
        "passed": (now - session.starts_at) // timedelta(minutes=1),
        "last": sessions.last_before(session),
    }


def _parts(form: NoteForm, status: int, version: int = 0) -> Answer:
    """What changes on the page when a script saved, or tried to."""
    page = render_template(
        "sessions/_saved.html", form=form, status=status, version=version, saved_at=clock.now()
    )
    return page, status


def _asked_model() -> Model | None:
    """The headings that the form was sent under, or that the address asks for."""
    asked = request.form.get("shown") or request.args.get("model", "")
    return Model(asked) if asked in set(Model) else None


def _is_autosave() -> bool:
    return request.headers.get("HX-Request-Type") == "partial"
