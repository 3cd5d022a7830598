from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.access import load_own_client
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, Answer, status_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses, load_plan
from coachhub.nocontact.forms import PlanForm, values_of
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Party, Span, clock_changes, end_of, is_length
from coachhub.nocontact.views.plan import WORDS, plan_url
from coachhub.nocontact.words import MISSING_WORDS, days_words
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.GUIDE)
def new_plan(desk: Desk, client_id: UUID) -> Answer:
    """Draft a plan. The client sees nothing of it before it is proposed."""
    client = load_own_client(desk, client_id).client
    today = clock.today(client.zone)
    form = PlanForm(today=today, starts_on=today)
    if form.is_submitted():
        made = nocontact.find_plan(desk.practice.id, client_id, form.key.data)
        if made is not None:  # by this form, which came once before
            return _change(desk, client, made, form)
    if not _is_sent_to_look() and form.validate_on_submit():
        try:
            plan = nocontact.make_plan(client, form.draft(), by=desk.actor, key=form.key.data)
        except nocontact.NotReady as refused:
            form.form_errors = [MISSING_WORDS[one] for one in refused.missing]
        except nocontact.AlreadyPrepared:
            form.form_errors = [_("A plan is prepared already; change or withdraw that one.")]
        except nocontact.NotPossible:
            form.form_errors = [_("This form is out of date; please begin again.")]
        else:
            words = _("The draft is kept. %(name)s doesn’t see it yet.", name=client.called)
            return _kept(desk, client, plan, form, words)
    return _render(desk, client, form, is_new=True)


@member(Can.GUIDE)
def edit_plan(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Change a draft."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = PlanForm(today=clock.today(row.client.zone), **values_of(plan, nocontact.rules_of(plan)))
    return _change(desk, row.client, plan, form)


def _change(desk: Desk, client: Client, plan: NoContactPlan, form: PlanForm) -> Answer:
    """Save the form over a draft, unless it reads otherwise by now: then both stand there."""
    theirs = None
    if not _is_sent_to_look() and form.validate_on_submit():
        try:
            nocontact.change_plan(plan, form.draft(), version=form.version.data, by=desk.actor)
        except Stale:
            theirs = plan
        except nocontact.NotPossible:
            db.session.rollback()
            theirs = plan
            form.form_errors = [_("It is proposed already; take it back to change it.")]
        else:
            return _kept(desk, client, plan, form, _("Saved."))
    if theirs is not None:
        form.save_over(theirs)
    return _render(desk, client, form, is_new=False, theirs=theirs)


@member(Can.GUIDE)
def take_back(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Change a plan that is proposed: it is a draft again."""
    row, plan = load_plan(desk, client_id, plan_id)
    try:
        nocontact.take_back(plan, by=desk.actor)
    except nocontact.NotPossible:
        db.session.rollback()
        flash(_("It stands somewhere else by now."), "need")
        return redirect(plan_url(desk, plan), SEE_OTHER)
    db.session.commit()
    flash(_("It is a draft again. %(name)s doesn’t see it for now.", name=row.client.called), "ok")
    return redirect(
        url_for(".edit_plan", practice=desk.practice.slug, client_id=client_id, plan_id=plan_id),
        SEE_OTHER,
    )


@member(Can.GUIDE)
def withdraw(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Take a plan back that has not begun."""
    _row, plan = load_plan(desk, client_id, plan_id)
    try:
        nocontact.withdraw(plan, "", by=desk.actor, party=Party.COACH)
    except nocontact.NotPossible:
        db.session.rollback()
        flash(_("It stands somewhere else by now."), "need")
    else:
        db.session.commit()
        flash(_("The plan is withdrawn."), "ok")
    here = desk.practice.slug
    return redirect(url_for("nocontact.plan", practice=here, client_id=client_id), SEE_OTHER)


def _is_sent_to_look() -> bool:
    """Whether the form was sent only to see its dates, not to be saved."""
    return "show_dates" in request.form


def _is_autosave() -> bool:
    return request.headers.get("HX-Request-Type") == "partial"


def _parts(form: PlanForm, client: Client, status: int, version: int = 0) -> Response:
    """What changes on the page when a script saved, or tried to."""
    page = render_template(
        "nocontact/_saved.html",
        form=form,
        status=status,
        version=version,
        saved_at=clock.now(),
        days_words=days_words,
        **_dates(form, client),
    )
    return make_response(page, status)


def _kept(desk: Desk, client: Client, plan: NoContactPlan, form: PlanForm, words: str) -> Response:
    """The draft is saved. A page that saves itself is from now on that of this draft."""
    db.session.commit()
    if _is_autosave():
        answer = _parts(form, client, OK, plan.version)
        answer.headers["HX-Replace-Url"] = url_for(
            ".edit_plan", practice=desk.practice.slug, client_id=client.id, plan_id=plan.id
        )
        return answer
    flash(words, "ok")
    return redirect(plan_url(desk, plan), SEE_OTHER)


def _render(
    desk: Desk,
    client: Client,
    form: PlanForm,
    *,
    is_new: bool,
    theirs: object | None = None,
) -> Answer:
    if _is_autosave():
        return _parts(form, client, CONFLICT if theirs else status_of(form))
    page = render_template(
        "nocontact/draft.html",
        desk=desk,
        client=client,
        form=form,
        is_new=is_new,
        theirs=theirs,
        live=current_courses(desk.practice.id, client.id).live,
        **_dates(form, client),
        **WORDS,
    )
    return page, CONFLICT if theirs else status_of(form)


def _dates(form: PlanForm, client: Client) -> dict[str, Any]:
    """What is said of the dates: from when to when, and where the clocks change."""
    span = None if _is_sent_to_look() and not form.may_begin_so() else _span(form)
    return {"span": span, "changes": clock_changes(span, client.zone) if span else []}


def _span(form: PlanForm) -> Span | None:
    """The dates that the form asks for, as far as they can be told."""
    first = form.starts_on.data
    if first is None or form.starts_on.errors or not is_length(form.days):
        return None
    return Span(first, end_of(first, form.days))
