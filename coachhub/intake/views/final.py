from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.services import Row
from coachhub.clients.words import HOPE_WORDS
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, UNPROCESSABLE, Answer
from coachhub.core.web.paging import with_ways
from coachhub.intake import services as intake
from coachhub.intake.access import load_note
from coachhub.intake.forms import AddendumForm, MarksForm, NoteForm
from coachhub.intake.words import SECTION_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


def final_page(
    desk: Desk,
    row: Row,
    note: intake.Note,
    form: AddendumForm | None = None,
    *,
    came_late: bool = False,
) -> str:
    """The note as it was made final, what was added since, and the form to add more."""
    if note.row is None:
        raise LookupError(row.engagement.id)
    addenda = intake.list_addenda(note.row, request.args.get("page", 1, int))
    return render_template(
        "intake/final.html",
        desk=desk,
        row=row,
        client=row.client,
        note=note,
        addenda=with_ways(addenda),
        hopes=clients.recent_hopes(desk.practice.id, row.client.id),
        hope_words=HOPE_WORDS,
        form=form or AddendumForm(),
        came_late=came_late,
        section_words=SECTION_WORDS,
    )


def too_late(desk: Desk, row: Row, note: intake.Note, form: NoteForm) -> str:
    """The note was made final while somebody wrote: what they typed waits as an addendum."""
    typed = {section: one.passage.words for section, one in form.typed().items()}
    new = [
        f"{SECTION_WORDS[section][0]}: {words}"
        for section, words in typed.items()
        if words and words != note.passage(section).words
    ]
    addendum = AddendumForm(formdata=None, words="\n\n".join(new))
    return final_page(desk, row, note, addendum, came_late=True)


@member(Can.WRITE_PRIVATELY)
def add(desk: Desk, client_id: UUID) -> Answer:
    """Add to the final note; what stands there stays."""
    row, note, kept = load_note(desk, client_id)
    form = AddendumForm()
    if note.is_final and not form.validate():
        return final_page(desk, row, note, form), UNPROCESSABLE
    try:
        intake.add_addendum(kept, form.words.data, key=form.key.data, by=desk.actor)
    except intake.NotFinal:
        db.session.rollback()
        flash(_("The note is still a draft; please write in it."), "need")
    else:
        db.session.commit()
        flash(_("Added."), "ok")
    return _to_note(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def mark(desk: Desk, client_id: UUID) -> Answer:
    """Choose what of the final note goes into the draft of the next summary."""
    _row, _note, kept = load_note(desk, client_id)
    try:
        intake.mark(kept, MarksForm().marked(), by=desk.actor)
    except intake.NotFinal:
        db.session.rollback()
        flash(_("The note is still a draft; its marks are saved with it."), "need")
    else:
        db.session.commit()
        flash(_("Noted. You see it in the draft before anybody else does."), "ok")
    return _to_note(desk, client_id)


def _to_note(desk: Desk, client_id: UUID) -> Response:
    return redirect(url_for(".note", practice=desk.practice.slug, client_id=client_id), SEE_OTHER)
