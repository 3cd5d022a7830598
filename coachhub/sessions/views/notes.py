from uuid import UUID

from flask import render_template, request

from coachhub.clients.access import load_own_client
from coachhub.core.web.answers import Answer
from coachhub.core.web.paging import with_ways
from coachhub.intake import services as intake
from coachhub.intake.words import SECTION_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.sessions import services as sessions


@member(Can.WRITE_PRIVATELY)
def notes_page(desk: Desk, client_id: UUID) -> Answer:
    """What the coach keeps for themselves about a client: the intake note, the sessions' notes."""
    row = load_own_client(desk, client_id)
    page = sessions.list_notes(desk.practice.id, client_id, request.args.get("page", 1, int))
    return render_template(
        "sessions/notes.html",
        desk=desk,
        row=row,
        client=row.client,
        note=intake.note_of(row.engagement),
        section_words=SECTION_WORDS,
        page=with_ways(page),
    )
