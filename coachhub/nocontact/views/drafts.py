from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.clients.access import load_own_client
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses, load_plan
from coachhub.nocontact.forms import PlanForm, values_of
from coachhub.nocontact.rules import Party, Span, clock_changes, end_of, is_length
from coachhub.nocontact.views.plan import WORDS, plan_url
from coachhub.nocontact.words import MISSING_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.GUIDE)
def new_plan(desk: Desk, client_id: UUID) -> Answer:
    """Draft a plan. The client sees nothing of it before it is proposed."""
    client = load_own_client(desk, client_id).client
    today = clock.today(client.zone)
    form = PlanForm(today=today, starts_on=today)
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
            db.session.commit()
            flash(_("The draft is kept. %(name)s doesn't see it yet.", name=client.called), "ok")
            return redirect(plan_url(desk, plan), SEE_OTHER)
    return _render(desk, client, form, is_new=True)


@member(Can.GUIDE)
def edit_plan(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Change a draft."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = PlanForm(today=clock.today(row.client.zone), **values_of(plan, nocontact.rules_of(plan)))
    is_stale = False
    if not _is_sent_to_look() and form.validate_on_submit():
        try:
            nocontact.change_plan(plan, form.draft(), version=form.version.data, by=desk.actor)
        except Stale:
            is_stale = bool(form.save_over(plan))
        except nocontact.NotPossible:
            db.session.rollback()
            flash(_("It is proposed already; take it back to change it."), "need")
            return redirect(plan_url(desk, plan), SEE_OTHER)
        else:
            db.session.commit()
            flash(_("Saved."), "ok")
            return redirect(plan_url(desk, plan), SEE_OTHER)
    return _render(desk, row.client, form, is_new=False, theirs=plan if is_stale else None)


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
    flash(_("It is a draft again. %(name)s doesn't see it for now.", name=row.client.called), "ok")
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


def _render(
    desk: Desk,
    client: Client,
    form: PlanForm,
    *,
    is_new: bool,
    theirs: object | None = None,
) -> Answer:
    span = None if _is_sent_to_look() and not form.may_begin_so() else _span(form)
    page = render_template(
        "nocontact/draft.html",
        desk=desk,
        client=client,
        form=form,
        is_new=is_new,
        theirs=theirs,
        span=span,
        changes=clock_changes(span, client.zone) if span else [],
        live=current_courses(desk.practice.id, client.id).live,
        **WORDS,
    )
    return page, CONFLICT if theirs else status_of(form)


def _span(form: PlanForm) -> Span | None:
    """The dates that the form asks for, as far as they can be told."""
    first = form.starts_on.data
    if first is None or form.starts_on.errors or not is_length(form.days):
        return None
    return Span(first, end_of(first, form.days))
