"""A plan is proposed together with the tasks that go with it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

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
    here = url_for("nocontact.plan", practice=desk.practice.slug, client_id=client_id)
    if form.is_submitted() and request.headers.get("HX-Request-Type") == "partial":
        return _autosaved(plan, form, by=desk.actor)
    if form.validate_on_submit():
        try:
            if "back" in request.form:
                nocontact.keep_without_tasks(plan, form.without_tasks.data, by=desk.actor)
                db.session.commit()
                ids: dict[str, Any] = {"client_id": client_id, "plan_id": plan_id}
                before = url_for("nocontact.edit_rules", practice=desk.practice.slug, **ids)
                return redirect(before, SEE_OTHER)
            programs.propose_plan(plan, without_tasks=form.without_tasks.data, by=desk.actor)
        except NotReady as refused:
            db.session.rollback()
            if refused.missing == [Missing.TASK]:
                form.without_tasks.errors = [_("Suggest a task first, or say why there is none.")]
            else:
                is_refused = True
                form.form_errors = [_("Not proposed yet: see what has to be there before.")]
        except NotPossible:
            db.session.rollback()
            flash(_("It stands somewhere else by now."), "need")
            return redirect(here, SEE_OTHER)
        else:
            db.session.commit()
            flash(_("%(name)s finds it in the portal.", name=row.client.called), "ok")
            return redirect(here, SEE_OTHER)
    if plan.state != PlanState.DRAFT:
        return redirect(here, SEE_OTHER)
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
