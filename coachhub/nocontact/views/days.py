from uuid import UUID

from flask import abort, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import load_plan
from coachhub.nocontact.forms import OverruleForm, ReplyForm, SlipAnswerForm
from coachhub.nocontact.models import ContactEvent, NoContactPlan
from coachhub.nocontact.views.plan import WORDS, plan_url
from coachhub.nocontact.words import MISSING_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.GUIDE)
def answer(desk: Desk, client_id: UUID, plan_id: UUID, event_id: UUID) -> Answer:
    """Answer a slip: the plan goes on, or more is asked of the client. Nothing is reset."""
    row, plan = load_plan(desk, client_id, plan_id)
    event = _load_event(plan, event_id)
    course = nocontact.course_of(plan)
    starts, most = nocontact.next_runs(plan, event), nocontact.most_after_slip(plan)
    missing = nocontact.missing_to_hold(plan)
    form = SlipAnswerForm(starts=starts, most=most, holds=not missing, run_days=plan.days)
    if form.validate_on_submit():
        try:
            nocontact.answer_slip(plan, event, form.answer(), by=desk.actor)
        except nocontact.TooMany:
            form.more.errors = [_("%(most)s more days at most.", most=most)]
        except nocontact.WrongDay:
            form.run_start.errors = [
                _("From the day after the slip to a week ahead, and no longer than this run.")
            ]
        except nocontact.NotReady as refused:
            db.session.rollback()
            form.decision.errors = [str(MISSING_WORDS[one]) for one in refused.missing]
        except (nocontact.NotPossible, nocontact.AlreadyAsked):
            db.session.rollback()
            flash(_("It is answered already, or something else waits first."), "need")
            return _to_plan(desk, plan)
        else:
            db.session.commit()
            flash(_("%(name)s reads it in the portal.", name=row.client.called), "ok")
            return _to_plan(desk, plan)
    page = render_template(
        "nocontact/answer.html",
        desk=desk,
        client=row.client,
        plan=plan,
        course=course,
        event=event,
        form=form,
        starts=starts,
        most=most,
        missing=missing,
        missing_words=MISSING_WORDS,
        **WORDS,
    )
    return page, status_of(form)


@member(Can.GUIDE)
def overrule(desk: Desk, client_id: UUID, plan_id: UUID, event_id: UUID) -> Answer:
    """See contact otherwise than the rules do; with a reason that the client reads."""
    _row, plan = load_plan(desk, client_id, plan_id)
    event = _load_event(plan, event_id)
    form = OverruleForm()
    if form.validate_on_submit():
        nocontact.overrule(
            plan, event, form.overruling.data, counts=form.counts.data, by=desk.actor
        )
        db.session.commit()
        flash(_("Noted, with your reason."), "ok")
    else:
        flash(_("Nothing was changed: it needs a reason."), "need")
    return _to_plan(desk, plan)


@member(Can.GUIDE)
def reply(desk: Desk, client_id: UUID, plan_id: UUID, check_in_id: UUID) -> Answer:
    """Say a short word to a check-in, or one's own."""
    row, plan = load_plan(desk, client_id, plan_id)
    check_in = nocontact.shared_check_in(plan, check_in_id)
    if check_in is None:
        abort(404)
    form = ReplyForm(reaction=check_in.reaction, reply=check_in.answer)
    if form.validate_on_submit():
        nocontact.answer_check_in(check_in, form.chosen(), form.reply.data, by=desk.actor)
        db.session.commit()
        flash(_("%(name)s reads it in the portal.", name=row.client.called), "ok")
        return _to_plan(desk, plan)
    page = render_template(
        "nocontact/reply.html",
        desk=desk,
        client=row.client,
        plan=plan,
        check_in=check_in,
        form=form,
        **WORDS,
    )
    return page, status_of(form)


def _load_event(plan: NoContactPlan, event_id: UUID) -> ContactEvent:
    event = nocontact.find_event(plan, event_id)
    if event is None:
        abort(404)
    return event


def _to_plan(desk: Desk, plan: NoContactPlan) -> Response:
    return redirect(plan_url(desk, plan), SEE_OTHER)
