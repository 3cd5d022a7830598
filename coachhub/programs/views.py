"""A plan is proposed together with the tasks that go with it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.access import load_own_client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, UNPROCESSABLE, Answer, status_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses, load_plan
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import PlanState
from coachhub.nocontact.services import Missing, NotPossible, NotReady
from coachhub.nocontact.words import (
    MISSING_WORDS,
    already_words,
    days_words,
    kind_words,
    rule_words,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.programs import services as programs
from coachhub.programs.forms import ProposalForm

bp = Blueprint("programs", __name__)


@bp.route("/app/<practice>/clients/<uuid:client_id>/plan/proposal")
@member(Can.GUIDE)
def propose_prepared(desk: Desk, client_id: UUID) -> Answer:
    """Leads on to the proposal of the draft that the client has; without one to their plan."""
    load_own_client(desk, client_id)
    prepared = current_courses(desk.practice.id, client_id).prepared
    here: dict[str, Any] = {"practice": desk.practice.slug, "client_id": client_id}
    if prepared is None:
        return redirect(url_for("nocontact.plan", **here), SEE_OTHER)
    return redirect(url_for(".propose", plan_id=prepared.plan.id, **here), SEE_OTHER)


@bp.route(
    "/app/<practice>/clients/<uuid:client_id>/plan/<uuid:plan_id>/proposal",
    methods=["GET", "POST"],
)
@member(Can.GUIDE)
def propose(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Propose a draft to the client, its last step: all of it as they will read it, and what is
    missing.
    """
    row, plan = load_plan(desk, client_id, plan_id)
    form, is_refused = ProposalForm(without_tasks=plan.without_tasks or ""), False
    if form.is_submitted() and request.headers.get("HX-Request-Type") == "partial":
        return _autosaved(plan, form, by=desk.actor)
    if form.validate_on_submit():
        go_on = _keep if "back" in request.form else _propose
        try:
            return go_on(desk, plan, form)
        except NotReady as refused:
            db.session.rollback()
            is_refused = refused.missing != [Missing.TASK]
            if is_refused:
                form.form_errors = [_("Not proposed yet: see what has to be there before.")]
            else:
                form.without_tasks.errors = [_("Suggest a task first, or say why there is none.")]
        except NotPossible:
            db.session.rollback()
            flash(_("It stands somewhere else by now."), "need")
            return _to("nocontact.plan", desk, plan)
    if plan.state != PlanState.DRAFT:
        return _to("nocontact.plan", desk, plan)
    page = render_template(
        "programs/propose.html",
        desk=desk,
        client=row.client,
        plan=plan,
        proposal=current_courses(desk.practice.id, client_id).prepared,
        rules=nocontact.rules_of(plan),
        form=form,
        prospect=programs.look_over(plan),
        task=Missing.TASK,
        missing_words=MISSING_WORDS,
        already_words=already_words,
        days_words=days_words,
        kind_words=kind_words,
        rule_words=rule_words,
    )
    return page, CONFLICT if is_refused else status_of(form)


def _keep(desk: Desk, plan: NoContactPlan, form: ProposalForm) -> Response:
    """Keep what was typed, and go to the step before. Raises NotPossible."""
    nocontact.keep_without_tasks(plan, form.without_tasks.data, by=desk.actor)
    db.session.commit()
    return _to("nocontact.edit_rules", desk, plan, plan_id=plan.id)


def _propose(desk: Desk, plan: NoContactPlan, form: ProposalForm) -> Response:
    """The client finds it in the portal. Raises NotReady, and NotPossible."""
    programs.propose_plan(plan, without_tasks=form.without_tasks.data, by=desk.actor)
    db.session.commit()
    flash(_("%(name)s finds it in the portal.", name=plan.client.called), "ok")
    return _to("nocontact.plan", desk, plan)


def _to(page: str, desk: Desk, plan: NoContactPlan, plan_id: UUID | None = None) -> Response:
    here = desk.practice.slug
    url = url_for(page, practice=here, client_id=plan.client_id, plan_id=plan_id)
    return redirect(url, SEE_OTHER)


def _autosaved(plan: NoContactPlan, form: ProposalForm, *, by: Actor) -> Answer:
    """The reason for no task is kept while it is written."""
    status = OK if form.validate_on_submit() else UNPROCESSABLE
    if status == OK:
        try:
            nocontact.keep_without_tasks(plan, form.without_tasks.data, by=by)
        except NotPossible:
            db.session.rollback()
            status = CONFLICT
        else:
            db.session.commit()
    saved_at = clock.now() if status == OK else None
    part = render_template("nocontact/_saved.html", status=status, saved_at=saved_at, form=form)
    return part, status
