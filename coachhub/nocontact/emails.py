"""The word that something waits; nothing of what it says, not even that it is of a plan."""

from sqlalchemy import select

from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, link
from coachhub.nocontact.models import NoContactPlan, PlanWish
from coachhub.nocontact.rules import LIVE, PlanState, WishState
from coachhub.practices.models import Practice
from coachhub.safety import services as safety


def plan_waits(delivery: Delivery) -> Message | None:
    """The way to the portal; nothing if the plan was answered meanwhile."""
    query = select(NoContactPlan).where(
        NoContactPlan.practice_id == delivery.practice_id, NoContactPlan.id == delivery.about_id
    )
    plan = db.session.scalar(query)
    if plan is None or plan.state != PlanState.PROPOSED:
        return None
    return _way_to(plan, delivery)


def change_waits(delivery: Delivery) -> Message | None:
    """The way to the portal; nothing if the change was answered, or the plan is over, meanwhile."""
    query = (
        select(NoContactPlan)
        .join(
            PlanWish,
            (PlanWish.practice_id == NoContactPlan.practice_id)
            & (PlanWish.plan_id == NoContactPlan.id),
        )
        .where(
            NoContactPlan.practice_id == delivery.practice_id,
            NoContactPlan.state.in_(sorted(LIVE)),
            PlanWish.id == delivery.about_id,
            PlanWish.state == WishState.WAITING,
        )
    )
    plan = db.session.scalar(query)
    return _way_to(plan, delivery) if plan else None


def _way_to(plan: NoContactPlan, delivery: Delivery) -> Message | None:
    """Nothing if the address changed since, or while something urgent is open."""
    client = plan.client
    if client.email != delivery.recipient:
        return None
    if safety.standing_of(plan.practice_id, plan.client_id).urgent:
        return None
    practice = db.session.get_one(Practice, delivery.practice_id)
    return Message(
        {"name": client.called, "link": link("portal.plan", practice=practice.slug)},
        locale=client.locale,
        zone=client.zone,
        sender_name=practice.name,
    )
