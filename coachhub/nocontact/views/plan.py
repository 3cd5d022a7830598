from typing import Any
from uuid import UUID

from flask import render_template, request, url_for

from coachhub.clients.access import load_own_client
from coachhub.clients.models import Client
from coachhub.core.web.answers import Answer
from coachhub.core.web.paging import with_ways
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses, load_plan
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import LIVE, Party, PlanState, clock_changes, has_many_slips
from coachhub.nocontact.services import Course, Missing
from coachhub.nocontact.words import (
    DECISION_WORDS,
    FEELING_WORDS,
    HISTORY_WORDS,
    MARK_WORDS,
    MISSING_WORDS,
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
    happened_words,
    headline,
    headline_parts,
    kind_words,
    path_words,
    rule_words,
    week_words,
    where_words,
)
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.safety import services as safety

WORDS: dict[str, Any] = {
    "told_words": TOLD_WORDS,
    "feeling_words": FEELING_WORDS,
    "ticks": TICKS,
    "decision_words": DECISION_WORDS,
    "history_words": HISTORY_WORDS,
    "mark_words": MARK_WORDS,
    "outcome_words": OUTCOME_WORDS,
    "reaction_words": REACTION_WORDS,
    "scale_words": SCALE_WORDS,
    "state_words": STATE_WORDS,
    "already_words": already_words,
    "chart_words": chart_words,
    "counted_words": counted_words,
    "days_words": days_words,
    "happened_words": happened_words,
    "headline": headline,
    "headline_parts": headline_parts,
    "kind_words": kind_words,
    "path_words": path_words,
    "rule_words": rule_words,
    "week_words": week_words,
    "where_words": where_words,
}


@member(Can.GUIDE)
def plan_page(desk: Desk, client_id: UUID) -> Answer:
    """The client's plan: the one that holds, else the one that is prepared, else the last."""
    client = load_own_client(desk, client_id).client
    courses = current_courses(desk.practice.id, client_id)
    if courses.newest is None:
        return none_page(desk, client, nocontact.missing_to_make(client))
    return _render(desk, client, courses.newest)


def none_page(desk: Desk, client: Client, missing: list[Missing]) -> str:
    """The page where there is no plan: a way to draft one, or what has to be there first."""
    return render_template(
        "nocontact/none.html",
        desk=desk,
        client=client,
        plan=None,
        missing=missing,
        missing_words=MISSING_WORDS,
    )


@member(Can.GUIDE)
def one_plan(desk: Desk, client_id: UUID, plan_id: UUID) -> Answer:
    """One of the client's plans, whichever it is."""
    client = load_own_client(desk, client_id).client
    courses = current_courses(desk.practice.id, client_id)
    known = (courses.live, courses.prepared, *courses.past)
    course = next((one for one in known if one and one.plan.id == plan_id), None)
    if course is None:
        course = nocontact.course_of(load_plan(desk, client_id, plan_id)[1])
    return _render(desk, client, course)


def _render(desk: Desk, client: Client, course: Course) -> Answer:
    plan = course.plan
    courses = current_courses(desk.practice.id, client.id)
    standing = safety.standing_of(desk.practice.id, client.id)
    is_agreed_on = plan.state == PlanState.PROPOSED or plan.state in LIVE
    return render_template(
        "nocontact/plan.html",
        desk=desk,
        coach_name=desk.user.name,
        help_lines=safety.help_lines(client.zone),
        client=client,
        course=course,
        courses=courses,
        plan=plan,
        rules=nocontact.rules_of(plan),
        events=with_ways(
            nocontact.events_page(plan, request.args.get("contact", 1, int), to_answer_first=True),
            "contact",
        ),
        check_ins=with_ways(
            nocontact.check_ins_page(plan, request.args.get("page", 1, int)),
        ),
        charts=course.charts(Party.COACH),
        wishes=nocontact.waiting_wishes(plan),
        steps=nocontact.steps_of(plan),
        standing=standing,
        outcome=nocontact.outcome_to_show(plan, standing),
        missing=nocontact.missing_to_hold(plan, standing) if is_agreed_on else [],
        missing_words=MISSING_WORDS,
        clock_changes=clock_changes(plan.span, client.zone),
        many_slips=has_many_slips(course.slips, course.civil_today),
        here={
            "practice": desk.practice.slug,
            "client_id": client.id,
            "plan_id": plan.id,
        },
        **WORDS,
    )


def plan_url(desk: Desk, plan: NoContactPlan, anchor: str | None = None) -> str:
    """The address of a plan's page."""
    return url_for(
        "nocontact.one_plan",
        practice=desk.practice.slug,
        client_id=plan.client_id,
        plan_id=plan.id,
        _anchor=anchor,
    )
