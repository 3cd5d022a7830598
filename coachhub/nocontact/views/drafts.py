"""A plan is drafted in short steps, each a page; the last of them is its proposal."""

from dataclasses import replace
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
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, UNPROCESSABLE, Answer, status_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses, load_plan
from coachhub.nocontact.forms import PlanForm, RulesForm, rule_values_of, values_of
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Party, PlanState, Span, clock_changes, end_of, is_length
from coachhub.nocontact.services import PlanDraft
from coachhub.nocontact.views.plan import WORDS, none_page, plan_url
from coachhub.nocontact.words import MISSING_WORDS, days_words
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

_BACK = "back"
"""The name of the button that saves and leads to the step before."""


@member(Can.GUIDE)
def new_plan(desk: Desk, client_id: UUID) -> Answer:
    """Draft a plan, its first step. The client sees nothing of it before it is proposed."""
    client = load_own_client(desk, client_id).client
    today = clock.today(client.zone)
    form = PlanForm(today=today, starts_on=today)
    if form.is_submitted():
        made = nocontact.find_plan(desk.practice.id, client_id, form.key.data)
        if made is not None:  # by this form, which came once before
            return _change_plan(desk, client, made, form)
    elif prepared := current_courses(desk.practice.id, client_id).prepared:
        return _to_prepared(desk, prepared.plan)
    elif missing := nocontact.missing_to_make(client):
        return none_page(desk, client, missing)
    if _is_to_keep(form):
        try:
            draft = form.draft(nocontact.first_draft(today))
            plan = nocontact.make_plan(client, draft, by=desk.actor, key=form.key.data)
        except nocontact.NotReady as refused:
            form.form_errors = [MISSING_WORDS[one] for one in refused.missing]
        except nocontact.AlreadyPrepared:
            form.form_errors = [_("A plan is prepared already; change or withdraw that one.")]
        except nocontact.NotPossible:
            form.form_errors = [_("This form is out of date; please begin again.")]
        else:
            return _kept_first(desk, client, plan, form)
    return _render_first(desk, client, form, plan=None)


@member(Can.GUIDE)
def edit_plan(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Change a draft in its first step."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = PlanForm(today=clock.today(row.client.zone), **values_of(plan))
    if not form.is_submitted() and plan.state != PlanState.DRAFT:
        return redirect(plan_url(desk, plan), SEE_OTHER)
    return _change_plan(desk, row.client, plan, form)


def _change_plan(desk: Desk, client: Client, plan: NoContactPlan, form: PlanForm) -> Answer:
    theirs = None
    if _is_to_keep(form):
        theirs = _save(desk, plan, form, form.draft(nocontact.draft_of(plan)))
        if theirs is None:
            return _kept_first(desk, client, plan, form)
    return _render_first(desk, client, form, plan=plan, theirs=theirs)


@member(Can.GUIDE)
def edit_rules(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Change the rules of a draft, its second step."""
    row, plan = load_plan(desk, client_id, plan_id)
    stored, theirs = nocontact.draft_of(plan), None
    form = RulesForm(plan=plan, **rule_values_of(stored.rules))
    if not form.is_submitted() and plan.state != PlanState.DRAFT:
        return redirect(plan_url(desk, plan), SEE_OTHER)
    goes_back = _BACK in request.form
    is_whole = form.validate_on_submit()
    if is_whole or (form.is_submitted() and not form.left_out and (goes_back or _is_autosave())):
        theirs = _save(desk, plan, form, replace(stored, rules=form.rules()))
        if theirs is None:
            after = ".edit_plan" if goes_back else "programs.propose"
            return _kept(desk, plan, form, ".edit_rules", after)
    rules = nocontact.rules_of(plan) if theirs else []
    return _render(
        "nocontact/rules.html", desk, row.client, form, plan=plan, theirs=theirs, rules=rules
    )


def _save(
    desk: Desk, plan: NoContactPlan, form: PlanForm | RulesForm, draft: PlanDraft
) -> NoContactPlan | None:
    """Save over a draft, unless it reads otherwise by now: then both are to stand there, and the
    plan as it is comes back.
    """
    try:
        nocontact.change_plan(plan, draft, version=form.version.data, by=desk.actor)
    except Stale:
        form.save_over(plan)
        return plan
    except nocontact.NotPossible:
        db.session.rollback()
        form.save_over(plan)
        form.form_errors = [_("It is proposed already; take it back to change it.")]
        return plan
    return None


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
    return redirect(_step_url(desk, plan, ".edit_plan"), SEE_OTHER)


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


def _is_to_keep(form: PlanForm) -> bool:
    """Whether it is to be saved: by itself as far as it goes, and to go on once it is whole."""
    if _is_sent_to_look():
        return False
    is_whole: bool = form.validate_on_submit()
    return is_whole or (form.is_submitted() and _is_autosave())


def _is_autosave() -> bool:
    return request.headers.get("HX-Request-Type") == "partial"


def _step_url(desk: Desk, plan: NoContactPlan, step: str) -> str:
    here = desk.practice.slug
    return url_for(step, practice=here, client_id=plan.client_id, plan_id=plan.id)


def _to_prepared(desk: Desk, plan: NoContactPlan) -> Response:
    """There is a plan already that is not agreed: where one goes on with it."""
    if plan.state == PlanState.DRAFT:
        return redirect(_step_url(desk, plan, ".edit_plan"), SEE_OTHER)
    flash(_("A plan is prepared already; change or withdraw that one."), "need")
    return redirect(plan_url(desk, plan), SEE_OTHER)


def _kept(
    desk: Desk,
    plan: NoContactPlan,
    form: PlanForm | RulesForm,
    here: str,
    after: str,
    **dates: Any,  # noqa: ANN401
) -> Response:
    """The draft is saved in the step `here`. A page that saves itself is from now on that of this
    draft; else the way leads to the step after.
    """
    db.session.commit()
    if _is_autosave():
        status = UNPROCESSABLE if form.left_out else OK
        kept = {"saved_at": clock.now(), "version": plan.version}
        answer = _parts(status, form=form, **kept, **dates)
        answer.headers["HX-Replace-Url"] = _step_url(desk, plan, here)
        return answer
    return redirect(_step_url(desk, plan, after), SEE_OTHER)


def _kept_first(desk: Desk, client: Client, plan: NoContactPlan, form: PlanForm) -> Response:
    return _kept(desk, plan, form, ".edit_plan", ".edit_rules", **_dates(form, client))


def _parts(status: int, **context: Any) -> Response:  # noqa: ANN401
    """What changes on the page when a script saved, or tried to."""
    page = render_template(
        "nocontact/_saved.html",
        status=status,
        days_words=days_words,
        **context,
    )
    return make_response(page, status)


def _render(
    template: str,
    desk: Desk,
    client: Client,
    form: PlanForm | RulesForm,
    *,
    theirs: NoContactPlan | None,
    **context: Any,  # noqa: ANN401
) -> Answer:
    status = CONFLICT if theirs else status_of(form)
    if _is_autosave():
        return _parts(status, form=form, **context)
    page = render_template(
        template, desk=desk, client=client, form=form, theirs=theirs, **context, **WORDS
    )
    return page, status


def _render_first(
    desk: Desk,
    client: Client,
    form: PlanForm,
    *,
    plan: NoContactPlan | None,
    theirs: NoContactPlan | None = None,
) -> Answer:
    return _render(
        "nocontact/draft.html",
        desk,
        client,
        form,
        theirs=theirs,
        plan=plan,
        live=None if plan else current_courses(desk.practice.id, client.id).live,
        **_dates(form, client),
    )


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
