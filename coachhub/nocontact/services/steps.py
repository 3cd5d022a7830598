"""How a plan moves: locked, looked up in the table of transitions, and written down."""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.mail import services as mail
from coachhub.nocontact.models import NoContactPlan, PlanStep
from coachhub.nocontact.rules import (
    CLOSED,
    LIVE,
    Act,
    Party,
    PlanState,
    civil_date,
    end_of,
    following,
)


class NotPossible(Exception):
    """The plan can't be acted on so, from where it stands or by this party."""


def lock(plan: NoContactPlan) -> None:
    """Acts on one plan come one after the other; the plan is as it stands now."""
    db.session.flush()
    db.session.refresh(plan, with_for_update=True)


def lock_client(client: Client) -> None:
    """Plans of one client are made and agreed one after the other.

    Rows that point to the client may be written meanwhile: whoever holds one of them never waits.
    """
    db.session.execute(
        select(Client.id)
        .where(Client.practice_id == client.practice_id, Client.id == client.id)
        .with_for_update(key_share=True)
    )


def claim(plan: NoContactPlan, version: int) -> None:
    """This save is the next after `version`. Raises Stale if somebody saved meanwhile."""
    claimed = db.session.execute(
        update(NoContactPlan)
        .where(NoContactPlan.practice_id == plan.practice_id, NoContactPlan.id == plan.id)
        .where(NoContactPlan.version == version)
        .values(version=version + 1)
        .returning(NoContactPlan.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.refresh(plan)
    if claimed is None:
        raise Stale


def move(plan: NoContactPlan, act: Act, *, by: Actor, party: Party, reason: str = "") -> None:
    """The locked plan is in the state that follows, and its step is written down.

    Raises NotPossible.
    """
    before = PlanState(plan.state)
    after = following(before, act, party)
    if after is None:
        raise NotPossible
    plan.state = after
    if after in CLOSED:
        plan.closed_on = civil_date(clock.now(), plan.client.zone)
    note(plan, act, before=before, by=by, party=party, reason=reason)
    db.session.flush()


def check(plan: NoContactPlan, act: Act, party: Party) -> None:
    """Raises NotPossible unless the party may act so, where the plan stands."""
    if following(PlanState(plan.state), act, party) is None:
        raise NotPossible


def begin_on(plan: NoContactPlan, start: date) -> None:
    """The plan begins on a day, for as many days as it has."""
    move_days(plan, start, end_of(start, plan.days))


def move_days(plan: NoContactPlan, start: date, end: date) -> None:
    """The plan has other first and last days. Where it begins no later than the distance that was
    there already, there are no days before it to be told any more.
    """
    plan.starts_on, plan.ends_on = start, end
    if plan.already_since is not None and plan.already_since >= start:
        plan.already_since = None


def note(
    plan: NoContactPlan,
    act: Act | str,
    *,
    before: PlanState | None,
    by: Actor,
    party: Party,
    reason: str = "",
) -> None:
    """Write down what happened with a plan, for its history and the audit."""
    step = PlanStep(
        practice_id=plan.practice_id,
        plan_id=plan.id,
        act=act,
        before=before,
        after=plan.state,
        by_user_id=by.user_id,
        by_party=party,
    )
    step.reason = reason
    db.session.add(step)
    audit.record(
        plan.practice_id, f"plan.{act}", by=by, about=plan, before=before, after=plan.state
    )


def write_to_client(plan: NoContactPlan, kind: str, about_id: UUID) -> None:
    """The client is told by mail that something waits, if there is a way to the portal for them."""
    client = plan.client
    if client.user_id and client.email:
        mail.post(kind, plan.practice_id, client.email, about_id=about_id)


def live_plan(practice_id: UUID, client_id: UUID) -> NoContactPlan | None:
    """The client's agreed plan that isn't over, if there is one."""
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == practice_id,
        NoContactPlan.client_id == client_id,
        NoContactPlan.state.in_(sorted(LIVE)),
    )
    return db.session.scalar(query)
