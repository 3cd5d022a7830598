from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import load_own_client
from coachhub.clients.services import Row
from coachhub.clients.words import HOPE_WORDS
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, UNPROCESSABLE, Answer, status_of
from coachhub.intake import services as intake
from coachhub.intake.access import load_note
from coachhub.intake.forms import FinalForm, NoteForm
from coachhub.intake.rules import NoteSection, Passage, trace_of
from coachhub.intake.views.final import final_page, too_late
from coachhub.intake.words import SECTION_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

NOTHING_ELSE: Mapping[NoteSection, Passage] = MappingProxyType({})


@member(Can.WRITE_PRIVATELY)
def note(desk: Desk, client_id: UUID) -> Answer:
    """The note: written while it is a draft, read and added to once it is final."""
    row = load_own_client(desk, client_id)
    stored = intake.note_of(row.engagement)
    if stored.is_final and request.method == "GET":
        return final_page(desk, row, stored)
    form = NoteForm.about(stored)
    if not form.validate_on_submit():
        return _page(desk, row, form, stored, status=status_of(form))
    try:
        return _save(desk, row, form)
    except intake.Changed as changed:
        db.session.rollback()
        stored = intake.note_of(row.engagement)
        if not _is_autosave():
            form.take_over(changed.stored)
        return _page(desk, row, form, stored, theirs=changed.stored, status=CONFLICT)
    except intake.IsFinal:
        db.session.rollback()
        stored = intake.note_of(row.engagement)
        if _is_autosave():
            return _page(desk, row, form, stored, status=CONFLICT)
        return too_late(desk, row, stored, form), CONFLICT


def _save(desk: Desk, row: Row, form: NoteForm) -> Answer:
    """Keep what was typed, and go on: to the same page, or to make the note final."""
    typed = form.typed()
    after = intake.write_note(
        row.engagement,
        typed,
        sitting=form.sitting.data,
        by=desk.actor,
        deliberately=not _is_autosave(),
    )
    db.session.commit()
    if _is_autosave():
        theirs = {
            section: after.passage(section)
            for section, one in typed.items()
            if after.passage(section) != one.passage
        }
        return _page(desk, row, form, after, theirs=theirs)
    goes_on = ".finalise" if "finalise" in request.form else ".note"
    if goes_on == ".note":
        flash(_("Saved. Only you read it."), "ok")
    here = desk.practice.slug
    return redirect(url_for(goes_on, practice=here, client_id=row.client.id), SEE_OTHER)


def _page(
    desk: Desk,
    row: Row,
    form: NoteForm,
    stored: intake.Note,
    *,
    theirs: Mapping[NoteSection, Passage] = NOTHING_ELSE,
    status: int = OK,
) -> Answer:
    """The draft as a page or, for a script that saves now and then, the parts of it that change.

    `theirs` is what stands in sections where something else is typed.
    """
    page = render_template(
        "intake/_saved.html" if _is_autosave() else "intake/draft.html",
        desk=desk,
        row=row,
        client=row.client,
        form=form,
        stored=stored,
        theirs=theirs,
        traces={one: trace_of(stored.passage(one)) for one in NoteSection if one not in theirs},
        status=status,
        is_part=_is_autosave(),
        hopes=clients.recent_hopes(desk.practice.id, row.client.id),
        hope_words=HOPE_WORDS,
        first_empty=next((one for one in NoteSection if not form[one].data), None),
        section_words=SECTION_WORDS,
    )
    return page, status


def _is_autosave() -> bool:
    return request.headers.get("HX-Request-Type") == "partial"


@member(Can.WRITE_PRIVATELY)
def finalise(desk: Desk, client_id: UUID) -> Answer:
    """Read the note through once more, and make it final."""
    row, note, _kept = load_note(desk, client_id)
    to_note = url_for(".note", practice=desk.practice.slug, client_id=client_id)
    if note.is_final:
        return redirect(to_note, SEE_OTHER)
    form, status = FinalForm(seen=note.trace), OK
    if form.validate_on_submit():
        try:
            intake.finalise(note, seen=form.seen.data, by=desk.actor)
        except Stale:
            db.session.rollback()
            note, status = intake.note_of(row.engagement), CONFLICT
            form.seen.raw_data, form.seen.data = None, note.trace
        except intake.NothingWritten:
            db.session.rollback()
            status = UNPROCESSABLE
        else:
            db.session.commit()
            flash(_("The note is final. What is new is added below it."), "ok")
            return redirect(to_note, SEE_OTHER)
    page = render_template(
        "intake/finalise.html",
        desk=desk,
        row=row,
        client=row.client,
        form=form,
        note_words={section: note.passage(section).words for section in note.written},
        status=status,
        section_words=SECTION_WORDS,
    )
    return page, status
