"""A plan is proposed by the coach, and agreed on by the client, or not."""

from datetime import date, timedelta

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import LIVE, Act, Party, PlanState, civil_date, may_begin
from coachhub.nocontact.services.guards import NotReady, hold_to, missing_to_propose
from coachhub.nocontact.services.keeping import end_pause, keep_time
from coachhub.nocontact.services.steps import (
    begin_on,
    live_plan,
    lock,
    lock_client,
    move,
    write_to_client,
)

MAIL = "nocontact/proposed"
EXPLAINER_VERSION = 1
"""Grows when the page that explains plans says something new; who agrees has opened this one."""


class NotExplained(Exception):
    """The client has not opened the page that explains how a plan works."""


class StartPassed(Exception):
    """The plan was to begin on a day that is over, or not free any more."""


class ReviewFirst(Exception):
    """The plan before waits for its review."""


def propose(plan: NoContactPlan, *, without_tasks: str, by: Actor) -> None:
    """The client finds the plan in the portal and is told by mail that something waits.

    Whether a task goes with it, `programs` has looked; `without_tasks` is the reason if none does.
    Raises NotReady and NotPossible.
    """
    lock_client(plan.client)
    lock(plan)
    missing = missing_to_propose(plan)
    if missing:
        raise NotReady(missing)
    move(plan, Act.PROPOSE, by=by, party=Party.COACH, reason=without_tasks)
    plan.proposed_at, plan.without_tasks, plan.wish = clock.now(), without_tasks, None
    write_to_client(plan, MAIL, plan.id)


def open_explainer(plan: NoContactPlan, *, by: Actor) -> None:
    """The client has opened the page that explains plans; once for each version of it."""
    if plan.explainer_version == EXPLAINER_VERSION:
        return
    plan.explained_at, plan.explainer_version = clock.now(), EXPLAINER_VERSION
    audit.record(plan.practice_id, "plan.explained", by=by, about=plan, version=EXPLAINER_VERSION)


def agree(plan: NoContactPlan, *, version: int, starts_on: date | None, by: Actor) -> None:
    """The plan holds, from its first day; a plan that ran until now is replaced in the same moment.

    `starts_on` is another first day, for a plan whose own is past; a plan that replaces one begins
    tomorrow at the earliest. Agreed to already in this version, it stays as it is. Raises Stale for
    a version that isn't the newest, NotExplained, NotReady, StartPassed, ReviewFirst and
    NotPossible.
    """
    lock_client(plan.client)
    lock(plan)
    if plan.state in LIVE and plan.agreed_version == version:
        return
    if plan.version != version:
        raise Stale
    if plan.explainer_version != EXPLAINER_VERSION:
        raise NotExplained
    hold_to(plan)
    before = live_plan(plan.practice_id, plan.client_id)
    if before is not None:
        lock(before)
        keep_time(before)
    if before is not None and before.state == PlanState.REVIEW_DUE:
        raise ReviewFirst
    today = civil_date(clock.now(), plan.client.zone)
    start = starts_on or plan.starts_on
    earliest = today + timedelta(days=1) if before is not None else today
    if start < earliest or not may_begin(start, today):
        raise StartPassed
    if before is not None:
        end_pause(before, today)
        move(before, Act.REPLACE, by=by, party=Party.CLIENT)
    begin_on(plan, start)
    plan.agreed_at, plan.agreed_version, plan.held_at = clock.now(), version, None
    move(plan, Act.AGREE, by=by, party=Party.CLIENT)
    keep_time(plan)


def ask_for_change(plan: NoContactPlan, words: str, *, version: int, by: Actor) -> None:
    """The plan is a draft again, with what the client would have otherwise. Raises Stale for a
    version that isn't the newest, and NotPossible.
    """
    lock(plan)
    if plan.version != version:
        raise Stale
    move(plan, Act.ASK_CHANGE, by=by, party=Party.CLIENT, reason=words)
    plan.wish, plan.held_at = words, None
    db.session.flush()


def note_held(plan: NoContactPlan, *, by: Actor) -> None:
    """The client would agree, and can't before their coach has looked at it; the coach is shown
    so. Trying again changes nothing.
    """
    lock(plan)
    if plan.held_at is None:
        plan.held_at = clock.now()
        audit.record(plan.practice_id, "plan.held", by=by, about=plan)


def take_back(plan: NoContactPlan, *, by: Actor) -> None:
    """The plan is a draft again, for the coach to change. Raises NotPossible."""
    lock(plan)
    move(plan, Act.TAKE_BACK, by=by, party=Party.COACH)
    plan.held_at = plan.proposed_at = None
    db.session.flush()


def withdraw(plan: NoContactPlan, reason: str, *, by: Actor, party: Party) -> None:
    """The plan is off, before it began. Raises NotPossible."""
    lock(plan)
    move(plan, Act.WITHDRAW, by=by, party=party, reason=reason)
