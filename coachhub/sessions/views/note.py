from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.booking.models import Booking
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, Answer, status_of
from coachhub.intake.rules import Passage, trace_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions
from coachhub.sessions.access import load_own_session
from coachhub.sessions.forms import NoteForm
from coachhub.sessions.rules import Model
from coachhub.sessions.views.autosaves import is_autosave
from coachhub.sessions.views.beside import beside
from coachhub.sessions.words import HEADING_WORDS

NOTHING_ELSE: Mapping[str, Passage] = MappingProxyType({})


@member(Can.WRITE_PRIVATELY)
def note(desk: Desk, booking_id: UUID) -> Answer:
    """The page for the hour: headings, what one writes under them, what may be shared."""
    session = load_own_session(desk, booking_id)
    stored = sessions.note_of(session)
    model = _asked_model() or stored.model
    form = NoteForm.about(stored, model)
    shown = form.shown(model, stored)
    if not form.validate_on_submit():
        return _page(desk, session, form, stored, model=model, shown=shown, status=status_of(form))
    typed = form.typed(shown)
    try:
        after = sessions.write_note(session, Model(form.model.data), typed, by=desk.actor)
    except sessions.Changed as changed:
        db.session.rollback()
        stored, theirs = sessions.note_of(session), changed.stored
        if not is_autosave():
            form.catch_up(stored, theirs, shown)
        return _page(
            desk, session, form, stored, model=model, shown=shown, theirs=theirs, status=CONFLICT
        )
    db.session.commit()
    if is_autosave():
        theirs = {
            heading: after.passage(heading)
            for heading, one in typed.items()
            if after.passage(heading) != one.passage
        }
        return _page(desk, session, form, after, model=model, shown=shown, theirs=theirs)
    flash(_("Saved. Only you read it, but for what you marked to share."), "ok")
    here = desk.practice.slug
    return redirect(url_for(".note", practice=here, booking_id=booking_id), SEE_OTHER)


def _page(
    desk: Desk,
    session: Booking,
    form: NoteForm,
    stored: sessions.Note,
    *,
    model: Model,
    shown: list[str],
    theirs: Mapping[str, Passage] = NOTHING_ELSE,
    status: int = OK,
) -> Answer:
    """The note as a page or, for a script that saves now and then, the parts of it that change.

    `theirs` is what stands under headings where something else is typed.
    """
    traces = {one: trace_of(stored.passage(one)) for one in shown if one not in theirs}
    about = {"form": form, "stored": stored, "shown": shown, "theirs": theirs, "status": status}
    if is_autosave():
        return render_template("sessions/_note_saved.html", traces=traces, **about), status
    page = render_template(
        "sessions/note.html",
        desk=desk,
        session=session,
        model=model,
        heading_words=HEADING_WORDS,
        passed=_passed(session),
        **about,
        **beside(session),
    )
    return page, status


def _passed(session: Booking) -> int | None:
    """How many minutes of the hour have passed; none while it isn't going on."""
    now = clock.now()
    is_now = session.starts_at <= now < session.ends_at
    return (now - session.starts_at) // timedelta(minutes=1) if is_now else None


def _asked_model() -> Model | None:
    """The headings that the form was sent under, or that the address asks for."""
    asked = request.form.get("shown") or request.args.get("model", "")
    return Model(asked) if asked in set(Model) else None
