from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, flash, get_template_attribute, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.booking.models import Booking
from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web import i18n
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, Answer, status_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.sessions import pdf
from coachhub.sessions import services as sessions
from coachhub.sessions.access import load_own_session
from coachhub.sessions.forms import PublicationForm, SummaryForm
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.rules import SummaryState
from coachhub.sessions.views.autosaves import is_autosave, parts
from coachhub.sessions.views.beside import beside
from coachhub.sessions.words import (
    HEADING_WORDS,
    PAPER_WORDS,
    PUBLISHED_WORDS,
    SECTION_WORDS,
    STATE_WORDS,
    file_name,
)


@member(Can.WRITE_PRIVATELY)
def summary(desk: Desk, booking_id: UUID) -> Answer:
    """What the client got of the session, and what is being written."""
    session = load_own_session(desk, booking_id)
    return render_template(
        "sessions/summary.html",
        desk=desk,
        session=session,
        draft=sessions.draft_of(session),
        versions=sessions.versions_of(session),
        section_words=SECTION_WORDS,
        state_words=STATE_WORDS,
    )


@member(Can.WRITE_PRIVATELY)
def draft(desk: Desk, booking_id: UUID) -> Answer:
    """Write the summary; it begins with what the notes share."""
    session = load_own_session(desk, booking_id)
    row, note = sessions.draft_of(session), sessions.note_of(session)
    beginning = None if row else sessions.beginning_of(session, note)
    form = SummaryForm.beginning(beginning) if beginning else SummaryForm(obj=row)
    is_stale = False
    if form.validate_on_submit():
        try:
            row = sessions.save_draft(
                session,
                form.sections(),
                version=form.version.data,
                by=desk.actor,
                from_intake=form.copied(),
            )
        except Stale:
            db.session.rollback()
            row = sessions.draft_of(session)
            is_stale = True
            form.version.raw_data, form.version.data = None, row.version if row else 0
        else:
            db.session.commit()
            if is_autosave():
                return parts(form, OK, row.version)
            return redirect(_url(desk, session, ".preview"), SEE_OTHER)
    status = CONFLICT if is_stale else status_of(form)
    if is_autosave():
        return parts(form, status)
    page = render_template(
        "sessions/draft.html",
        desk=desk,
        session=session,
        draft=row,
        form=form,
        is_stale=is_stale,
        note=note,
        heading_words=HEADING_WORDS,
        **beside(session),
    )
    return page, status


@member(Can.WRITE_PRIVATELY)
def preview(desk: Desk, booking_id: UUID) -> Answer:
    """What the client would get, and nothing else; from here it is published."""
    session = load_own_session(desk, booking_id)
    row = sessions.draft_of(session)
    if row is None:
        return redirect(_url(desk, session, ".summary"), SEE_OTHER)
    return _looked_through(desk, row)


def _looked_through(desk: Desk, row: SessionSummary, *, is_stale: bool = False) -> str:
    client = pdf.client_of(row)
    return render_template(
        "sessions/preview.html",
        desk=desk,
        session=row.booking,
        summary=row,
        client=client,
        form=PublicationForm(formdata=None, version=row.version),
        is_stale=is_stale,
        as_read=_as_read(desk, row, client),
        tongue=i18n.tongue_of(client.locale),
        language=i18n.language_name(client.locale),
        paper=PAPER_WORDS[pdf.paper_of(client)],
    )


def _as_read(desk: Desk, row: SessionSummary, client: Client) -> str:
    """The summary and what stands beside it, in the client's language and zone."""
    draw: Callable[..., str] = get_template_attribute("sessions/_as_read.html", "as_read")
    around = pdf.beside(row)
    with i18n.speaking(client.locale, client.zone):
        tongue = i18n.tongue_here(desk.settings.locale)
        return draw(row, client, SECTION_WORDS, around, {"tongue": tongue})


@member(Can.WRITE_PRIVATELY)
def publish(desk: Desk, booking_id: UUID) -> Answer:
    """Give it to the client as it was looked through; the PDF is made by the worker."""
    session = load_own_session(desk, booking_id)
    row, form = sessions.draft_of(session), PublicationForm()
    if row is not None:
        try:
            sessions.publish(row, version=form.version.data, by=desk.actor)
        except sessions.NothingWritten:
            db.session.rollback()
            flash(_("There is nothing in it yet."), "need")
            return redirect(_url(desk, session, ".draft"), SEE_OTHER)
        except Stale:
            db.session.rollback()
            return _looked_through(desk, row, is_stale=True), CONFLICT
        db.session.commit()
        flash(str(PUBLISHED_WORDS[sessions.tells_client(session)]), "ok")
    return redirect(_url(desk, session, ".summary"), SEE_OTHER)


@member(Can.WRITE_PRIVATELY)
def download(desk: Desk, booking_id: UUID, summary_id: UUID) -> Answer:
    """The PDF as the client gets it."""
    session = load_own_session(desk, booking_id)
    row = sessions.find_summary(desk.practice.id, summary_id)
    if row is None or row.booking_id != session.id or row.state == SummaryState.DRAFT:
        abort(404)
    return pdf_answer(row)


def pdf_answer(row: SessionSummary) -> Response:
    """The file, to be kept; 404 while the worker has not made it."""
    content = row.pdf
    if content is None:
        abort(404)
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(row))
    return answer


def _url(desk: Desk, session: Booking, endpoint: str) -> str:
    return url_for(endpoint, practice=desk.practice.slug, booking_id=session.id)
