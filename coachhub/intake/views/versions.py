from uuid import UUID

from flask import render_template, request

from coachhub.core.web.answers import Answer
from coachhub.core.web.paging import with_ways
from coachhub.intake import services as intake
from coachhub.intake.access import load_note, load_version
from coachhub.intake.words import SECTION_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.WRITE_PRIVATELY)
def versions_page(desk: Desk, client_id: UUID) -> Answer:
    """How the note read before, version by version."""
    row, _note, kept = load_note(desk, client_id)
    page = intake.list_versions(kept, request.args.get("page", 1, int))
    return render_template(
        "intake/versions.html", desk=desk, row=row, client=row.client, page=with_ways(page)
    )


@member(Can.WRITE_PRIVATELY)
def version_page(desk: Desk, client_id: UUID, version_id: UUID) -> Answer:
    """One earlier version, to read."""
    row, _note, version = load_version(desk, client_id, version_id)
    return render_template(
        "intake/version.html",
        desk=desk,
        row=row,
        client=row.client,
        version=version,
        section_words=SECTION_WORDS,
    )
