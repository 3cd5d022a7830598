from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.forms import Form
from coachhub.core.web.i18n import said_day
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import load_plan
from coachhub.nocontact.forms import EndForm, ExtendForm, PauseForm, ReviewForm, StartForm
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Outcome, Party, PlanState, Wish, outcomes
from coachhub.nocontact.services import Asked
from coachhub.nocontact.views.plan import WORDS, plan_url
from coachhub.nocontact.words import MISSING_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.safety import services as safety

_FORMS: dict[str, type[Form]] = {
    "pause": PauseForm,
    "extend": ExtendForm,
    "start": StartForm,
    "end": EndForm,
}


@member(Can.GUIDE)
def change(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """All that can be changed about a plan where it stands."""
    row, plan = load_plan(desk, client_id, plan_id)
    return _render(desk, row.client, plan, extend=ExtendForm())


@member(Can.GUIDE)
def pause(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Let the plan rest from today."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = PauseForm()
    if not form.validate_on_submit():
        return _render(desk, row.client, plan, pause=form)
    try:
        nocontact.pause(plan, form.pause_days.data, form.pause_reason.data, by=desk.actor)
    except nocontact.TooMany:
        return _refused(
            desk, plan, pause=form, field="pause_days", why=_("A plan rests twice at most.")
        )
    except nocontact.NotPossible:
        return _elsewhere(desk, plan)
    db.session.commit()
    flash(_("The plan rests. Its last day moves by the days it takes."), "ok")
    return _to_plan(desk, plan)


@member(Can.GUIDE)
def resume(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Go on with a plan that rests."""
    _row, plan = load_plan(desk, client_id, plan_id)
    with act({nocontact.NotPossible: _elsewhere_words}, done=_("The plan goes on today.")):
        nocontact.resume(plan, by=desk.actor, party=Party.COACH)
    return _to_plan(desk, plan)


@member(Can.GUIDE)
def extend(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Ask the client for more days."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = ExtendForm()
    if not form.validate_on_submit():
        return _render(desk, row.client, plan, extend=form)
    asked = Asked(Wish.EXTEND, form.more_days.data, words=form.more_words.data)
    try:
        nocontact.ask(plan, asked, by=desk.actor, party=Party.COACH)
    except nocontact.TooMany:
        most = _("%(most)s more days at most.", most=nocontact.most_days(plan))
        return _refused(desk, plan, extend=form, field="more_days", why=most)
    except (nocontact.AlreadyAsked, nocontact.NotReady) as refused:
        return _refused(desk, plan, extend=form, field="more_days", why=_why(refused))
    except nocontact.NotPossible:
        return _elsewhere(desk, plan)
    return _asked(desk, plan, row.client)


@member(Can.GUIDE)
def begin_on(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """Ask for another first day, or correct the one of a plan that runs."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = StartForm()
    if not form.validate_on_submit():
        return _render(desk, row.client, plan, start=form)
    start, words = form.new_start.data, form.start_words.data
    try:
        if plan.state == PlanState.ACTIVE:
            nocontact.correct_start(plan, start, words, by=desk.actor)
            db.session.commit()
            flash(_("The first day is corrected. What was told before it stays."), "ok")
            return _to_plan(desk, plan)
        asked = Asked(Wish.START, starts_on=start, words=words)
        nocontact.ask(plan, asked, by=desk.actor, party=Party.COACH)
    except nocontact.WrongDay:
        db.session.rollback()
        form.new_start.errors = [_why_not_then(plan, start)]
        return _render(desk, plan.client, plan, start=form)
    except (nocontact.AlreadyAsked, nocontact.NotReady) as refused:
        return _refused(desk, plan, start=form, field="new_start", why=_why(refused))
    except nocontact.NotPossible:
        return _elsewhere(desk, plan)
    return _asked(desk, plan, row.client)


@member(Can.GUIDE)
def end(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """End a plan before its last day."""
    row, plan = load_plan(desk, client_id, plan_id)
    form = EndForm()
    if not form.validate_on_submit():
        return _render(desk, row.client, plan, end=form)
    done = _("The plan has ended. The days that were kept stay.")
    with act({nocontact.NotPossible: _elsewhere_words}, done=done):
        nocontact.end(plan, form.end_reason.data, by=desk.actor, party=Party.COACH)
    return _to_plan(desk, plan)


@member(Can.GUIDE)
def review(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """After talking it over: what coach and client decided."""
    row, plan = load_plan(desk, client_id, plan_id)
    standing = safety.standing_of(desk.practice.id, client_id)
    form = ReviewForm(offered=outcomes(contact_is_barred=nocontact.is_barred(standing)))
    if form.validate_on_submit():
        words = form.review_words.data
        try:
            nocontact.review(plan, Outcome(form.outcome.data), words, by=desk.actor)
        except nocontact.SlipsFirst:
            form.form_errors = [_("A slip waits for your answer; that comes first.")]
        except nocontact.NotPossible:
            return _elsewhere(desk, plan)
        else:
            db.session.commit()
            flash(_("The plan is completed."), "ok")
            return _to_plan(desk, plan)
    page = render_template(
        "nocontact/review.html",
        desk=desk,
        client=row.client,
        plan=plan,
        course=nocontact.course_of(plan),
        standing=standing,
        form=form,
        **WORDS,
    )
    return page, status_of(form)


def _render(desk: Desk, client: Client, plan: NoContactPlan, **sent: Form) -> Answer:
    forms = {name: sent.get(name) or form(formdata=None) for name, form in _FORMS.items()}
    page = render_template(
        "nocontact/change.html",
        desk=desk,
        client=client,
        plan=plan,
        course=nocontact.course_of(plan),
        forms=forms,
        most=nocontact.most_days(plan),
        asked=nocontact.waiting_wish(plan, Wish.PAUSE),
        missing=nocontact.missing_to_hold(plan),
        missing_words=MISSING_WORDS,
        **WORDS,
    )
    return page, max([status_of(form) for form in sent.values()], default=200)


def _refused(desk: Desk, plan: NoContactPlan, field: str, why: str, **sent: Any) -> Answer:  # noqa: ANN401
    """A change that came too late, or too often: the page again, with what was typed."""
    db.session.rollback()
    [form] = sent.values()
    form[field].errors = [why]
    page = _render(desk, plan.client, plan, **sent)
    return (page[0], CONFLICT) if isinstance(page, tuple) else page


def _why(refused: nocontact.AlreadyAsked | nocontact.NotReady) -> str:
    words: str = _("Asked already.")
    if isinstance(refused, nocontact.NotReady):
        words = " ".join(str(MISSING_WORDS[one]) for one in refused.missing)
    return words


def _why_not_then(plan: NoContactPlan, start: date) -> str:
    """Why the plan can't begin on that day."""
    earliest = nocontact.course_of(plan).starts_from
    words: str = _("Not that far, please.")
    if plan.state == PlanState.ACTIVE and earliest and start < earliest:
        words = _(
            "The run before lasted until %(date)s; this one begins after it.",
            date=said_day(earliest - timedelta(days=1), year=True),
        )
    return words


def _asked(desk: Desk, plan: NoContactPlan, client: Client) -> Response:
    db.session.commit()
    flash(_("%(name)s is asked in the portal.", name=client.called), "ok")
    return _to_plan(desk, plan)


def _elsewhere_words() -> str:
    words: str = _("It stands somewhere else by now.")
    return words


def _elsewhere(desk: Desk, plan: NoContactPlan) -> Response:
    db.session.rollback()
    flash(_elsewhere_words(), "need")
    return _to_plan(desk, plan)


def _to_plan(desk: Desk, plan: NoContactPlan) -> Response:
    return redirect(plan_url(desk, plan), SEE_OTHER)
