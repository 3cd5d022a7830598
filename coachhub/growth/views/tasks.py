from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.access import load_own_client
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web import compression
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.undo import TOO_LATE, UNDONE, way_back
from coachhub.growth import services as growth
from coachhub.growth.access import load_task
from coachhub.growth.forms import AnswerForm, TaskForm
from coachhub.growth.library import Template
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import Act, Party, weekdays_of
from coachhub.growth.views.library import PURPOSE, purpose_asked
from coachhub.growth.words import (
    CATEGORY_WORDS,
    OUTCOME_WORDS,
    STATE_WORDS,
    VERDICT_WORDS,
    aim_line,
    cue_line,
    mood_words,
    pace_line,
    pace_words,
    progress_words,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

LINES: dict[str, Any] = {"pace_line": pace_line, "aim_line": aim_line, "cue_line": cue_line}
"""What stands in the folded parts of a task's form, each in a line."""


@member(Can.GUIDE)
def tasks_page(desk: Desk, client_id: UUID) -> Answer:
    """What the client does for their own growth: what is open, and what was."""
    row = load_own_client(desk, client_id)
    today = clock.today(row.client.zone)
    closed = growth.list_closed(desk.practice.id, client_id, request.args.get("page", 1, int))
    return render_template(
        "growth/tasks.html",
        desk=desk,
        client=row.client,
        open_tasks=growth.list_open(desk.practice.id, client_id, today),
        closed=with_ways(closed),
        state_words=STATE_WORDS,
        pace_words=pace_words,
        progress_words=progress_words,
    )


@member(Can.GUIDE)
def suggest(desk: Desk, client_id: UUID) -> Answer:
    """Suggest a task, from a template or in one's own words."""
    row = load_own_client(desk, client_id)
    client = row.client
    purpose = purpose_asked()
    named = request.args.get("template", "")
    template = growth.find_template(desk.practice.id, named)
    if template and named == template.key:
        compression.known("template")
    looks_back = template is not None and template.looks_back
    if looks_back and growth.is_withheld(desk.practice.id, client_id):
        return _withheld(desk, client, purpose)
    today = clock.today(client.zone)
    about = urlencode([one for one in request.args.items() if one[0] in ("template", PURPOSE)])
    form = TaskForm(today=today, draft_about=about, **_first_values(template, today))
    if form.validate_on_submit():
        try:
            growth.suggest(
                client,
                form.draft(),
                by=desk.actor,
                key=form.key.data,
                knowingly=form.knowingly.data,
                looks_back=looks_back,
            )
        except growth.TooMuch:
            form.knowingly.errors = [_("Please confirm, or wait until one is done.")]
        except growth.NotPossible:
            form.form_errors = [_("This form is out of date; please begin again.")]
        else:
            db.session.commit()
            flash(_("%(name)s finds it in the portal.", name=client.called), "ok")
            return _to_proposal(desk, client) if purpose else _to_tasks(desk, client)
    page = render_template(
        "growth/suggest.html", form=form, desk=desk, client=client, purpose=purpose, **LINES
    )
    return page, status_of(form)


def _withheld(desk: Desk, client: Client, purpose: dict[str, str]) -> Response:
    flash(_("This task looks back, and is not offered while safety comes first."), "need")
    here: dict[str, Any] = {"practice": desk.practice.slug, "client_id": client.id, **purpose}
    return redirect(url_for(".choose", **here), SEE_OTHER)


def _to_proposal(desk: Desk, client: Client) -> Response:
    """Back to the plan that the task is to go with."""
    here: dict[str, Any] = {"practice": desk.practice.slug, "client_id": client.id}
    return redirect(url_for("programs.propose_prepared", **here), SEE_OTHER)


def _first_values(template: Template | None, today: date) -> dict[str, Any]:
    """What the form says before anything is typed: the template's words, if one was chosen."""
    if template is None:
        return {"starts_on": today}
    days = template.days or (template.weeks * 7 - 1 if template.weeks else None)
    return {
        "words": str(template.words),
        "why": str(template.why),
        "category": template.categories[0],
        "more_categories": list(template.categories[1:]),
        "kind": template.kind,
        "rhythm": template.rhythm,
        "amount": template.amount,
        "weekdays": weekdays_of(template.weekdays),
        "minutes": template.minutes,
        "difficulty": template.difficulty,
        "starts_on": today,
        "ends_on": today + timedelta(days=days) if days else None,
    }


@member(Can.GUIDE)
def task_page(desk: Desk, client_id: UUID, task_id: UUID) -> Answer:
    """One task, and what the client told of it."""
    row, task = load_task(desk, client_id, task_id)
    return render_task(desk, row.client, task, AnswerForm())


def render_task(
    desk: Desk,
    client: Client,
    task: GrowthTask,
    form: AnswerForm,
    answering: TaskEntry | None = None,
) -> Answer:
    """The task's page; `answering` is the entry that the form answers, if it was sent."""
    number = growth.page_with(answering) if answering else request.args.get("page", 1, int)
    entries = growth.entries_page(task, number)
    page = render_template(
        "growth/task.html",
        desk=desk,
        client=client,
        row=growth.row_of(task, clock.today(client.zone)),
        task=task,
        entries=with_ways(entries, at=task_url(desk, task)),
        moods=growth.moods_of(entries.rows, Party.COACH),
        mood_words=mood_words,
        form=form,
        answering=answering.id if answering else None,
        category_words=CATEGORY_WORDS,
        state_words=STATE_WORDS,
        outcome_words=OUTCOME_WORDS,
        verdict_words=VERDICT_WORDS,
        pace_words=pace_words,
        progress_words=progress_words,
    )
    return page, status_of(form)


@member(Can.GUIDE)
def edit(desk: Desk, client_id: UUID, task_id: UUID) -> Answer:
    """Change a suggestion while the client has not answered it."""
    row, task = load_task(desk, client_id, task_id)
    form = TaskForm(
        obj=task, weekdays=weekdays_of(task.weekdays), today=clock.today(row.client.zone)
    )
    is_stale = False
    if form.validate_on_submit():
        try:
            growth.change_task(
                task, form.draft(), version=form.version.data, by=desk.actor, party=Party.COACH
            )
        except Stale:
            is_stale = bool(form.save_over(task))
        except growth.NotPossible:
            db.session.rollback()
            flash(_("%(name)s answered it meanwhile.", name=row.client.called), "need")
            return _to_task(desk, task)
        else:
            db.session.commit()
            flash(_("Saved."), "ok")
            return _to_task(desk, task)
    page = render_template(
        "growth/edit.html",
        form=form,
        desk=desk,
        client=row.client,
        task=task,
        is_stale=is_stale,
        **LINES,
    )
    return page, CONFLICT if is_stale else status_of(form)


@member(Can.GUIDE)
def take_back(desk: Desk, client_id: UUID, task_id: UUID) -> Answer:
    """Take a suggestion back."""
    return _end(desk, client_id, task_id, Act.TAKE_BACK, _("The suggestion is taken back."))


@member(Can.GUIDE)
def stop(desk: Desk, client_id: UUID, task_id: UUID) -> Answer:
    """End a task that was agreed."""
    return _end(desk, client_id, task_id, Act.STOP, _("The task has ended. What was done stays."))


@member(Can.GUIDE)
def reopen(desk: Desk, client_id: UUID, task_id: UUID) -> Answer:
    """Take back that one ended it, or took it back."""
    _row, task = load_task(desk, client_id, task_id)
    with act({growth.NotPossible: str(TOO_LATE)}, done=str(UNDONE)):
        growth.reopen(task, by=desk.actor, party=Party.COACH)
    return _to_task(desk, task)


def _end(desk: Desk, client_id: UUID, task_id: UUID, what: Act, done: str) -> Response:
    _row, task = load_task(desk, client_id, task_id)
    undo = way_back(".reopen", practice=desk.practice.slug, client_id=client_id, task_id=task_id)
    with act({growth.NotPossible: _("It stands somewhere else by now.")}, done=done, undo=undo):
        growth.act(task, what, by=desk.actor, party=Party.COACH)
    return _to_task(desk, task)


def _to_tasks(desk: Desk, client: Client) -> Response:
    return redirect(url_for(".tasks", practice=desk.practice.slug, client_id=client.id), SEE_OTHER)


def _to_task(desk: Desk, task: GrowthTask) -> Response:
    return redirect(task_url(desk, task), SEE_OTHER)


def task_url(desk: Desk, task: GrowthTask, entry: TaskEntry | None = None) -> str:
    """The address of a task's page, or of where an entry stands on it."""
    where: dict[str, Any] = {}
    if entry:
        number = growth.page_with(entry)
        where = {"_anchor": f"entry-{entry.id}", "page": number if number > 1 else None}
    here = desk.practice.slug
    return url_for(".task", practice=here, client_id=task.client_id, task_id=task.id, **where)
