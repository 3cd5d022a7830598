from flask import redirect, render_template, url_for

from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.growth import services as growth
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.rules import Act, Party, PlanState, following
from coachhub.portal.views.sessions import has_sessions
from coachhub.safety import services as safety

MINUTES = 15
TASKS_AT_MOST = 3


@client_of_practice
def urge(visit: PortalVisit) -> Answer:
    """For somebody who wants to write: fifteen minutes in which nothing has to be decided."""
    practice_id, client = visit.practice.id, visit.client
    running = nocontact.latest_pause_of(practice_id, client.id)
    left = 0
    if running is not None:
        left = max(0, int((running.started_at + nocontact.PAUSE - clock.now()).total_seconds()))
    tasks = growth.tasks_for_today(practice_id, client.id, clock.today(client.zone))
    return render_template(
        "portal/urge.html",
        visit=visit,
        running=running,
        left=left,
        passed=MINUTES - -(-left // 60),
        minutes=MINUTES,
        **({} if left or not running else _ways_on(visit)),
        has_sessions=bool(running) and not left and has_sessions(visit),
        tasks=tasks[:TASKS_AT_MOST],
        card=next((one.task for one in tasks if one.task.cue and one.task.action), None),
        help_lines=safety.help_lines(client.zone),
    )


def _ways_on(visit: PortalVisit) -> dict[str, bool]:
    """What the plan has for somebody whose fifteen minutes are over."""
    course = current_courses(visit.practice.id, visit.client.id).live
    if (
        course is None
        or following(PlanState(course.plan.state), Act.CHECK_IN, Party.CLIENT) is None
    ):
        return {"asks_today": False, "may_tell": False}
    is_open = course.plan.state != PlanState.REVIEW_DUE and course.today not in course.reported
    return {"asks_today": is_open, "may_tell": True}


@client_of_practice
def begin_urge(visit: PortalVisit) -> Answer:
    """The pause begins; while one runs, it goes on."""
    nocontact.begin_pause(visit.client)
    db.session.commit()
    return redirect(url_for("portal.urge", practice=visit.practice.slug), SEE_OTHER)
