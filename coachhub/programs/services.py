"""What needs a no-contact plan and growth tasks together."""

from dataclasses import dataclass, field

from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.growth import services as growth
from coachhub.growth.library import Template
from coachhub.growth.services import TaskRow
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.services import Missing, NotReady
from coachhub.safety import services as safety

SUGGESTIONS = 3


@dataclass(frozen=True)
class Prospect:
    """A draft looked over before it is proposed."""

    missing: list[Missing]
    """A task can be made up for by a reason."""
    tasks: list[TaskRow]
    """What the client has to do."""
    easy_tasks: list[Template] = field(default_factory=list)
    """Where there is none, some to begin with: the practice's own and those that ask the least,
    nothing of what is withheld from this client.
    """


def look_over(plan: NoContactPlan) -> Prospect:
    """What goes with a draft, and what is missing before it may be proposed."""
    standing = safety.standing_of(plan.practice_id, plan.client_id)
    missing = nocontact.missing_to_propose(plan, standing)
    today = clock.today(plan.client.zone)
    tasks = growth.list_open(plan.practice_id, plan.client_id, today)
    if tasks:
        return Prospect(missing, tasks)
    wanted = growth.Wanted(without_looking_back=standing.perspective_off)
    found = sorted(growth.library(plan.practice_id, wanted), key=lambda one: one.difficulty)
    return Prospect([*missing, Missing.TASK], tasks, found[:SUGGESTIONS])


def propose_plan(plan: NoContactPlan, *, without_tasks: str, by: Actor) -> None:
    """The client finds the plan in the portal, with a task at least that goes with it, or with the
    coach's reason `without_tasks` why there is none. Raises NotReady and NotPossible.
    """
    has_tasks = bool(growth.count_open(plan.practice_id, plan.client_id))
    if not has_tasks and not without_tasks:
        raise NotReady(look_over(plan).missing)
    nocontact.propose(plan, without_tasks="" if has_tasks else without_tasks, by=by)
