"""What needs a no-contact plan and growth tasks together."""

from coachhub.core.actor import Actor
from coachhub.growth import services as growth
from coachhub.growth.library import Template
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.services import Missing, NotReady

SUGGESTIONS = 3


def missing_to_propose(plan: NoContactPlan) -> list[Missing]:
    """What is missing before this plan may be proposed; a task can be made up for by a reason."""
    missing = nocontact.missing_to_propose(plan)
    if not growth.count_open(plan.practice_id, plan.client_id):
        missing.append(Missing.TASK)
    return missing


def easy_tasks(plan: NoContactPlan) -> list[Template]:
    """Some tasks to begin with: the practice's own and those that ask the least, nothing of what is
    withheld from this client.
    """
    withheld = growth.is_withheld(plan.practice_id, plan.client_id)
    found = growth.library(plan.practice_id, growth.Wanted(without_looking_back=withheld))
    return sorted(found, key=lambda one: one.difficulty)[:SUGGESTIONS]


def propose_plan(plan: NoContactPlan, *, without_tasks: str, by: Actor) -> None:
    """The client finds the plan in the portal, with a task at least that goes with it, or with the
    coach's reason `without_tasks` why there is none. Raises NotReady and NotPossible.
    """
    has_tasks = bool(growth.count_open(plan.practice_id, plan.client_id))
    if not has_tasks and not without_tasks:
        raise NotReady(missing_to_propose(plan))
    nocontact.propose(plan, without_tasks="" if has_tasks else without_tasks, by=by)
