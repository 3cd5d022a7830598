from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Party, PlanState, Wish
from coachhub.nocontact.services import Asked
from coachhub.nocontact.words import (
    DECISION_WORDS,
    EVENT_WORDS,
    FEELING_WORDS,
    MARK_WORDS,
    OUTCOME_WORDS,
    REACTION_WORDS,
    SCALE_WORDS,
    STATE_WORDS,
    TICKS,
    TOLD_WORDS,
    already_words,
    chart_words,
    counted_words,
    days_words,
    headline_parts,
    kind_words,
    path_words,
    rule_words,
    today_words,
    week_words,
    where_words,
)
from coachhub.portal.pause_words import pause_words
from coachhub.portal.plan_forms import AgreeForm, ChangeWishForm, LeaveForm, PauseWishForm
from coachhub.safety import services as safety

WORDS: dict[str, Any] = {
    "told_words": TOLD_WORDS,
    "feeling_words": FEELING_WORDS,
    "ticks": TICKS,
    "decision_words": DECISION_WORDS,
    "event_words": EVENT_WORDS,
    "mark_words": MARK_WORDS,
    "outcome_words": OUTCOME_WORDS,
    "reaction_words": REACTION_WORDS,
    "scale_words": SCALE_WORDS,
    "state_words": STATE_WORDS,
    "already_words": already_words,
    "chart_words": chart_words,
    "counted_words": counted_words,
    "days_words": days_words,
    "headline_parts": headline_parts,
    "kind_words": kind_words,
    "path_words": path_words,
    "rule_words": rule_words,
    "today_words": today_words,
    "week_words": week_words,
    "where_words": where_words,
}

A_WEEK = 7
"""So many check-ins a page."""

_HELD = _l("Your coach looks at this plan with you once more first.")

_REFUSALS: dict[type[Exception], Any] = {
    Stale: _l("The plan was changed while you read; please look once more."),
    nocontact.NotExplained: _l("Please open “How it works” first. Then you can agree."),
    nocontact.StartPassed: _l("Its first day is over; please choose another one."),
    nocontact.ReviewFirst: _l("Your plan before is to be talked over first, with your coach."),
    nocontact.NotPossible: _l("It stands somewhere else by now."),
}
"""Why agreeing may come too late, in words to the client."""


@client_of_practice
def plan(visit: PortalVisit) -> Answer:
    """The client's plan: a proposal to read, the days of the one that holds, and those before."""
    courses = current_courses(visit.practice.id, visit.client.id)
    live, shown, proposal = courses.live, courses.for_client, courses.proposal
    if shown and shown.has_news:
        nocontact.note_read(shown)
        db.session.commit()
    about = [one.plan for one in (shown, proposal) if one]
    standing = safety.standing_of(visit.practice.id, visit.client.id)
    waits = proposal.plan if proposal and proposal.plan.held_at else None
    return render_template(
        "portal/plan.html",
        visit=visit,
        courses=courses,
        course=shown,
        proposal=proposal,
        must_choose=proposal is not None and _start_is_past(visit, proposal.plan),
        rules={one.id: nocontact.rules_of(one) for one in about},
        events=with_ways(nocontact.events_page(shown.plan, _asked("contact")), "contact")
        if shown
        else None,
        check_ins=with_ways(nocontact.check_ins_page(shown.plan, _asked("page"), size=A_WEEK))
        if shown
        else None,
        charts=shown.charts(Party.CLIENT) if shown else [],
        pauses=nocontact.pauses_during(shown) if shown else None,
        pause_words=pause_words,
        wishes=nocontact.waiting_wishes(live.plan) if live else [],
        standing=standing,
        outcome=nocontact.outcome_to_show(shown.plan, standing) if shown else None,
        held=_HELD if waits and nocontact.missing_to_hold(waits, standing) else "",
        agree=AgreeForm(version=proposal.plan.version if proposal else 0),
        coach_name=visit.row.coach_name,
        help_lines=safety.help_lines(visit.client.zone),
        **WORDS,
    )


def _asked(name: str) -> int:
    return request.args.get(name, 1, int)


@client_of_practice
def how_it_works(visit: PortalVisit) -> Answer:
    """What a plan is, before one agrees to it."""
    courses = current_courses(visit.practice.id, visit.client.id)
    prepared = courses.prepared
    if prepared and prepared.plan.state == PlanState.PROPOSED:
        nocontact.open_explainer(prepared.plan, by=visit.actor)
        db.session.commit()
    return render_template("portal/how_plans_work.html", visit=visit)


@client_of_practice
def agree_plan(visit: PortalVisit, plan_id: UUID) -> Answer:
    """Agree to a plan. It holds from its first day."""
    found = load_own_plan(visit, plan_id)
    form = AgreeForm()
    if not form.validate_on_submit():
        return _back(visit, _("Please choose a day."))
    try:
        nocontact.agree(
            found, version=form.version.data, starts_on=form.starts_on.data, by=visit.actor
        )
    except nocontact.NotReady:
        return _held(visit, found)
    except tuple(_REFUSALS) as refused:
        return _back(visit, str(_REFUSALS[type(refused)]))
    db.session.commit()
    flash(_("Agreed. You can pause it, change it or end it whenever you need to."), "ok")
    return to_plan(visit)


@client_of_practice
def ask_plan_change(visit: PortalVisit, plan_id: UUID) -> Answer:
    """Say what one would like to have otherwise, before agreeing."""
    found = load_own_plan(visit, plan_id)
    form = ChangeWishForm(version=found.version)
    if form.validate_on_submit():
        try:
            nocontact.ask_for_change(
                found, form.words.data, version=form.version.data, by=visit.actor
            )
        except Stale:
            form.version.raw_data, form.version.data = None, found.version
            page = render_template("portal/plan_change.html", visit=visit, plan=found, form=form)
            return page, CONFLICT
        except nocontact.NotPossible:
            return _back(visit, _("It stands somewhere else by now."))
        db.session.commit()
        flash(_("Your coach reads it and comes back to you."), "ok")
        return to_plan(visit)
    page = render_template("portal/plan_change.html", visit=visit, plan=found, form=form)
    return page, status_of(form)


@client_of_practice
def withdraw_plan(visit: PortalVisit, plan_id: UUID) -> Answer:
    """Not this plan; no reason is asked for."""
    found = load_own_plan(visit, plan_id)
    done = _("That is fine. Your coach sees that it isn’t for now.")
    return _do(visit, found, lambda: _withdraw(visit, found), done)


def _withdraw(visit: PortalVisit, found: NoContactPlan) -> None:
    nocontact.withdraw(found, "", by=visit.actor, party=Party.CLIENT)


@client_of_practice
def end_plan(visit: PortalVisit, plan_id: UUID) -> Answer:
    """End the plan; the client needs no reason."""
    found, form = load_own_plan(visit, plan_id), LeaveForm()
    if form.validate_on_submit():
        words = form.leave_words.data
        done = _("Your plan has ended. What you kept stays yours; you can talk it over any time.")
        return _do(
            visit,
            found,
            lambda: nocontact.end(found, words, by=visit.actor, party=Party.CLIENT),
            done,
        )
    page = render_template("portal/end_plan.html", visit=visit, plan=found, form=form)
    return page, status_of(form)


@client_of_practice
def pause_plan(visit: PortalVisit, plan_id: UUID) -> Answer:
    """Ask the coach to let the plan rest."""
    found, form = load_own_plan(visit, plan_id), PauseWishForm()
    if form.validate_on_submit():
        asked = Asked(Wish.PAUSE, form.pause_days.data, words=form.pause_words.data)
        try:
            nocontact.ask(found, asked, by=visit.actor, party=Party.CLIENT)
        except nocontact.TooMany:
            form.pause_days.errors = [_("A plan rests twice at most; do talk to your coach.")]
        except nocontact.AlreadyAsked:
            return _back(visit, _("Your coach has your question already."))
        except nocontact.NotPossible:
            return _back(visit, _("It stands somewhere else by now."))
        else:
            db.session.commit()
            flash(_("Your coach is asked. Until they answer, the plan goes on."), "ok")
            return to_plan(visit)
    page = render_template("portal/pause_plan.html", visit=visit, plan=found, form=form)
    return page, status_of(form)


@client_of_practice
def resume_plan(visit: PortalVisit, plan_id: UUID) -> Answer:
    """Go on with the plan today."""
    found = load_own_plan(visit, plan_id)
    return _do(
        visit,
        found,
        lambda: nocontact.resume(found, by=visit.actor, party=Party.CLIENT),
        _("Your plan goes on today."),
    )


@client_of_practice
def agree_wish(visit: PortalVisit, plan_id: UUID, wish_id: UUID) -> Answer:
    """Agree to a change of the plan."""
    found = load_own_plan(visit, plan_id)
    wish = nocontact.find_wish(found, wish_id)
    if wish is None:
        abort(404)
    try:
        return _do(
            visit,
            found,
            lambda: nocontact.agree_to(found, wish, by=visit.actor),
            _("Agreed. It holds now."),
        )
    except (nocontact.TooMany, nocontact.WrongDay):
        db.session.rollback()
        nocontact.let_lapse(found, wish, by=visit.actor)
        db.session.commit()
        flash(
            _("It no longer fits your plan, so nothing was changed. Your coach can ask anew."),
            "need",
        )
        return to_plan(visit)


@client_of_practice
def decline_wish(visit: PortalVisit, plan_id: UUID, wish_id: UUID) -> Answer:
    """Leave the plan as it is; no reason is asked for."""
    found = load_own_plan(visit, plan_id)
    wish = nocontact.find_wish(found, wish_id)
    if wish is None:
        abort(404)
    done = _("That is fine. Your plan stays as it is.")
    return _do(visit, found, lambda: nocontact.decline(found, wish, by=visit.actor), done)


def load_own_plan(visit: PortalVisit, plan_id: UUID) -> NoContactPlan:
    """One of the client's own plans that they may see: 404 if there is none."""
    found = nocontact.find_plan(visit.practice.id, visit.client.id, plan_id)
    if found is None or found.proposed_at is None:
        abort(404)
    return found


def to_plan(visit: PortalVisit) -> Response:
    return redirect(url_for("portal.plan", practice=visit.practice.slug), SEE_OTHER)


def _do(visit: PortalVisit, found: NoContactPlan, act: Callable[[], None], done: str) -> Response:
    try:
        act()
    except nocontact.NotReady:
        return _held(visit, found)
    except nocontact.NotPossible:
        return _back(visit, _("It stands somewhere else by now; nothing was changed."))
    db.session.commit()
    flash(done, "ok")
    return to_plan(visit)


def _held(visit: PortalVisit, found: NoContactPlan) -> Response:
    """The coach has to look at the plan first, and finds it on their first page."""
    db.session.rollback()
    nocontact.note_held(found, by=visit.actor)
    db.session.commit()
    flash(str(_HELD), "need")
    return to_plan(visit)


def _back(visit: PortalVisit, why: str) -> Response:
    db.session.rollback()
    flash(why, "need")
    return to_plan(visit)


def _start_is_past(visit: PortalVisit, found: NoContactPlan) -> bool:
    """Whether the client has to choose a first day: it is over, or a plan holds until tomorrow."""
    today = clock.today(visit.client.zone)
    holds = current_courses(visit.practice.id, visit.client.id).live is not None
    return found.starts_on < (today + timedelta(days=1) if holds else today)
