"""Why plans wait for a coach: slips, wishes, silence, and the talk at the end."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, ScalarSelect, cast, func, literal, select

from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import ENDED
from coachhub.core.signals import Signals, signal, the_one
from coachhub.nocontact.models import CheckIn, ContactEvent, NoContactPlan, PlanPause, PlanWish
from coachhub.nocontact.rules import (
    LIVE,
    PREPARED,
    ROLLOVER,
    SILENT_DAYS,
    Party,
    PlanState,
    WishState,
)

_P = NoContactPlan


def signals(practice_id: UUID, coach_id: UUID) -> Iterator[Signals]:
    """Whose plans wait for this coach (a member's id), for what, and since when."""
    mine = (
        (Engagement.practice_id == practice_id)
        & (Engagement.client_id == _P.client_id)
        & (Engagement.coach_id == coach_id)
        & Engagement.state.not_in(sorted(ENDED))
    )
    of_practice = _P.practice_id == practice_id
    yield (
        signal(
            "slip",
            _P.client_id,
            func.min(ContactEvent.created_at),
            many=func.count(),
            about=the_one(ContactEvent.id),
            within=the_one(_P.id),
        )
        .join(_P, (_P.practice_id == ContactEvent.practice_id) & (_P.id == ContactEvent.plan_id))
        .join(Engagement, mine)
        .where(of_practice, ContactEvent.is_slip, ContactEvent.answered_at.is_(None))
        .group_by(_P.client_id)
    )
    yield (
        signal("plan_rest", _P.client_id, PlanWish.created_at, about=_P.id)
        .join(_P, (_P.practice_id == PlanWish.practice_id) & (_P.id == PlanWish.plan_id))
        .join(Engagement, mine)
        .where(
            of_practice,
            _P.state == PlanState.ACTIVE,
            PlanWish.state == WishState.WAITING,
            PlanWish.asked_by == Party.CLIENT,
        )
    )
    yield (
        signal("plan_change", _P.client_id, _P.proposed_at, about=_P.id)
        .join(Engagement, mine)
        .where(of_practice, _P.state == PlanState.DRAFT, _P.wish_sealed.is_not(None))
    )
    yield (
        signal("plan_held", _P.client_id, _P.held_at, about=_P.id)
        .join(Engagement, mine)
        .where(of_practice, _P.held_at.is_not(None), _P.state.in_(sorted(PREPARED | LIVE)))
    )
    silent = (
        signal("plan_silent", _P.client_id, func.coalesce(_last_told(), _P.agreed_at), about=_P.id)
        .join(Engagement, mine)
        .join(Client, (Client.practice_id == _P.practice_id) & (Client.id == _P.client_id))
        .where(of_practice, _P.state == PlanState.ACTIVE)
    )
    yield silent.where(_last_day() < _open_day() - SILENT_DAYS)
    yield (
        signal("plan_review", _P.client_id, _at(_P.review_since), about=_P.id)
        .join(Engagement, mine)
        .where(of_practice, _P.state == PlanState.REVIEW_DUE)
    )


def _of_plan(model: Any, column: Any) -> ScalarSelect[Any]:  # noqa: ANN401
    query = select(func.max(column)).where(
        model.practice_id == _P.practice_id, model.plan_id == _P.id
    )
    return query.correlate(_P).scalar_subquery()


def _last_day() -> Any:  # noqa: ANN401
    """The last day that something is known of: told, paused, or before the first."""
    return func.greatest(
        _of_plan(CheckIn, CheckIn.on_day),
        _of_plan(ContactEvent, ContactEvent.on_day),
        _of_plan(PlanPause, PlanPause.ends_on),
        _P.starts_on - 1,
    )


def _last_told() -> ScalarSelect[Any]:
    return _of_plan(CheckIn, CheckIn.created_at)


def _open_day() -> Any:  # noqa: ANN401
    """The earliest day still open where the client is, by the database's clock."""
    hours = func.make_interval(0, 0, 0, 0, ROLLOVER.hour)
    return cast(func.timezone(Client.zone, func.now()) - hours, Date)


def _at(day: Any) -> Any:  # noqa: ANN401
    """The beginning of a date, as an instant."""
    return func.timezone(literal("UTC"), cast(day, DateTime))
