from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import services as booking
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.undo import TOO_LATE, UNDONE, WayBack, way_back
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import ENTRY_DAYS_BACK, Act, Kind, Party, weekdays_of
from coachhub.growth.words import (
    CATEGORY_WORDS,
    OUTCOME_WORDS,
    STATE_WORDS,
    VERDICT_WORDS,
    mood_words,
    pace_words,
    progress_words,
)
from coachhub.nocontact.access import current_courses
from coachhub.portal.task_forms import EntryForm, FitForm
from coachhub.portal.views.sessions import bookable

_WORDS = {
    "category_words": CATEGORY_WORDS,
    "state_words": STATE_WORDS,
    "outcome_words": OUTCOME_WORDS,
    "verdict_words": VERDICT_WORDS,
    "mood_words": mood_words,
    "pace_words": pace_words,
    "progress_words": progress_words,
}


@client_of_practice
def tasks(visit: PortalVisit) -> Answer:
    """What the client chose to do for themselves: today, this week, and what was."""
    practice_id, client = visit.practice.id, visit.client
    open_tasks = growth.list_for_client(practice_id, client.id, clock.today(client.zone))
    coming = [] if open_tasks else booking.coming(practice_id, client.id)
    return render_template(
        "portal/tasks.html",
        visit=visit,
        open_tasks=open_tasks,
        next_session=coming[0].booking if coming else None,
        may_book=not open_tasks and not coming and bool(bookable(visit)),
        closed=with_ways(
            growth.list_closed(practice_id, client.id, request.args.get("page", 1, int))
        ),
        **_WORDS,
    )


@client_of_practice
def task(visit: PortalVisit, task_id: UUID) -> Answer:
    """One task: why it helps, how it goes, and a place to tell of it."""
    found = _load(visit, task_id)
    today = clock.today(visit.client.zone)
    earliest = max(found.starts_on, today - timedelta(days=ENTRY_DAYS_BACK))
    form = EntryForm(
        today=today,
        earliest=earliest,
        done_on=max(earliest, _likely_day(visit)),
        kind=Kind(found.kind),
        categories={found.category, *found.more_categories},
    )
    if form.validate_on_submit():
        try:
            growth.write_entry(found, form.draft(), by=visit.actor, key=form.key.data)
        except growth.NotPossible:
            db.session.rollback()
            flash(_("This task rests or has ended meanwhile; nothing was written to it."), "need")
        else:
            db.session.commit()
            flash(_("Saved. Thank you for telling how it went."), "ok")
        return _to_task(visit, task_id)
    entries = growth.entries_page(found, request.args.get("page", 1, int))
    page = render_template(
        "portal/task.html",
        visit=visit,
        task=found,
        row=growth.row_of(found, today),
        entries=with_ways(entries),
        moods=growth.moods_of(entries.rows, Party.CLIENT),
        form=form,
        **_WORDS,
    )
    return page, status_of(form)


@client_of_practice
def fit_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """The client makes a task fit: smaller, at other times, in their own words."""
    found = _load(visit, task_id)
    form = FitForm(
        obj=found,
        weekdays=weekdays_of(found.weekdays),
        kind=Kind(found.kind),
        today=clock.today(visit.client.zone),
    )
    is_stale = False
    if form.validate_on_submit():
        try:
            growth.change_task(
                found,
                replace(_as_it_is(found), **form.fitted()),
                version=form.version.data,
                by=visit.actor,
                party=Party.CLIENT,
            )
        except Stale:
            is_stale = bool(form.save_over(found))
        except growth.NotPossible:
            db.session.rollback()
            flash(_("This task rests or has ended meanwhile."), "need")
            return _to_task(visit, task_id)
        else:
            db.session.commit()
            flash(_("Saved. Your coach sees it like this too."), "ok")
            return _to_task(visit, task_id)
    page = render_template(
        "portal/fit_task.html", visit=visit, task=found, form=form, is_stale=is_stale
    )
    return page, CONFLICT if is_stale else status_of(form)


def _likely_day(visit: PortalVisit) -> date:
    """Which day an entry is likely about: after midnight the one that their plan still has open."""
    plan = current_courses(visit.practice.id, visit.client.id).live
    return plan.today if plan and plan.is_past_midnight else clock.today(visit.client.zone)


def _as_it_is(task: GrowthTask) -> growth.TaskDraft:
    names = asdict(growth.TaskDraft("", "", "", "", task.starts_on))
    return growth.TaskDraft(**{name: getattr(task, name) or names[name] for name in names})


@client_of_practice
def agree_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """Take a suggestion on."""
    return _act(visit, task_id, Act.AGREE, _("Agreed. It is yours now."))


@client_of_practice
def decline_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """Leave a suggestion; no reason is asked for."""
    done = _("That is fine. Your coach sees that it isn’t for now.")
    return _act(visit, task_id, Act.DECLINE, done, undo=_undo(visit, task_id))


@client_of_practice
def finish_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """A habit or a reflection has done its work."""
    done = _("Done. What you wrote stays here.")
    return _act(visit, task_id, Act.FINISH, done, undo=_undo(visit, task_id))


@client_of_practice
def stop_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """End a task; no reason is asked for."""
    done = _("Ended. What you did stays yours.")
    return _act(visit, task_id, Act.STOP, done, undo=_undo(visit, task_id))


@client_of_practice
def reopen_task(visit: PortalVisit, task_id: UUID) -> Answer:
    """Take back that one left it, ended it or called it done."""
    with act({growth.NotPossible: str(TOO_LATE)}, done=str(UNDONE)):
        growth.reopen(_load(visit, task_id), by=visit.actor, party=Party.CLIENT)
    return _to_task(visit, task_id)


def _undo(visit: PortalVisit, task_id: UUID) -> WayBack:
    return way_back(".reopen_task", practice=visit.practice.slug, task_id=task_id)


def _act(
    visit: PortalVisit, task_id: UUID, what: Act, done: str, *, undo: WayBack | None = None
) -> Response:
    elsewhere = _("It stands somewhere else by now.")
    with act({growth.NotPossible: elsewhere}, done=done, undo=undo):
        growth.act(_load(visit, task_id), what, by=visit.actor, party=Party.CLIENT)
    return _to_task(visit, task_id)


def _load(visit: PortalVisit, task_id: UUID) -> GrowthTask:
    found = growth.find_task(visit.practice.id, visit.client.id, task_id)
    if found is None:
        abort(404)
    return found


def _to_task(visit: PortalVisit, task_id: UUID) -> Response:
    here = visit.practice.slug
    return redirect(url_for(".task", practice=here, task_id=task_id), SEE_OTHER)
