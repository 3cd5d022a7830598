"""What happened with a client's plans."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import DateTime, case, cast, func, text

from coachhub.core.happenings import Happenings, happening, on_the_day
from coachhub.nocontact.models import CheckIn, ContactEvent, NoContactPlan, PlanStep
from coachhub.nocontact.rules import Act

_P = NoContactPlan
_STEPS = (
    Act.PROPOSE,
    Act.AGREE,
    Act.ASK_CHANGE,
    Act.WITHDRAW,
    Act.START,
    Act.PAUSE,
    Act.RESUME,
    Act.EXTEND,
    Act.RESTART,
    Act.RUN_OUT,
    Act.END,
    Act.REPLACE,
    Act.REVIEW,
    Act.LEAVE_UNREVIEWED,
)


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """The steps of plans, slips that were told and answered, and the days that were told, a week of
    them at once; about the plan. What is kept private is counted and not told.
    """
    theirs = (_P.practice_id == practice_id) & (_P.client_id == client_id)
    yield (
        happening("plan_" + PlanStep.act, PlanStep.at, about=_P.id)
        .join(_P, (_P.practice_id == PlanStep.practice_id) & (_P.id == PlanStep.plan_id))
        .where(theirs, PlanStep.act.in_(_STEPS))
    )
    said = {
        "said": case((ContactEvent.is_shared, ContactEvent.led_to_sealed)),
        "or_said": case((ContactEvent.is_shared, ContactEvent.note_sealed)),
        "said_in": ContactEvent.id,
    }
    for kind, at, more in (
        ("slip_told", ContactEvent.created_at, said),
        ("slip_answered", ContactEvent.answered_at, {}),
    ):
        yield (
            happening(kind, at, about=_P.id, **more)
            .join(
                _P, (_P.practice_id == ContactEvent.practice_id) & (_P.id == ContactEvent.plan_id)
            )
            .where(theirs, ContactEvent.is_slip, at.is_not(None))
        )
    week = func.date_trunc("week", cast(CheckIn.on_day, DateTime))
    shared = case((CheckIn.is_shared, CheckIn.mood))
    yield (
        happening(
            "days_told",
            func.max(CheckIn.created_at),
            about=_P.id,
            meant=week + text("interval '12 hours'"),
            many=func.count(),
            lowest=func.min(shared),
            highest=func.max(shared),
        )
        .join(_P, (_P.practice_id == CheckIn.practice_id) & (_P.id == CheckIn.plan_id))
        .where(theirs)
        .group_by(_P.id, week)
    )


def shared_words(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """What the client said of their days, with the mood, and the slips they told, as far as they
    share them; about the plan.
    """
    theirs = (_P.practice_id == practice_id) & (_P.client_id == client_id)
    yield (
        happening(
            "day_said",
            CheckIn.created_at,
            about=_P.id,
            meant=on_the_day(CheckIn.on_day),
            said=CheckIn.line_sealed,
            said_in=CheckIn.id,
            lowest=CheckIn.mood,
        )
        .join(_P, (_P.practice_id == CheckIn.practice_id) & (_P.id == CheckIn.plan_id))
        .where(theirs, CheckIn.is_shared, CheckIn.line_sealed.is_not(None))
    )
    yield (
        happening(
            "slip_said",
            ContactEvent.created_at,
            about=_P.id,
            meant=on_the_day(ContactEvent.on_day),
            said=ContactEvent.led_to_sealed,
            or_said=ContactEvent.note_sealed,
            said_in=ContactEvent.id,
        )
        .join(_P, (_P.practice_id == ContactEvent.practice_id) & (_P.id == ContactEvent.plan_id))
        .where(theirs, ContactEvent.is_shared, ContactEvent.is_slip)
    )
