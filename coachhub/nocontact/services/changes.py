"""What happens with a plan that runs: it rests, goes on, ends, is looked back on."""

from datetime import date

from sqlalchemy import select

from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.nocontact.models import CheckIn, ContactEvent, NoContactPlan, PlanPause
from coachhub.nocontact.rules import (
    PAUSE_AT_MOST,
    PAUSES_AT_MOST,
    Act,
    Outcome,
    Party,
    Wish,
    WishState,
    civil_date,
    may_correct,
    outcomes,
    pause_of,
)
from coachhub.nocontact.services.keeping import end_pause, keep_time
from coachhub.nocontact.services.runs import closed_runs
from coachhub.nocontact.services.steps import NotPossible, check, lock, move, move_days
from coachhub.nocontact.services.wishes import (
    TooMany,
    WrongDay,
    decide,
    pauses_taken,
    waiting_wish,
)
from coachhub.safety import services as safety
from coachhub.safety.rules import Standing


class SlipsFirst(Exception):
    """A slip waits for an answer; a look back comes after it."""


class NotOffered(Exception):
    """This decision isn't offered where contact is barred."""


def pause(plan: NoContactPlan, days: int, reason: str, *, by: Actor) -> None:
    """The plan rests from today; a day that was told of stays a day of the plan.

    A wish for it is granted. Raises TooMany and NotPossible.
    """
    lock(plan)
    check(plan, Act.PAUSE, Party.COACH)
    if not 1 <= days <= PAUSE_AT_MOST or pauses_taken(plan) >= PAUSES_AT_MOST:
        raise TooMany
    today = civil_date(clock.now(), plan.client.zone)
    span = pause_of(today, days, is_reported=_is_reported(plan, today))
    db.session.add(
        PlanPause(
            practice_id=plan.practice_id, plan_id=plan.id, starts_on=span.first, ends_on=span.last
        )
    )
    asked = waiting_wish(plan, Wish.PAUSE)
    if asked is not None:
        decide(asked, WishState.AGREED)
    move(plan, Act.PAUSE, by=by, party=Party.COACH, reason=reason)


def resume(plan: NoContactPlan, *, by: Actor, party: Party) -> None:
    """The plan goes on with today; its last day moves by the days it rested. Raises NotPossible."""
    lock(plan)
    check(plan, Act.RESUME, party)
    end_pause(plan, civil_date(clock.now(), plan.client.zone))
    move(plan, Act.RESUME, by=by, party=party)
    keep_time(plan)


def end(plan: NoContactPlan, reason: str, *, by: Actor, party: Party) -> None:
    """The plan is over before its last day; what was kept stays. Raises NotPossible."""
    lock(plan)
    check(plan, Act.END, party)
    end_pause(plan, civil_date(clock.now(), plan.client.zone))
    move(plan, Act.END, by=by, party=party, reason=reason)


def correct_start(plan: NoContactPlan, starts_on: date, reason: str, *, by: Actor) -> None:
    """The plan began on another day; once, by some days. What was told before stays.

    Raises WrongDay and NotPossible.
    """
    lock(plan)
    check(plan, Act.CORRECT_START, Party.COACH)
    if plan.start_corrected_at is not None:
        raise NotPossible
    today = civil_date(clock.now(), plan.client.zone)
    if not may_correct(plan.starts_on, starts_on, today, closed_runs(plan)):
        raise WrongDay
    moved = starts_on - plan.starts_on
    move_days(plan, starts_on, plan.ends_on + moved)
    plan.start_corrected_at = clock.now()
    move(plan, Act.CORRECT_START, by=by, party=Party.COACH, reason=reason)
    keep_time(plan)


def is_barred(standing: Standing) -> bool:
    """Whether contact is barred by law, or by the other person's wish."""
    return standing.legal_hold or standing.order_binds_client or standing.asked_to_stop


def outcome_to_show(plan: NoContactPlan, standing: Standing) -> Outcome | None:
    """What was decided; where contact is barred by now, nothing says that talking was open."""
    outcome = Outcome(plan.outcome) if plan.outcome else None
    is_open = outcome is Outcome.OPEN_TO_TALK
    return None if is_open and is_barred(standing) else outcome


def review(plan: NoContactPlan, outcome: Outcome, words: str, *, by: Actor) -> None:
    """The plan is completed with what coach and client decided. Raises SlipsFirst, NotOffered and
    NotPossible.
    """
    lock(plan)
    check(plan, Act.REVIEW, Party.COACH)
    if _slips_waiting(plan):
        raise SlipsFirst
    standing = safety.standing_of(plan.practice_id, plan.client_id)
    if outcome not in outcomes(contact_is_barred=is_barred(standing)):
        raise NotOffered
    plan.outcome = outcome
    move(plan, Act.REVIEW, by=by, party=Party.COACH, reason=words)


def _is_reported(plan: NoContactPlan, day: date) -> bool:
    query = select(CheckIn.id).where(
        CheckIn.practice_id == plan.practice_id,
        CheckIn.plan_id == plan.id,
        CheckIn.on_day == day,
    )
    return db.session.scalar(query) is not None


def _slips_waiting(plan: NoContactPlan) -> bool:
    query = select(ContactEvent.id).where(
        ContactEvent.practice_id == plan.practice_id,
        ContactEvent.plan_id == plan.id,
        ContactEvent.is_slip,
        ContactEvent.answered_at.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None
