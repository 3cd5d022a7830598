from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import load_import, possible_coaches
from coachhub.clients.csv_file import SAMPLE_LINES, Line
from coachhub.clients.forms import STATE_WORDS, ImportForm
from coachhub.clients.models import ClientImport
from coachhub.clients.rules import Column, EngagementState
from coachhub.clients.words import COLUMN_WORDS, PROBLEM_WORDS, column_names
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.paging import Page
from coachhub.core.web import compression
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, Answer, status_of
from coachhub.core.web.csv_answer import csv_answer
from coachhub.core.web.forms import choices_of
from coachhub.core.web.paging import with_ways
from coachhub.practices.access import Desk, member
from coachhub.practices.models import Member
from coachhub.practices.rules import Can

PAGE_SIZE = 20
_SHOWN = {"bad", "good"}


@member(Can.ADD_CLIENTS)
def import_file(desk: Desk) -> Answer:
    """Choose a file of clients; nothing of it is a client before it was looked at."""
    form, coaches = ImportForm(state=EngagementState.LEAD.value), possible_coaches(desk)
    form.coach_id.choices = choices_of({key: coach.user.name for key, coach in coaches.items()})
    if form.validate_on_submit():
        row = clients.keep_import(
            desk.member,
            form.sheet,
            zone=desk.settings.zone,
            coaches=_by_name(coaches, form.coach_id.data),
            state=EngagementState(form.state.data),
        )
        db.session.commit()
        here = desk.practice.slug
        return redirect(url_for(".import_preview", practice=here, import_id=row.id), SEE_OTHER)
    page = render_template(
        "clients/import.html",
        desk=desk,
        form=form,
        columns=column_names(),
        waiting=clients.waiting_import(desk.member),
    )
    return page, status_of(form)


def _by_name(coaches: dict[str, Member], default: str) -> dict[str, str]:
    """Ids by folded name and address; a name that two of them have is none."""
    found = {"": default}
    for key, coach in coaches.items():
        name = fold(coach.user.name)
        found[name] = "" if name in found else key
    found = {name: key for name, key in found.items() if key}
    return found | {fold(coach.user.email): key for key, coach in coaches.items()}


@member(Can.ADD_CLIENTS)
def import_sample(_desk: Desk) -> Response:
    """A file to begin with."""
    head = ",".join(column_names())
    answer = Response(f"{head}\r\n{SAMPLE_LINES}", mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=clients.csv"
    return answer


@member(Can.ADD_CLIENTS)
def import_preview(desk: Desk, import_id: UUID) -> Answer:
    """What would be taken and what wouldn't, line by line."""
    return _preview(desk, load_import(desk, import_id))


@member(Can.ADD_CLIENTS)
def import_refused(desk: Desk, import_id: UUID) -> Response:
    """The lines that would not be taken, each with why, to be mended and sent once more."""
    sheet = clients.sheet_of(load_import(desk, import_id))
    names = {key: coach.user.name for key, coach in possible_coaches(desk).items()}
    rows = [_refused(line, names) for line in sheet.lines if line.problems]
    return csv_answer("clients-refused", [*column_names(), _("What is wrong")], rows)


def _refused(line: Line, names: Mapping[str, str]) -> list[str]:
    cells = [line.values[column] for column in Column]
    return [*cells[:-1], names.get(cells[-1], cells[-1]), _why(line)]


def _why(line: Line) -> str:
    named = ((COLUMN_WORDS[Column(one)], PROBLEM_WORDS[what]) for one, what in line.problems)
    return "; ".join(f"{column}: {problem}" for column, problem in named)


@member(Can.ADD_CLIENTS)
def import_confirm(desk: Desk, import_id: UUID) -> Answer:
    """Take in the lines without problems."""
    row = load_import(desk, import_id)
    coaches = set(possible_coaches(desk))
    try:
        taken = clients.confirm_import(row, coaches, locale=desk.settings.locale, by=desk.actor)
    except clients.Overtaken:
        db.session.commit()
        return _preview(desk, row, is_overtaken=True)
    db.session.commit()
    flash(ngettext("One client is here now.", "%(num)s clients are here now.", taken), "ok")
    here = desk.practice.slug
    return redirect(url_for(".clients", practice=here, show=row.state, sort="newest"), SEE_OTHER)


def _preview(desk: Desk, row: ClientImport, *, is_overtaken: bool = False) -> Answer:
    sheet = clients.sheet_of(row)
    bad = [line for line in sheet.lines if line.problems]
    good = [line for line in sheet.lines if not line.problems]
    shown = request.args.get("show", "")
    if shown in _SHOWN:
        compression.known("show")
    else:
        shown = "bad" if bad else "good"
    lines = bad if shown == "bad" else good
    part = Page.of(lines, request.args.get("page", 1, int), PAGE_SIZE)
    page = render_template(
        "clients/import_preview.html",
        desk=desk,
        row=row,
        left_out=sheet.left_out,
        bad=bad,
        good=good,
        shown=shown,
        page=with_ways(part),
        coaches={key: coach.user.name for key, coach in possible_coaches(desk).items()},
        is_overtaken=is_overtaken,
        column_words=COLUMN_WORDS,
        problem_words=PROBLEM_WORDS,
        state_word=STATE_WORDS[EngagementState(row.state)],
    )
    return page, CONFLICT if is_overtaken else OK
