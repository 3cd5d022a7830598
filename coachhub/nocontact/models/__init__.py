"""What is stored of no-contact plans."""

from coachhub.nocontact.models.days import CheckIn, CheckInVersion, ContactEvent, Urge
from coachhub.nocontact.models.plans import (
    NoContactPlan,
    PlanPause,
    PlanRule,
    PlanRun,
    PlanStep,
    PlanWish,
)

__all__ = [
    "CheckIn",
    "CheckInVersion",
    "ContactEvent",
    "NoContactPlan",
    "PlanPause",
    "PlanRule",
    "PlanRun",
    "PlanStep",
    "PlanWish",
    "Urge",
]
