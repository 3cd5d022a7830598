"""Whose plans one may open at the desk, and a plan as it stands now."""

from uuid import UUID

from flask import abort, g

from coachhub.clients import services as clients
from coachhub.clients.access import load_own_client
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.services import Courses
from coachhub.practices.access import Desk


def load_plan(desk: Desk, client_id: UUID, plan_id: UUID) -> tuple[clients.Row, NoContactPlan]:
    """A plan with its client, for the client's coach alone: 404 if there is none."""
    row = load_own_client(desk, client_id)
    plan = nocontact.find_plan(desk.practice.id, client_id, plan_id)
    if plan is None:
        abort(404)
    return row, plan


def current_courses(practice_id: UUID, client_id: UUID) -> Courses:
    """The client's plans, looked at once in a request; moved on first where their day has come."""
    kept: dict[UUID, Courses] = g.setdefault("courses", {})
    if client_id not in kept:
        found = nocontact.courses_of(practice_id, client_id)
        if found.live and found.live.is_due:
            nocontact.keep_time(found.live.plan)
            db.session.commit()
            found = nocontact.courses_of(practice_id, client_id)
        kept[client_id] = found
    return kept[client_id]
