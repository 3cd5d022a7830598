"""Changes of a plan that one side asks for and the other agrees to."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanPause, PlanWish
from coachhub.nocontact.rules import (
    PAUSE_AT_MOST,
    PAUSES_AT_MOST,
    SLIP_EXTENSION_AT_MOST,
    Act,
    Party,
    PlanState,
    Reason,
    Wish,
    WishState,
    civil_date,
    following,
    may_begin,
    may_restart,
    most_to_extend,
)
from coachhub.nocontact.services.guards import hold_to
from coachhub.nocontact.services.keeping import keep_time
from coachhub.nocontact.services.runs import begin_anew, next_runs
from coachhub.nocontact.services.steps import (
    NotPossible,
    begin_on,
    lock,
    lock_client,
    move,
    write_to_client,
)

WISH_MAIL = "nocontact/asked"
_ASKS: dict[Wish, Act] = {
    Wish.START: Act.CHANGE_START,
    Wish.EXTEND: Act.EXTEND,
    Wish.RESTART: Act.RESTART,
    Wish.PAUSE: Act.PAUSE,
}
"""What happens with the plan when a wish is agreed to."""


class TooMany(Exception):
    """More days, or more pauses, than a plan may have."""


class WrongDay(Exception):
    """This day can't be meant."""


class AlreadyAsked(Exception):
    """Something of the kind waits for an answer already."""


@dataclass(frozen=True)
class Asked:
    """A change that is asked for: by how many days, from when, as the answer to which slip."""

    kind: Wish
    days: int | None = None
    starts_on: date | None = None
    words: str = ""
    event_id: UUID | None = None


def ask(plan: NoContactPlan, asked: Asked, *, by: Actor, party: Party) -> PlanWish:
    """The other side finds this at the desk, or in the portal, to which a mail leads.

    Raises AlreadyAsked, NotReady, TooMany, WrongDay and NotPossible.
    """
    lock_client(plan.client)
    lock(plan)
    if (party is Party.CLIENT) != (asked.kind is Wish.PAUSE):
        raise NotPossible
    _check_asked(plan, asked)
    if party is Party.COACH:
        hold_to(plan)
    waiting = waiting_wish(plan, asked.kind)
    if waiting is not None:
        let_lapse(plan, waiting, by=by)
        if waiting.state == WishState.WAITING:
            raise AlreadyAsked
    wish = PlanWish(
        practice_id=plan.practice_id,
        plan_id=plan.id,
        kind=asked.kind,
        asked_by=party,
        state=WishState.WAITING,
        days=asked.days,
        starts_on=asked.starts_on,
        event_id=asked.event_id,
    )
    wish.words = asked.words
    db.session.add(wish)
    db.session.flush()
    audit.record(plan.practice_id, "plan.asked", by=by, about=wish, kind=asked.kind)
    if party is Party.COACH:
        write_to_client(plan, WISH_MAIL, wish.id)
    return wish


def agree_to(plan: NoContactPlan, wish: PlanWish, *, by: Actor) -> None:
    """What the coach asked for holds. Raises NotPossible; NotReady where the coach has to look at
    the plan first; TooMany or WrongDay where the plan has changed since, and the wish is to lapse.
    """
    lock_client(plan.client)
    lock(plan)
    db.session.refresh(wish, with_for_update=True)
    if wish.state != WishState.WAITING or wish.asked_by != Party.COACH:
        raise NotPossible
    kind = Wish(wish.kind)
    _check_asked(plan, _asked_by(wish))
    hold_to(plan)
    {Wish.START: _begin_on, Wish.EXTEND: _grow, Wish.RESTART: _begin_anew}[kind](plan, wish)
    decide(wish, WishState.AGREED)
    plan.held_at = None
    move(plan, _ASKS[kind], by=by, party=Party.CLIENT, reason=wish.words or "")
    keep_time(plan)


def decline(plan: NoContactPlan, wish: PlanWish, *, by: Actor) -> None:
    """The plan stays as it is. Declining again changes nothing."""
    lock(plan)
    db.session.refresh(wish, with_for_update=True)
    if wish.state == WishState.WAITING:
        decide(wish, WishState.DECLINED)
        plan.held_at = None
        audit.record(plan.practice_id, "plan.wish_declined", by=by, about=wish, kind=wish.kind)


def let_lapse(plan: NoContactPlan, wish: PlanWish, *, by: Actor) -> None:
    """A wish that the plan has no room for any more waits for no answer. One that fits still does,
    and one that can't be granted just now.
    """
    lock(plan)
    db.session.refresh(wish, with_for_update=True)
    try:
        _check_asked(plan, _asked_by(wish))
    except (TooMany, WrongDay):
        if wish.state == WishState.WAITING:
            decide(wish, WishState.LAPSED)
            audit.record(plan.practice_id, "plan.wish_lapsed", by=by, about=wish, kind=wish.kind)
    except NotPossible:
        pass


def find_wish(plan: NoContactPlan, wish_id: UUID) -> PlanWish | None:
    """One of the plan's wishes, by id."""
    query = select(PlanWish).where(
        PlanWish.practice_id == plan.practice_id,
        PlanWish.plan_id == plan.id,
        PlanWish.id == wish_id,
    )
    return db.session.scalar(query)


def waiting_wishes(plan: NoContactPlan) -> list[PlanWish]:
    """What waits for an answer, the oldest first."""
    query = select(PlanWish).where(
        PlanWish.practice_id == plan.practice_id,
        PlanWish.plan_id == plan.id,
        PlanWish.state == WishState.WAITING,
    )
    return list(db.session.scalars(query.order_by(PlanWish.id)))


def waiting_wish(plan: NoContactPlan, kind: Wish) -> PlanWish | None:
    """The wish of this kind that waits for an answer."""
    return next((one for one in waiting_wishes(plan) if one.kind == kind), None)


def most_days(plan: NoContactPlan) -> int:
    """By how many days the plan may be extended where it stands."""
    return most_to_extend(
        plan.days,
        at_review=plan.state == PlanState.REVIEW_DUE,
        for_children=plan.reason == Reason.CHILDREN,
    )


def most_after_slip(plan: NoContactPlan) -> int:
    """By how many days the answer to a slip may extend the plan where it stands."""
    if following(PlanState(plan.state), Act.EXTEND, Party.CLIENT) is None:
        return 0
    return min(most_days(plan), SLIP_EXTENSION_AT_MOST)


def _check_asked(plan: NoContactPlan, asked: Asked) -> None:
    """Raises NotPossible, TooMany or WrongDay where the plan can't be changed so."""
    party = Party.COACH if asked.kind is Wish.PAUSE else Party.CLIENT
    if following(PlanState(plan.state), _ASKS[asked.kind], party) is None:
        raise NotPossible
    today = civil_date(clock.now(), plan.client.zone)
    if asked.kind is Wish.EXTEND:
        most = most_after_slip(plan) if asked.event_id else most_days(plan)
        if not asked.days or asked.days > most:
            raise TooMany
    elif asked.kind is Wish.PAUSE:
        if not asked.days or asked.days > PAUSE_AT_MOST or pauses_taken(plan) >= PAUSES_AT_MOST:
            raise TooMany
    elif asked.starts_on is None:
        raise WrongDay
    elif asked.kind is Wish.START:
        if not may_begin(asked.starts_on, today):
            raise WrongDay
    elif not may_restart(
        asked.starts_on,
        asked.days or 0,
        within=next_runs(plan, _slip(plan, asked.event_id)),
        run_days=plan.days,
    ):
        raise WrongDay


def _asked_by(wish: PlanWish) -> Asked:
    return Asked(Wish(wish.kind), wish.days, wish.starts_on, event_id=wish.event_id)


def _slip(plan: NoContactPlan, event_id: UUID | None) -> ContactEvent:
    """The slip that a new run is the answer to. Raises NotPossible: without one there is none."""
    event = event_id and db.session.get(ContactEvent, (plan.practice_id, event_id))
    if not event or event.plan_id != plan.id:
        raise NotPossible
    return event


def _begin_on(plan: NoContactPlan, wish: PlanWish) -> None:
    if wish.starts_on is not None:
        begin_on(plan, wish.starts_on)


def _grow(plan: NoContactPlan, wish: PlanWish) -> None:
    """By so many days; a plan that is at its review goes on after its last day."""
    days = wish.days or 0
    plan.days, plan.ends_on = plan.days + days, plan.ends_on + timedelta(days=days)
    plan.review_since = None


def _begin_anew(plan: NoContactPlan, wish: PlanWish) -> None:
    """The run is closed on the day of the slip."""
    if wish.starts_on is None or wish.days is None:
        return
    closed_on = _slip(plan, wish.event_id).on_day
    begin_anew(plan, wish.starts_on, wish.days, closed_on=closed_on)


def pauses_taken(plan: NoContactPlan) -> int:
    """How many pauses the plan has had that took a day at least."""
    query = select(func.count()).where(
        PlanPause.practice_id == plan.practice_id,
        PlanPause.plan_id == plan.id,
        PlanPause.ends_on >= PlanPause.starts_on,
    )
    return db.session.scalar(query) or 0


def decide(wish: PlanWish, state: WishState) -> None:
    """What became of a wish."""
    wish.state, wish.decided_at = state, clock.now()
    db.session.flush()
