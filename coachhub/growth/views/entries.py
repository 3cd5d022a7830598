from uuid import UUID

from flask import abort, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.core.web.undo import TOO_LATE, UNDONE, flash_undo, way_back
from coachhub.growth import services as growth
from coachhub.growth.access import load_task
from coachhub.growth.forms import AnswerForm
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import FeedbackState
from coachhub.growth.views.tasks import render_task, task_url
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.GUIDE)
def answer(desk: Desk, client_id: UUID, task_id: UUID, entry_id: UUID) -> Answer:
    """Say something to what the client told; it stands under their words."""
    row, task = load_task(desk, client_id, task_id)
    entry = _load_entry(task, entry_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return render_task(desk, row.client, task, form, entry)
    growth.answer_entry(entry, form.feedback.data, by=desk.actor)
    db.session.commit()
    flash(_("%(name)s reads it in the portal.", name=row.client.called), "ok")
    return _to_entry(desk, task, entry)


@member(Can.GUIDE)
def seen(desk: Desk, client_id: UUID, task_id: UUID, entry_id: UUID) -> Answer:
    """Let the client know that it was read, without words."""
    _row, task = load_task(desk, client_id, task_id)
    entry = _load_entry(task, entry_id)
    growth.mark_seen(entry, by=desk.actor)
    db.session.commit()
    if entry.feedback_state == FeedbackState.SEEN:
        back = way_back(
            ".unseen",
            practice=desk.practice.slug,
            client_id=client_id,
            task_id=task_id,
            entry_id=entry_id,
        )
        flash_undo(_("Marked as seen."), back)
    return _to_entry(desk, task, entry)


@member(Can.GUIDE)
def unseen(desk: Desk, client_id: UUID, task_id: UUID, entry_id: UUID) -> Answer:
    """Take back that it was marked as seen; it waits for an answer again."""
    _row, task = load_task(desk, client_id, task_id)
    entry = _load_entry(task, entry_id)
    with act({growth.NotPossible: str(TOO_LATE)}, done=str(UNDONE)):
        growth.mark_unseen(entry, by=desk.actor)
    return _to_entry(desk, task, entry)


def _load_entry(task: GrowthTask, entry_id: UUID) -> TaskEntry:
    entry = growth.find_entry(task, entry_id)
    if entry is None:
        abort(404)
    return entry


def _to_entry(desk: Desk, task: GrowthTask, entry: TaskEntry) -> Response:
    return redirect(task_url(desk, task, entry), SEE_OTHER)
