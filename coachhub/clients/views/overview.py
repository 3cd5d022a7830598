from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import coaches, load_client, may_lead
from coachhub.clients.forms import STATE_WORDS, TagForm
from coachhub.clients.rules import ENDED
from coachhub.clients.words import HOPE_WORDS
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.practices.words import resumed_words


@member(Can.WORK_HERE)
def overview(desk: Desk, client_id: UUID) -> Answer:
    """One client: who they are, how to reach them, how it stands."""
    row = load_client(desk, client_id)
    note_reading(desk, row)
    return overview_page(desk, row, TagForm(formdata=None))


def overview_page(desk: Desk, row: clients.Row, tag_form: TagForm) -> str:
    """The overview; what is between coach and client is on it for their coach alone."""
    practice_id, client_id, is_coach = desk.practice.id, row.client.id, coaches(desk, row)
    tags = clients.tags_beside(practice_id, client_id)
    beside = clients.for_today(practice_id, client_id)
    return render_template(
        "clients/overview.html",
        desk=desk,
        row=row,
        client=row.client,
        is_coach=is_coach,
        may_lead=may_lead(desk, row),
        is_under_way=row.engagement.state not in ENDED,
        agreement=beside.agreement,
        state_words=STATE_WORDS,
        hopes=clients.recent_hopes(practice_id, client_id) if is_coach else [],
        hope_words=HOPE_WORDS,
        pinned=beside.pinned if is_coach else None,
        tags=[tag for tag, is_carried in tags if is_carried],
        other_tags=[tag for tag, is_carried in tags if not is_carried],
        tag_form=tag_form,
        mail_pause=clients.mail_pause_of(row.client),
    )


@member(Can.WORK_HERE)
def resume_mail(desk: Desk, client_id: UUID) -> Response:
    """Mails go to the client's address again."""
    client = load_client(desk, client_id).client
    pause = clients.mail_pause_of(client) or abort(404)
    practices.resume_mail(pause, by=desk.actor)
    db.session.commit()
    flash(resumed_words(pause.address, is_safe=not client.is_discreet), "ok")
    return redirect(
        url_for(".overview", practice=desk.practice.slug, client_id=client_id), SEE_OTHER
    )


def note_reading(desk: Desk, row: clients.Row) -> None:
    """Anybody but the client's coach leaves a note of having read the record."""
    if not coaches(desk, row):
        clients.note_opening(row.client, by=desk.actor)
        db.session.commit()
