from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.portal.views.sessions import bookable
from coachhub.sessions import services as sessions
from coachhub.sessions.forms import CorrectionForm
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.rules import SummaryState
from coachhub.sessions.words import SECTION_WORDS, file_name


@client_of_practice
def documents(visit: PortalVisit) -> Answer:
    """What the client has in writing: the summaries of their sessions."""
    number = request.args.get("page", 1, int)
    page = sessions.published_for(visit.practice.id, visit.client.id, number)
    return render_template(
        "portal/documents.html",
        visit=visit,
        page=with_ways(page),
        may_book=not page.rows and bool(bookable(visit)),
    )


@client_of_practice
def document(visit: PortalVisit, summary_id: UUID) -> Answer:
    """One summary to read; here the client may ask for other words."""
    summary = _load(visit, summary_id)
    form = CorrectionForm()
    if form.validate_on_submit():
        sessions.ask_correction(summary, form.correction.data, by=visit.actor)
        db.session.commit()
        flash(
            _("Thank you. Your coach reads it and writes a new version, or talks with you."), "ok"
        )
        here = visit.practice.slug
        return redirect(url_for(".document", practice=here, summary_id=summary_id), SEE_OTHER)
    page = render_template(
        "portal/document.html",
        visit=visit,
        summary=summary,
        session=summary.booking,
        form=form,
        section_words=SECTION_WORDS,
    )
    return page, status_of(form)


@client_of_practice
def document_pdf(visit: PortalVisit, summary_id: UUID) -> Answer:
    """The PDF, to be kept."""
    summary = _load(visit, summary_id)
    content = summary.pdf
    if content is None:
        abort(404)
    sessions.note_download(summary, by=visit.actor)
    db.session.commit()
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(summary))
    return answer


def _load(visit: PortalVisit, summary_id: UUID) -> SessionSummary:
    """A summary of the client's own that they were given and that stands."""
    summary = sessions.find_summary(visit.practice.id, summary_id)
    if summary is None or summary.booking.client_id != visit.client.id:
        abort(404)
    if summary.state != SummaryState.PUBLISHED:
        abort(404)
    return summary
