"""Plans for tests."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import DEFAULTS, SLIPS_BY_DEFAULT, Kind
from coachhub.programs import services as programs
from coachhub.safety.models import SafetyScreen
from coachhub.safety.rules import Filler
from tests.cast import ZONE, Cast
from tests.growth.tasks import suggest_to
from tests.visitor import Visitor

RATIONALE = "Enough days for two hard Sundays and a quiet third."


def by_coach(cast: Cast) -> Actor:
    return Actor(cast.users["mara"], "coach")


def by_client(cast: Cast, name: str = "ben") -> Actor:
    return Actor(cast.users[name], "client")


def client_of(cast: Cast, name: str = "ben") -> Client:
    """Somebody of North."""
    return db.session.get_one(Client, (cast.north, cast.clients[name]))


def make_ready(client: Client, *, by: Actor, task: bool = True) -> None:
    """Signed, the safety questions answered, and a task suggested."""
    current = clients.current_agreement(client.practice_id)
    if current is None:
        current = clients.publish_agreement(client.practice_id, "As agreed", number=1, by=by)
    clients.sign(client, number=current.number, name=client.name, ip="127.0.0.1", by=by)
    db.session.add(
        SafetyScreen(practice_id=client.practice_id, client_id=client.id, filled_by=Filler.CLIENT)
    )
    db.session.flush()
    if task:
        suggest_to(client, by=by)


def today(zone: str = ZONE) -> date:
    return clock.today(zone)


def a_draft(**other: Any) -> nocontact.PlanDraft:
    """Thirty days without contact from today, with the rules that come along."""
    draft = nocontact.PlanDraft(
        kind=Kind.FULL,
        reason=None,
        days=30,
        starts_on=today(),
        rationale=RATIONALE,
        rules=[
            nocontact.RuleDraft(key, is_on=True, counts_as_slip=key in SLIPS_BY_DEFAULT)
            for key in DEFAULTS
        ],
    )
    return replace(draft, **other)


def draft_for(client: Client, *, by: Actor, **other: Any) -> NoContactPlan:
    return nocontact.make_plan(client, a_draft(**other), by=by, key=new_id())


def propose_to(client: Client, *, by: Actor, **other: Any) -> NoContactPlan:
    plan = draft_for(client, by=by, **other)
    programs.propose_plan(plan, without_tasks="", by=by)
    return plan


def agreed_with(client: Client, *, by: Actor, **other: Any) -> NoContactPlan:
    """A plan that the client has agreed to."""
    plan = propose_to(client, by=by, **other)
    nocontact.open_explainer(plan, by=by)
    nocontact.agree(plan, version=plan.version, starts_on=None, by=by)
    return plan


def noon(day: date) -> datetime:
    """A time at which that date is, in Berlin and nearby."""
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def later(days: int) -> datetime:
    """Noon, so many days from today."""
    return noon(today() + timedelta(days=days))


PORTAL = "/portal/north/plan"


def desk_of(cast: Cast) -> str:
    """Where Ben's plan is at the desk."""
    return f"/app/north/clients/{cast.clients['ben']}/plan"


def plan_at(browser: Visitor, page: str) -> str:
    """The address of the plan that the page leads on from."""
    found = re.findall(rf"{page}/([0-9a-f-]{{36}})", browser.get(page).text)
    return f"{page}/{found[0]}"


def in_north(cast: Cast, act: Callable[[], object]) -> None:
    """Do it in the practice, and commit."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        act()
        db.session.commit()
