from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.growth import services as growth
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.models import CheckIn, NoContactPlan
from coachhub.nocontact.rules import (
    BACK_AT_MOST,
    Act,
    ContactAnswer,
    Party,
    PlanState,
    following,
    may_check_in,
    open_days,
)
from coachhub.nocontact.services import Course
from coachhub.nocontact.words import said_words
from coachhub.portal.plan_forms import CheckInForm, ContactForm, LastDaysForm
from coachhub.portal.views.plan import WORDS, to_plan

TASKS_AT_MOST = 6


@client_of_practice
def check_in(visit: PortalVisit) -> Answer:
    """How today is, in under a minute. Only the question about contact needs an answer."""
    course = _load_course(visit)
    plan = course.plan
    days = _days_told_of(plan, visit)
    asked = _asked_day(plan, visit)
    chosen = asked or days[0]
    said = nocontact.find_check_in(plan, chosen)
    tasks = growth.tasks_for_today(visit.practice.id, visit.client.id, chosen)
    form = CheckInForm(
        days=[asked] if asked else days,
        tasks=_did_choices([one.task.words or "" for one in tasks], said),
        on_day=str(chosen),
        draft_about=f"day={chosen}",
        begins=_was_begun(),
        **_said(said),
    )
    if not _was_begun() and form.validate_on_submit():
        return _save(visit, plan, form)
    page = render_template(
        "portal/check_in.html",
        visit=visit,
        form=form,
        asks_which=len(form.on_day.choices) > 1,
        day=chosen,
        is_today=chosen == course.civil_today,
        **WORDS,
    )
    return page, status_of(form)


def _was_begun() -> bool:
    """Whether a first answer comes from the first page; the others are still to be asked for."""
    return "begun" in request.form


def _save(visit: PortalVisit, plan: NoContactPlan, form: CheckInForm) -> Response:
    draft = form.draft()
    try:
        nocontact.check_in(plan, draft, by=visit.actor)
    except (nocontact.WrongDay, nocontact.NotPossible):
        db.session.rollback()
        flash(_("Nothing can be said of that day now."), "need")
        return to_plan(visit)
    db.session.commit()
    here = visit.practice.slug
    if draft.contact is ContactAnswer.BY_ME:
        flash(_("Your check-in is saved."), "ok")
        return _to_contact(visit, draft.on_day)
    flash(said_words(draft.contact, draft.mood, has_done=bool(draft.did)), "ok")
    return redirect(url_for("portal.today", practice=here), SEE_OTHER)


@client_of_practice
def last_days(visit: PortalVisit) -> Answer:
    """Fill the last days in one go, a row a day."""
    course = _load_course(visit)
    days = open_rows(course)
    form = LastDaysForm.of(days)
    if form.validate_on_submit():
        drafts = form.drafts(days)
        try:
            for draft in drafts:
                nocontact.check_in(course.plan, draft, by=visit.actor)
        except (nocontact.WrongDay, nocontact.NotPossible):
            db.session.rollback()
            flash(_("Nothing can be said of these days now."), "need")
            return to_plan(visit)
        db.session.commit()
        slips = [one.on_day for one in drafts if one.contact is ContactAnswer.BY_ME]
        flash(_("Thank you. It is good to know how these days were."), "ok")
        if not slips:
            return to_plan(visit)
        return _to_contact(visit, slips[0])
    page = render_template("portal/last_days.html", visit=visit, form=form, days=days)
    return page, status_of(form)


@client_of_practice
def tell_contact(visit: PortalVisit) -> Answer:
    """Tell of contact as it was. Nothing is ever reset."""
    course = _load_course(visit)
    plan = course.plan
    asked = _asked_day(plan, visit)
    form = ContactForm(
        first=course.first_day,
        last=course.civil_today if course.pause else min(course.civil_today, plan.ends_on),
        happened_on=asked or course.today,
        was_by_me=asked is not None and _was_by_me(plan, asked),
    )
    if form.validate_on_submit():
        try:
            event = nocontact.tell(plan, form.draft(), by=visit.actor, key=form.key.data)
        except (nocontact.WrongDay, nocontact.NotPossible):
            db.session.rollback()
            flash(_("Nothing can be said of that day now."), "need")
            return to_plan(visit)
        db.session.commit()
        if event.is_slip:
            kept = nocontact.course_of(plan).counts.kept
            flash(_told_words(kept), "ok")
        else:
            flash(_("Saved. It is written down, and it is no slip."), "ok")
        return to_plan(visit)
    page = render_template("portal/tell_contact.html", visit=visit, form=form, course=course)
    return page, status_of(form)


def _was_by_me(plan: NoContactPlan, day: date) -> bool:
    """Whether the check-in of that day says that the client reached out or replied."""
    said = nocontact.find_check_in(plan, day)
    return said is not None and said.contact == ContactAnswer.BY_ME


def _to_contact(visit: PortalVisit, day: date) -> Response:
    here = visit.practice.slug
    return redirect(url_for("portal.tell_contact", practice=here, day=str(day)), SEE_OTHER)


def _told_words(kept: int) -> str:
    thanks: str = _("Thank you for telling it as it was.")
    if kept > 1:
        return f"{thanks} {_('%(n)s days are yours.', n=kept)}"
    return thanks


def open_rows(course: Course) -> list[date]:
    """The days of late that nothing was said of, the oldest first, today not among them."""
    earliest = course.today - timedelta(days=BACK_AT_MOST - 1)
    return [
        day.on
        for day in course.days
        if earliest <= day.on < course.today and not day.is_reported and day.mark != "paused"
    ]


def _load_course(visit: PortalVisit) -> Course:
    """The plan that one can say something of: 404 if there is none."""
    live = current_courses(visit.practice.id, visit.client.id).live
    if live is None or following(PlanState(live.plan.state), Act.CHECK_IN, Party.CLIENT) is None:
        abort(404)
    return live


def _days_told_of(plan: NoContactPlan, visit: PortalVisit) -> tuple[date, ...]:
    """What "today" can mean, the likelier first, of the days that belong to the plan."""
    now, zone, window = clock.now(), visit.client.zone, nocontact.window(plan)
    days = open_days(now, zone)
    inside = [day for day in days if may_check_in(day, window, now, zone)]
    return tuple(inside) or days


def _asked_day(plan: NoContactPlan, visit: PortalVisit) -> date | None:
    """The day that the address names, if something can be said of it."""
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    fits = may_check_in(day, nocontact.window(plan), clock.now(), visit.client.zone)
    return day if fits else None


def _did_choices(tasks: list[str], said: CheckIn | None) -> list[str]:
    """Today's tasks as chips, and what was chosen before."""
    before = (said.did or "").split("\n") if said else []
    return list(dict.fromkeys(one[:200] for one in (*tasks[:TASKS_AT_MOST], *before) if one))


def _said(said: CheckIn | None) -> dict[str, object]:
    """What the form says of a day that was told of before."""
    if said is None:
        return {}
    names = ("mood", "energy", "sleep", "contact", "line")
    values: dict[str, object] = {name: getattr(said, name) for name in names}
    return {
        **values,
        "did": (said.did or "").split("\n"),
        "is_private": not said.is_shared,
    }
