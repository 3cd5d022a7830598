from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.access import load_own_client
from coachhub.core.db import db
from coachhub.core.paging import Page
from coachhub.core.stale import Stale
from coachhub.core.web import compression
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, page_or_part, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.searching import searched
from coachhub.core.web.undo import UNDONE, flash_undo, way_back
from coachhub.growth import services as growth
from coachhub.growth.forms import TemplateForm
from coachhub.growth.models import TaskTemplate
from coachhub.growth.rules import Category, Kind, Tag, weekdays_of
from coachhub.growth.words import (
    CATEGORY_WORDS,
    KIND_WORDS,
    TAG_WORDS,
    aim_line,
    pace_words,
    template_line,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

PAGE_SIZE = 20
PURPOSE, _WITH_A_PLAN = "purpose", "plan"
LINES: dict[str, Any] = {"template_line": template_line, "aim_line": aim_line}
"""What the folded parts of a template tell."""


@member(Can.GUIDE)
def library_page(desk: Desk) -> Answer:
    """All the tasks one can suggest, found by what somebody says, or by a word."""
    return _found(desk, "growth/library.html")


@member(Can.GUIDE)
def choose(desk: Desk, client_id: UUID) -> Answer:
    """The same, to choose one for a client."""
    row = load_own_client(desk, client_id)
    withholds = growth.is_withheld(desk.practice.id, client_id)
    purpose = purpose_asked()
    return _found(
        desk, "growth/choose.html", withholds=withholds, client=row.client, purpose=purpose
    )


def purpose_asked() -> dict[str, str]:
    """What the address says a task is chosen for: the client's draft of a plan, or nothing more."""
    if request.args.get(PURPOSE) != _WITH_A_PLAN:
        return {}
    compression.known(PURPOSE)
    return {PURPOSE: _WITH_A_PLAN}


def _found(desk: Desk, page_name: str, *, withholds: bool = False, **context: Any) -> Response:  # noqa: ANN401
    """The library; where it withholds what looks back, nobody's complaint is offered either."""
    if not request.args.get("q"):
        compression.known("q")
    wanted = growth.Wanted(
        text=searched(),
        tag=None if withholds else _chosen(Tag, "tag"),
        category=_chosen(Category, "category"),
        kind=_chosen(Kind, "kind"),
        without_looking_back=withholds,
    )
    fitting = growth.library(desk.practice.id, wanted)
    return page_or_part(
        page_name,
        "growth/_library.html",
        desk=desk,
        wanted=wanted,
        page=with_ways(Page.of(fitting, request.args.get("page", 1, int), PAGE_SIZE)),
        withholds=withholds,
        tag_words={} if withholds else TAG_WORDS,
        category_words=CATEGORY_WORDS,
        kind_words=KIND_WORDS,
        pace_words=pace_words,
        **context,
    )


def _chosen(choices: Any, name: str) -> Any:  # noqa: ANN401
    asked = request.args.get(name, "")
    if asked in {"", *choices}:
        compression.known(name)
    return choices(asked) if asked in set(choices) else None


@member(Can.GUIDE)
def new_template(desk: Desk) -> Answer:
    """Write a task for the practice's own library."""
    form = TemplateForm()
    if form.validate_on_submit():
        try:
            growth.write_template(
                desk.practice.id, form.template(), by=desk.actor, key=form.key.data
            )
        except growth.LibraryFull:
            form.words.errors = [_("The library is full; please retire a template first.")]
        else:
            db.session.commit()
            flash(_("It stands in your library."), "ok")
            return _to_library(desk)
    page = render_template("growth/template.html", form=form, desk=desk, **LINES)
    return page, status_of(form)


@member(Can.GUIDE)
def edit_template(desk: Desk, template_key: UUID) -> Answer:
    """Change a template of the practice's own; tasks made from it stay as they are."""
    row = _load_own(desk, template_key)
    form = TemplateForm(obj=row, weekdays=weekdays_of(row.weekdays))
    is_stale = False
    if form.validate_on_submit():
        try:
            growth.change_template(row, form.template(), by=desk.actor, version=form.version.data)
        except Stale:
            is_stale = bool(form.save_over(row))
        else:
            db.session.commit()
            flash(_("Saved. Tasks that were suggested before stay as they are."), "ok")
            return _to_library(desk)
    page = render_template(
        "growth/template.html",
        form=form,
        desk=desk,
        row=row,
        is_stale=is_stale,
        is_own=is_stale and growth.saved_it_last(row, by=desk.actor),
        **LINES,
    )
    return page, CONFLICT if is_stale else status_of(form)


@member(Can.GUIDE)
def retire(desk: Desk, template_key: UUID) -> Answer:
    """Take a template of the practice's own out of the library."""
    growth.retire_template(_load_own(desk, template_key), by=desk.actor)
    db.session.commit()
    flash_undo(
        _("It is out of the library. Tasks made from it stay."),
        way_back(".put_back", practice=desk.practice.slug, template_key=template_key),
    )
    return _to_library(desk)


@member(Can.GUIDE)
def put_back(desk: Desk, template_key: UUID) -> Answer:
    """Put a template that was taken out back into the library."""
    row = growth.find_retired(desk.practice.id, template_key)
    if row is None:
        _load_own(desk, template_key)  # pressed twice: it is there already
        return _to_library(desk)
    with act(
        {growth.LibraryFull: _("The library is full by now; it stays out.")}, done=str(UNDONE)
    ):
        growth.put_back_template(row, by=desk.actor)
    return _to_library(desk)


def _load_own(desk: Desk, template_id: UUID) -> TaskTemplate:
    row = growth.find_own(desk.practice.id, template_id)
    if row is None:
        abort(404)
    return row


def _to_library(desk: Desk) -> Response:
    return redirect(url_for(".library", practice=desk.practice.slug), SEE_OTHER)
